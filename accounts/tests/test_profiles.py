"""What people say of themselves, and who sees it: nobody, people in their rooms, everybody who is signed in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.seeing import Audience
from studytools.focus.models import Interval
from syncroom import limits

SAID = {
    "studies": "Chemistry, fourth term",
    "bio": "Engines.\n<b>Cards</b> too.",
    "studies_for": "rooms",
    "bio_for": "everyone",
    "minutes_for": "nobody",
}


@pytest.fixture
def signed_in(browser, another_browser):
    def signed_in(user):
        another_browser.force_login(user)
        return another_browser

    return signed_in


def told(browser, user):
    """{name: words} of what this browser is shown of somebody, or None."""
    answer = browser.get(f"/people/{user.pk}/?card")
    return {line["name"]: line["words"] for line in answer.json()["told"]} if answer.status_code == 200 else None


def test_ada_introduces_herself_and_each_sees_what_is_for_them(browser, signed_in, ada, room, grace, mallory):
    browser.force_login(ada)
    assert browser.post("/accounts/profile/", SAID).url == "/accounts/"
    assert told(browser, ada) == {"studies": SAID["studies"], "bio": SAID["bio"]}
    assert told(signed_in(grace), ada) == {"studies": SAID["studies"], "bio": SAID["bio"]}
    assert told(signed_in(mallory), ada) == {"bio": SAID["bio"]}


def test_what_she_writes_is_text(browser, signed_in, ada, room, grace):
    ada.introduce(**SAID)
    page = signed_in(grace).get(f"/people/{ada.pk}/").content.decode()
    assert "&lt;b&gt;Cards&lt;/b&gt;" in page and "<b>Cards" not in page


def test_who_shows_nothing_is_a_name_to_people_in_their_rooms_and_nobody_to_others(browser, signed_in, ada, room, grace, mallory):
    page = signed_in(grace).get(f"/people/{ada.pk}/")
    assert page.status_code == 200 and "shows nothing more here" in page.content.decode()
    assert signed_in(mallory).get(f"/people/{ada.pk}/").status_code == 404
    assert browser.get(f"/people/{ada.pk}/").url.startswith("/accounts/login/")


@pytest.mark.parametrize("id", [0, 999_999, 2**70])
def test_nobody_is_not_found(browser, ada, id):
    browser.force_login(ada)
    assert browser.get(f"/people/{id}/").status_code == 404


def test_who_left_the_room_or_whose_room_is_closed_is_a_stranger_again(signed_in, ada, room, grace):
    ada.introduce(**SAID)
    room.memberships.get(user=grace).resign()
    assert told(signed_in(grace), ada) == {"bio": SAID["bio"]}
    room.admit(grace)
    room.close()
    assert told(signed_in(grace), ada) == {"bio": SAID["bio"]}


def test_somebody_suspended_is_not_found(signed_in, ada, room, grace):
    ada.suspend()
    assert told(signed_in(grace), ada) is None


def test_minutes_of_the_week_are_shown_with_the_goal_to_whom_she_wants(browser, signed_in, ada, room, grace):
    now = timezone.now()
    Interval.objects.create(user=ada, room=room, started_at=now - timedelta(minutes=1), ended_at=now)
    ada.live_by("", 4, 12)
    assert told(signed_in(grace), ada) == {}
    ada.show_minutes(True)
    assert told(signed_in(grace), ada) in ({"minutes": "0 h 01 min of 12 h"}, {})  # a week may begin in this very minute
    ada.refresh_from_db()
    assert ada.minutes_for == Audience.ROOMS
    ada.introduce(minutes_for="everyone")
    ada.show_minutes(True)
    assert User.objects.get(pk=ada.pk).minutes_for == Audience.EVERYONE
    ada.show_minutes(False)
    assert User.objects.get(pk=ada.pk).minutes_for == Audience.NOBODY


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"bio": "x" * (limits.BIO_CHARS + 1)}, f"at most {limits.BIO_CHARS}"),
        ({"studies": "x" * (limits.STUDIES_CHARS + 1)}, f"at most {limits.STUDIES_CHARS}"),
        ({"bio_for": "the world"}, "Select a valid choice"),
        ({"bio": "a\x00b"}, "Null characters"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(browser, ada, wrong, words):
    browser.force_login(ada)
    answer = browser.post("/accounts/profile/", SAID | wrong)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert User.objects.get().bio == ""


def test_as_much_as_the_limit_is_kept(browser, ada):
    browser.force_login(ada)
    assert browser.post("/accounts/profile/", SAID | {"bio": "x" * limits.BIO_CHARS, "studies": "y" * limits.STUDIES_CHARS}).status_code == 302
    assert len(User.objects.get().bio) == limits.BIO_CHARS
