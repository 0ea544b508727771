"""A guest who signs up keeps everything; a guest who logs in elsewhere is told what stays behind."""

import pytest
from django.contrib.sessions.models import Session

from accounts.models import User
from accounts.sessions import kept
from chat.models import Message
from rooms.models import Room


@pytest.fixture
def guest(browser):
    return browser.come_as_guest("Ada")


def test_a_guest_who_signs_up_keeps_the_row_and_the_rooms(browser, guest, new_names):
    room = Room.objects.create_for(guest, "Organic chemistry")
    membership = room.memberships.get()
    Message.objects.post([(membership, "hello", "c1")])

    assert browser.sign_up("ada.l", next=f"/rooms/{room.code}/").url == f"/rooms/{room.code}/"

    ada = browser.who()
    assert (ada.pk, ada.username, ada.name, ada.is_guest) == (guest.pk, "ada.l", "Ada", False)
    assert ada.check_password("analytical-engine-1")
    assert ada.memberships.get() == membership
    assert ada.messages.get().body == "hello"
    assert new_names == ["Ada"]
    assert browser.get(f"/rooms/{room.code}/").status_code == 200


def test_a_guest_who_signed_up_logs_in_from_another_browser(browser, another_browser, guest):
    browser.sign_up("ada.l")
    another_browser.log_in("Ada.L", "analytical-engine-1")
    assert another_browser.who().pk == guest.pk


def test_the_session_key_changes_when_a_guest_becomes_an_account(browser, guest):
    before = browser.session.session_key
    browser.sign_up("ada.l")
    assert browser.session.session_key != before
    assert not Session.objects.filter(session_key=kept(before)).exists()


def test_signing_up_ends_nobodys_access(browser, guest, ended):
    browser.sign_up("ada.l")
    assert ended == []
    assert browser.who().epoch == guest.epoch


def test_a_guest_is_offered_a_free_username_like_their_name(browser, guest, ada):
    assert 'value="ada2"' in browser.get("/accounts/signup/").content.decode()


def test_a_guest_whose_sign_up_is_refused_stays_the_guest(browser, guest, mallory):
    assert browser.sign_up("mallory").status_code == 422
    assert browser.sign_up("ada.l", "short").status_code == 422
    assert browser.who() == guest
    guest.refresh_from_db()
    assert guest.is_guest and guest.username.startswith("guest-") and not guest.has_usable_password()


def test_a_guest_who_gives_an_address_keeps_it(browser, guest):
    browser.sign_up("ada.l", email="Ada@Example.org")
    assert browser.who().email == "ada@example.org"


def test_of_two_tabs_that_sign_up_at_once_one_does(guest):
    first, second = User.objects.get(pk=guest.pk), User.objects.get(pk=guest.pk)
    first.username, second.username = "ada.one", "ada.two"
    assert first.settle()
    assert not second.settle()
    assert User.objects.get(pk=guest.pk).username == "ada.one"


def test_the_slower_tab_is_sent_home_as_the_account_of_the_other(browser, guest, monkeypatch):
    monkeypatch.setattr(User, "settle", lambda self: False)
    assert browser.sign_up("ada.l").url == "/"


def test_a_guest_who_logs_in_switches_and_is_told_what_stays(browser, guest, grace, ended):
    room, session = Room.objects.create_for(guest, "Organic chemistry"), kept(browser.session.session_key)
    response = browser.post("/accounts/login/", {"login": "grace", "password": "hopper-cobol-59"}, follow=True)
    assert browser.who() == grace
    assert "stays with that guest" in response.content.decode()
    assert ended == [(guest.pk, session)]
    assert room.memberships.get().user == guest


@pytest.mark.parametrize("page", ["email/", "password/change/", "password/set/", "reauthenticate/"])
def test_a_guest_is_asked_to_sign_up_where_an_account_is_needed(browser, guest, page):
    form = {"email": "a@example.org", "action_add": "", "password1": "lib-rary7", "password2": "lib-rary7"}
    for response in browser.get(f"/accounts/{page}"), browser.post(f"/accounts/{page}", form):
        assert (response.status_code, response.url) == (302, "/accounts/signup/")
    assert not User.objects.get(pk=guest.pk).has_usable_password()
