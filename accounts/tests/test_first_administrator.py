"""A site's first administrator: named by the environment, or whoever opens the printed link, once."""

import re
from datetime import timedelta

import pytest
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import User
from syncroom import limits, throttle
from syncroom.models import FirstLink
from syncroom.starting import first_administrator

pytestmark = pytest.mark.django_db
PASSWORD = "analytical-engine-1"


@pytest.fixture
def printed():
    """What the server says when it starts: printed() gives the path of its link, or None."""

    def start():
        said = []
        first_administrator("http://site.test", said.append)
        return re.search(r"http://site\.test(\S+)", "\n".join(said)) and re.search(r"http://site\.test(\S+)", "\n".join(said))[1]

    return start


def become(browser, path, username="Admin", password=PASSWORD):
    return browser.post(path, {"username": username, "password1": password})


def test_whoever_opens_the_printed_link_becomes_the_administrator(browser, printed):
    path = printed()
    assert "Become its administrator" in browser.get(path).content.decode()
    response = become(browser, path)
    assert (response.status_code, response.url) == (302, "/admin/")
    root = browser.who()
    assert (root.username, root.is_superuser, root.is_staff, root.check_password(PASSWORD)) == ("admin", True, True, True)
    assert browser.get("/admin/").status_code == 200


def test_the_link_holds_once_and_no_other_one_after_it(browser, another_browser, printed):
    first, second = printed(), printed()
    assert become(browser, second).status_code == 302
    for path in (first, second):
        assert another_browser.get(path).status_code == 410
        assert become(another_browser, path, "mallory").status_code == 410
    assert not User.objects.filter(username="mallory").exists()
    assert printed() is None
    User.objects.update(is_superuser=False)
    assert another_browser.get(second).status_code == 410, "used is used"


@pytest.mark.parametrize(("more", "status"), [(-1, 200), (0, 410), (1, 410)])
def test_the_link_expires(browser, printed, more, status):
    path = printed()
    FirstLink.objects.update(expires_at=timezone.now() - timedelta(seconds=more) + timedelta(milliseconds=0 if more else -1))
    assert browser.get(path).status_code == status
    assert become(browser, path).status_code == (302 if status == 200 else 410)


def test_it_holds_for_as_long_as_the_limit_says(printed):
    before = timezone.now()
    printed()
    assert abs((FirstLink.objects.get().expires_at - before).total_seconds() - limits.FIRST_LINK_SECONDS) < 5


def test_its_token_is_not_in_the_database(printed):
    token = printed().strip("/").rsplit("/", 1)[1]
    assert len(token) >= 43
    assert token not in str(list(FirstLink.objects.values()))


@pytest.mark.parametrize("path", ["/accounts/first/x/", "/accounts/first/" + "a" * 43 + "/", "/accounts/first/%ff%20x/"])
def test_a_guessed_link_is_none(browser, printed, path):
    printed()
    assert browser.get(path).status_code == 410
    assert become(browser, path).status_code == 410
    assert not User.objects.exists()


def test_guessing_is_counted(browser, printed):
    printed()
    statuses = [become(browser, "/accounts/first/guess/").status_code for _ in range(limits.LOGIN_FAILURES + 1)]
    assert statuses == [410] * limits.LOGIN_FAILURES + [429]
    throttle.forget()


@pytest.mark.parametrize(("username", "password"), [("ada", "password1!"), ("ada", "short"), ("a b", PASSWORD), ("grace", PASSWORD), ("", "")])
def test_an_easy_password_or_a_taken_name_is_refused_and_the_link_still_holds(browser, printed, grace, username, password):
    path = printed()
    response = become(browser, path, username, password)
    assert response.status_code == 422
    assert not User.objects.filter(is_superuser=True).exists()
    assert become(browser, path).status_code == 302


def test_a_guest_may_open_it_and_is_somebody_else_afterwards(browser, printed):
    guest = browser.come_as_guest()
    assert become(browser, printed()).status_code == 302
    assert browser.who() != guest


def from_environment(settings, username, password=PASSWORD):
    settings.ADMIN_USERNAME, settings.ADMIN_PASSWORD = username, password
    said = []
    first_administrator("http://site.test", said.append)
    return said


def test_the_environment_names_the_first_one_and_no_link_is_printed(settings):
    (said,) = from_environment(settings, "Root")
    assert "root is its administrator now" in said and PASSWORD not in said
    assert User.objects.get().check_password(PASSWORD) and User.objects.get().is_superuser
    assert from_environment(settings, "mallory") == []
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("username", "password", "words"),
    [
        ("root", "admin", "SYNCROOM_ADMIN_PASSWORD: "),
        ("a b", PASSWORD, "SYNCROOM_ADMIN_USERNAME: "),
        ("grace", PASSWORD, "SYNCROOM_ADMIN_USERNAME: grace has an account"),
    ],
)
def test_what_the_environment_may_not_name_is_said(settings, grace, username, password, words):
    with pytest.raises(CommandError, match=words) as refused:
        from_environment(settings, username, password)
    assert refused.value.returncode == 2
    assert not User.objects.filter(is_superuser=True).exists()
