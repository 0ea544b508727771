"""Where PORT and DATABASE_URL are all that is given."""

import os
import subprocess
import sys

import pytest

from syncroom.platform import PASSWORD_CHARS, on_platform, platform_key
from tests.live.server import ROOT

URL = "postgres://user:{}@db.example/name"
GIVEN = {"PORT": "5000", "DATABASE_URL": URL.format("p" * PASSWORD_CHARS)}
WORDS = "from django.conf import settings as s; print(s.HOST, s.ALLOWED_HOSTS, s.TRUSTED_PROXIES[:11], len(s.SECRET_KEY))"


def settings(data, **env):
    env = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "syncroom.settings", "SYNCROOM_DATA": str(data), **env}
    return subprocess.run([sys.executable, "-c", WORDS], cwd=ROOT, env=env, capture_output=True, text=True)


def test_it_listens_to_the_router_and_believes_it(tmp_path):
    assert settings(tmp_path, **GIVEN).stdout == "0.0.0.0 ['*'] 127.0.0.0/8 64\n"
    assert not (tmp_path / "secret_key").exists()


def test_an_address_decides_the_names_here_too(tmp_path):
    out = settings(tmp_path, **GIVEN, SYNCROOM_URL="https://study.example.org").stdout
    assert out == "0.0.0.0 ['study.example.org', 'localhost', '127.0.0.1', '[::1]'] 127.0.0.0/8 64\n"


@pytest.mark.parametrize("missing", ["PORT", "DATABASE_URL"])
def test_one_of_them_makes_no_platform(tmp_path, missing):
    given = {name: value for name, value in GIVEN.items() if name != missing}
    assert settings(tmp_path, **given).stdout.startswith("127.0.0.1 [")


def test_whoever_says_where_to_listen_is_no_platform(monkeypatch):
    for name, value in (GIVEN | {"HOST": "127.0.0.1"}).items():
        monkeypatch.setenv(name, value)
    assert not on_platform()


def test_mail_needs_an_address_to_lead_to(tmp_path):
    done = settings(tmp_path, **GIVEN, SYNCROOM_EMAIL_URL="smtp://mail.example.org")
    assert "SYNCROOM_EMAIL_URL needs SYNCROOM_URL" in done.stderr


@pytest.mark.parametrize(
    ("url", "chars"), [(URL.format("p" * (PASSWORD_CHARS - 1)), 0), (URL.format("p" * PASSWORD_CHARS), 64), ("postgres://db/name", 0)]
)
def test_the_key_comes_of_a_password_that_nobody_guesses(monkeypatch, url, chars):
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.setenv("PORT", "5000")
    monkeypatch.setenv("DATABASE_URL", url)
    key = platform_key()
    assert len(key) == chars
    monkeypatch.setenv("DATABASE_URL", URL.format("another-password-here"))
    assert platform_key() != key
