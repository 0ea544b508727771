"""Videos of YouTube in the queue: the server knows an id, never asks for it, and learns from a browser how long it lasts."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from studytools.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)
ID, UNKNOWN = "dQw4w9WgXcQ", "A video from YouTube"


@pytest.fixture
def playing(ask, ada, grace, come):
    """The id of a video that plays, with another behind it."""
    come(ada, grace)
    (id,) = ask(ada, "queue", video=ID)["ids"]
    ask(ada, "queue", video="-" * 11)
    ask(ada, "play")
    return id


def test_it_goes_on_from_its_anchor_though_nobody_knows_how_long_it_is(ask, ada, playing, on, clock, player, replayed):
    clock.sleep(seconds=90)
    assert on() == (UNKNOWN, 90, True) and player().ends_at is None
    ask(ada, "pause")
    clock.sleep(seconds=60)
    assert on() == (UNKNOWN, 90, False)
    ask(ada, "play")
    (row,) = [event["entry"] for event in replayed() if event["type"] == "music.entry" and event["entry"]["id"] == playing]
    assert (row["kind"], row["video"], row["ms"], row["track"], row["station"]) == ("video", ID, None, None, None)


def test_once_a_browser_found_how_long_it_is_it_ends_and_the_next_begins(ask, ada, grace, playing, on, clock, player):
    clock.sleep(seconds=10)
    ask(grace, "measure", id=playing, ms=60_000, title="Lo-fi\u202e\x00 to study")
    assert [event["type"] for event in clock.told] == ["music.entry", "music.changed"]
    assert on() == ("Lo-fi to study", 10, True)
    ask(ada, "seek", position_ms=50_000)
    clock.move(seconds=10)
    assert on() == (UNKNOWN, 0, True) and Entry.objects.standing().count() == 1


def test_it_is_said_once_and_of_videos_only(ask, ada, grace, playing, on, clock, queued):
    ask(ada, "measure", id=playing, ms=60_000, title="Right")
    ask(grace, "measure", id=playing, ms=1, title="Wrong")
    assert on()[0] == "Right" and clock.told == []
    (track,) = queued(10)
    ask(grace, "measure", id=track, ms=1, title="Wrong")
    assert Entry.objects.get(pk=track).ms == 10_000


def test_one_that_is_longer_over_than_it_lasts_ends_at_once(ask, ada, playing, on, clock):
    clock.sleep(seconds=90)
    ask(ada, "measure", id=playing, ms=60_000, title="Short")
    clock.chores()
    assert on() == (UNKNOWN, 0, True)


def test_while_somebody_is_the_dj_only_they_measure(ask, ada, grace, playing, on):
    ask(ada, "dj", user=ada.pk)
    assert ask(grace, "measure", id=playing, ms=60_000, title="x") == "dj-only"
    assert on()[0] == UNKNOWN


def visit(user, room, id=ID):
    browser = Client()
    browser.force_login(user)
    return browser.get(f"/rooms/{room.code}/video/{id}/")


def test_members_get_a_page_that_may_frame_youtube_without_cookies_and_nothing_else(room, grace, mallory):
    page = visit(grace, room)
    text = page.content.decode()
    assert f'src="https://www.youtube-nocookie.com/embed/{ID}?enablejsapi=1&amp;origin=http%3A%2F%2Ftestserver&amp;' in text
    policy = page.headers["Content-Security-Policy"]
    assert re.findall(r"[\w-]+ https?:[^;]*", policy) == ["frame-src https://www.youtube-nocookie.com"]
    assert "connect-src 'none'" in policy and "frame-ancestors 'self'" in policy
    assert visit(mallory, room).status_code == 302
    assert "youtube" not in visit_room(grace, room).headers["Content-Security-Policy"]


def visit_room(user, room):
    browser = Client()
    browser.force_login(user)
    return browser.get(reverse("room", args=[room.code]))


@pytest.mark.parametrize("id", ["x", ID + "a", ID[:-1] + '"', ID[:-1] + "é", "..%2F..%2Fwatch"])
def test_what_is_no_id_is_not_found(room, grace, id):
    assert visit(grace, room, id).status_code == 404
