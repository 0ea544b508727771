"""Keys of sessions are known to browsers alone, and change where a secret was told."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.models import Session

from accounts.sessions import SessionStore, kept
from accounts.signals import session_moved
from rooms.models import Invitation, Room


@pytest.fixture
def moved():
    """[(old, new), …]"""
    heard = []

    def hear(old, new, **_):
        heard.append((old, new))

    session_moved.connect(hear)
    yield heard
    session_moved.disconnect(hear)


def test_what_the_database_keeps_lets_nobody_in(browser, another_browser, ada):
    browser.force_login(ada)
    (row,) = Session.objects.all()
    assert row.pk == kept(browser.session.session_key) != browser.session.session_key
    another_browser.cookies["syncroom_session"] = row.pk
    assert another_browser.who() is None
    assert another_browser.get("/accounts/").status_code == 302


async def test_a_store_works_the_same_from_async_code(transactional_db):
    store = SessionStore()
    await store.aset("word", "amber")
    await store.asave()
    again = SessionStore(store.session_key)
    assert await again.aget("word") == "amber"
    assert await again.aexists(store.session_key)
    await again.adelete()
    assert not await again.aexists(store.session_key)
    assert await SessionStore(store.session_key).aget("word") is None


def test_a_session_of_before_goes_on_after_the_update(browser, ada, monkeypatch):
    """The migration hashes the keys there are."""
    import importlib

    migration = importlib.import_module("accounts.migrations.0005_sign_ins")
    browser.force_login(ada)
    key = browser.session.session_key
    Session.objects.filter(pk=kept(key)).update(session_key=key)
    assert browser.who() is None

    class Apps:
        get_model = staticmethod(lambda app, name: Session)

    migration.hash_keys(Apps, None)
    assert browser.who() == ada


def by_passcode(browser, room):
    room.change(passcode="violin-case-9")
    return browser.post(f"/rooms/{room.code}/join/", {"passcode": "violin-case-9"})


def by_invitation(browser, room):
    _, token = Invitation.objects.offer(room.memberships.select_related("room").get(role="owner"))
    return browser.post(f"/i/{token}/", {})


@pytest.mark.parametrize("come_in", [by_passcode, by_invitation])
def test_the_session_has_another_key_after_a_passcode_or_an_invitation(browser, room, mallory, moved, come_in):
    browser.force_login(mallory)
    before = browser.session.session_key
    assert come_in(browser, room).status_code == 302
    after = browser.session.session_key
    assert after != before
    assert moved == [(kept(before), kept(after))]
    assert browser.who() == mallory
    assert browser.get(f"/rooms/{room.code}/").status_code == 200


def test_who_knows_the_old_key_is_nobody(browser, another_browser, room, mallory):
    browser.force_login(mallory)
    another_browser.cookies["syncroom_session"] = browser.session.session_key
    by_passcode(browser, room)
    assert another_browser.who() is None
    assert another_browser.get(f"/rooms/{room.code}/").context.get("membership") is None


def test_a_late_request_with_the_old_key_does_not_make_the_browser_forget_the_new_one(browser, another_browser, room, mallory):
    browser.force_login(mallory)
    another_browser.cookies["syncroom_session"] = browser.session.session_key
    by_passcode(browser, room)
    assert "syncroom_session" not in another_browser.get(f"/rooms/{room.code}/").cookies


def test_a_wrong_passcode_changes_no_key(browser, room, mallory, moved):
    browser.force_login(mallory)
    room.change(passcode="violin-case-9")
    assert browser.post(f"/rooms/{room.code}/join/", {"passcode": "wrong"}).status_code == 422
    assert moved == []


def test_a_slow_request_does_not_bring_the_old_key_back(browser, another_browser, room, mallory):
    browser.force_login(mallory)
    another_browser.cookies["syncroom_session"] = browser.session.session_key
    slow = another_browser.session
    assert slow["_auth_user_id"] == str(mallory.pk)
    by_passcode(browser, room)
    with pytest.raises(UpdateError):
        slow.save()
    assert another_browser.who() is None
    assert Session.objects.count() == 1


def test_logging_out_still_takes_the_cookie_away(browser, ada):
    browser.force_login(ada)
    assert browser.post("/accounts/logout/").cookies["syncroom_session"]["max-age"] == 0
    assert browser.who() is None


def test_a_newcomer_keeps_the_name_they_came_in_with(browser, room):
    room.change(passcode="violin-case-9")
    browser.post(f"/rooms/{room.code}/join/", {"display_name": "Emmy", "passcode": "violin-case-9"})
    assert browser.who().name == "Emmy"
    assert Room.objects.get().memberships.standing().filter(user=browser.who()).exists()
