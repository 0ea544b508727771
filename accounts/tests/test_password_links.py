"""On a site without mail an administrator hands out a link for a new password: for four hours, once, shown once, and it is audited."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Deed, User

PASSWORD = "analytical-engine-1"


@pytest.fixture
def root(browser, db):
    root = User.objects.create_superuser("root", password="of-all-evil-1")
    browser.force_login(root)
    return root


def made(browser, person, **fields):
    """The path of a link that an administrator makes, or None."""
    answer = browser.post(f"/admin/accounts/user/{person.pk}/act/password-link/", {"asked": 1, "why": "Forgot it, came by"} | fields)
    found = re.search(r"http://testserver(/accounts/password/reset/key/[\w-]+/)", answer.content.decode())
    return found and found[1]


def use(browser, path, password=PASSWORD):
    """As the page's form does; the answer."""
    page = browser.get(path, follow=True)
    return browser.post(page.redirect_chain[-1][0], {"password1": password, "password2": password}) if page.redirect_chain else page


def test_she_sets_a_new_password_by_it_once(browser, another_browser, root, ada, ended):
    page = browser.get(f"/admin/accounts/user/{ada.pk}/change/").content.decode()
    assert f"/admin/accounts/user/{ada.pk}/act/password-link/" in page
    path = made(browser, ada)
    assert use(another_browser, path).status_code == 302
    assert another_browser.who() == ada
    ada.refresh_from_db()
    assert ada.check_password(PASSWORD) and (ada.pk, None) in ended
    another_browser.logout()
    assert "This link has ended" in use(another_browser, path, "another-engine-2").content.decode()


def test_it_is_shown_once_kept_nowhere_and_stands_in_the_audit(browser, root, ada):
    path = made(browser, ada)
    deed = Deed.objects.get()
    assert (deed.by, deed.kind, deed.person, deed.why) == (root.pk, "password-link", ada.pk, "Forgot it, came by")
    key = path.rsplit("/", 2)[1]
    assert key not in browser.get(f"/admin/accounts/user/{ada.pk}/change/").content.decode()
    assert key not in str(list(Deed.objects.values()))
    answer = browser.post(f"/admin/accounts/user/{ada.pk}/act/password-link/", {"asked": 1, "why": "x"})
    assert "no-store" in answer["Cache-Control"]


def test_it_lasts_four_hours(browser, another_browser, root, ada):
    path = made(browser, ada)
    with time_machine.travel(timezone.now() + timedelta(hours=4, minutes=1)):
        assert "This link has ended" in another_browser.get(path, follow=True).content.decode()


def test_nobody_makes_one_for_guests_the_suspended_themselves_or_a_superuser(browser, another_browser, root, ada):
    guest = User.objects.create_guest("Nora")
    ada.suspend()
    assert [made(browser, person) for person in (guest, ada, root)] == [None] * 3
    helper = User.objects.create_user("helper", password="lends-a-hand-1", is_staff=True)
    another_browser.force_login(helper)
    assert another_browser.post(f"/admin/accounts/user/{root.pk}/act/password-link/", {"asked": 1, "why": "x"}).status_code == 403
    assert not Deed.objects.exists()


def test_no_reason_no_link(browser, root, ada):
    assert made(browser, ada, why="") is None
