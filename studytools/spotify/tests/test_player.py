"""The framed page of Spotify's player, for ada (owns), grace (belongs), mallory (does not)."""

import re

import pytest
from django.test import Client

from studytools.spotify.links import embed

pytestmark = pytest.mark.django_db
SONG = "4uLU6hMCjMI75M1A2tKUQC"


def visit(user, room, kind="track", id=SONG):
    browser = Client()
    browser.force_login(user)
    return browser.get(f"/rooms/{room.code}/spotify/{kind}/{id}/")


def test_members_get_a_page_that_may_frame_spotify_and_nothing_else(room, grace, mallory):
    page = visit(grace, room)
    assert f'src="https://open.spotify.com/embed/track/{SONG}"' in page.content.decode()
    policy = page.headers["Content-Security-Policy"]
    assert re.findall(r"[\w-]+ https?:[^;]*", policy) == ["frame-src https://open.spotify.com"]
    assert "frame-ancestors 'self'" in policy
    assert visit(mallory, room).status_code == 302


@pytest.mark.parametrize("kind", ["user", "track ", "../track", "TRACK", "jam", "embed"])
def test_other_kinds_are_not_found(room, grace, kind):
    assert visit(grace, room, kind).status_code == 404


@pytest.mark.parametrize("id", ["x", SONG[:-1], SONG + "a", SONG[:-1] + "-", SONG[:-1] + "é", SONG[:-1] + '"'])
def test_what_is_no_id_is_not_found(room, grace, id):
    assert embed("track", id) is None
    assert visit(grace, room, "track", id).status_code == 404


def test_the_rooms_own_page_may_load_nothing_from_there(room, ada, client):
    client.force_login(ada)
    assert "spotify.com" not in client.get(f"/rooms/{room.code}/").headers["Content-Security-Policy"]
