"""Whose pages may open connections."""

import pytest

from rooms.origin import allowed

HOST = "study.example.org"


@pytest.fixture(autouse=True)
def address(settings):
    settings.ALLOWED_HOSTS = [HOST, "localhost"]
    settings.CSRF_TRUSTED_ORIGINS = [f"https://{HOST}"]


@pytest.mark.parametrize("origin", [f"https://{HOST}", f"http://{HOST}", f"https://{HOST.upper()}", None])
def test_our_own_pages_and_programs_may(origin):
    assert allowed(origin and origin.encode(), HOST)


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        f"https://{HOST}.evil.example",
        f"https://evil.example/{HOST}",
        f"https://{HOST}@evil.example",
        f"https://user@{HOST}",
        f"https://{HOST}:8443",
        f"ftp://{HOST}",
        "null",
        "",
        "file://",
        f"//{HOST}",
        "https://[::1",
    ],
)
def test_foreign_pages_may_not(origin):
    assert not allowed(origin.encode(), HOST)


def test_an_address_that_is_not_ours_is_refused_whatever_the_origin():
    assert not allowed(b"https://evil.example", "evil.example")


def test_behind_a_proxy_the_public_address_counts():
    assert allowed(f"https://{HOST}".encode(), "localhost:8000")
