"""What ada plays at Spotify, and what she may do to it: hers alone, and shown to the room only while she says so."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from rooms.models import Connection, Membership
from rooms.models.presence import Process
from studytools.models import Showing
from studytools.spotify import shapes, steering
from studytools.spotify.showing import left
from studytools.spotify.troubles import WORDS

from .standin import LIST, SONG

pytestmark = pytest.mark.django_db(transaction=True)
FIRST, SECOND = f"{SONG[:-1]}0", f"{SONG[:-1]}1"


def steer(browser, **act):
    return browser.post("/spotify/steer/", json.dumps(act), content_type="application/json")


@pytest.fixture
def now(connected, room):
    return lambda: connected.post(f"/rooms/{room.code}/spotify/now/")


@pytest.fixture
def ada_there(room, ada):
    """Her membership, with a connection to the room."""
    member = Membership.objects.select_related("room").get(room=room, user=ada)
    process = Process.objects.create(id="p", lease_until=timezone.now() + timedelta(hours=1))
    Connection.objects.create(id="c", process=process, room=room, member=member)
    return member


def test_what_plays_is_told_in_plain_fields(spotify, now):
    told = now().json()
    assert told["showing"] is False
    device = told["playing"].pop("device")
    assert device == {"id": "desk", "name": "Desk", "active": True, "volume": 40}
    assert told["playing"] == {
        "on": True, "title": "Song 0", "artist": "Somebody, Somebody else", "uri": f"spotify:track:{FIRST}",
        "link": f"https://open.spotify.com/track/{FIRST}", "ms": 200_000, "at_ms": 1_000,
    }  # fmt: skip
    spotify.activate("none")
    assert now().json() == {"playing": None, "showing": False}


def test_she_steers_her_player(spotify, connected, now):
    acts = [{"act": "pause"}, {"act": "next"}, {"act": "previous"}, {"act": "seek", "ms": 90_000}, {"act": "volume", "percent": 75}]
    for act in [*acts, {"act": "queue", "song": f"spotify:track:{SECOND}"}]:
        assert steer(connected, **act).json() == {}, act
    told = now().json()["playing"]
    assert (told["on"], told["title"], told["at_ms"], told["device"]["volume"]) == (False, "Song 0", 90_000, 75)
    assert spotify.queued == [f"spotify:track:{SECOND}"]
    steer(connected, act="play", song=f"spotify:track:{SECOND}")
    assert now().json()["playing"]["title"] == "Song 1"
    steer(connected, act="play", whole=f"spotify:playlist:{LIST}")
    assert json.loads(spotify.asked[-1][3]) == {"context_uri": f"spotify:playlist:{LIST}"}
    spotify.devices.append(spotify.devices[0] | {"id": "phone", "name": "Phone", "is_active": False})
    steer(connected, act="device", id="phone")
    assert now().json()["playing"]["device"]["name"] == "Phone"


def test_what_is_no_act_is_refused_and_spotify_not_asked(spotify, connected):
    asked = len(spotify.asked)
    bad = ["", "[]", "{", '{"act":"sing"}', "[" * 9_999, '{"act":"seek","ms":-1}', '{"act":"seek","ms":1e999}', '{"act":"volume","percent":101}']
    bad += [
        '{"act":"device","id":"../x"}',
        '{"act":"queue","song":"https://evil.example"}',
        '{"act":"play","song":"spotify:track:x"}',
        '{"act":"pause","x":1}',
    ]
    for body in bad:
        answer = connected.post("/spotify/steer/", body, content_type="application/json")
        assert answer.json()["trouble"] == "refused", body
    assert len(spotify.asked) == asked


def test_she_finds_songs_and_her_playlists_and_devices(spotify, connected):
    found = connected.get("/spotify/search/", {"q": "song"}).json()["found"]
    assert len(found) == 10 and found[1]["title"] == "Song 1"
    assert spotify.asked[-1][2] == {"q": "song", "limit": "10", "offset": "0", "type": "track"}
    assert connected.get("/spotify/search/", {"q": " \x00"}).json() == {"found": []}
    assert [one["title"] for one in connected.get("/spotify/playlists/").json()["found"]] == ["Evenings"]
    assert [one["id"] for one in connected.get("/spotify/devices/").json()["found"]] == ["desk"]


def test_troubles_are_told_in_words(spotify, connected, now, browse, grace, room):
    spotify.mood = "premium"
    answer = steer(connected, act="pause")
    assert answer.json() == {"trouble": "premium", "message": WORDS["premium"], "retry_after": None}
    spotify.mood = "too-many"
    assert now().json()["retry_after"] == 37
    assert browse(grace).post(f"/rooms/{room.code}/spotify/now/").json()["trouble"] == "not-connected"


def test_nobody_asks_too_often(connected, monkeypatch):
    from syncroom import limits

    monkeypatch.setattr(limits, "SPOTIFY_PER_MINUTE", 2)
    codes = [connected.get("/spotify/devices/").status_code for _ in range(4)]
    assert codes[-1] == 429 and 500 not in codes


def test_her_page_gets_a_key_for_an_hour_and_nobody_elses_page(spotify, connected, browse, grace, client):
    answer = connected.post("/spotify/key/")
    assert answer.json()["key"] in spotify.access and "no-store" in answer.headers["Cache-Control"]
    assert connected.get("/spotify/key/").status_code == 405
    assert browse(grace).post("/spotify/key/").json()["trouble"] == "not-connected"
    assert client.post("/spotify/key/").status_code == 302


def test_the_frame_may_load_spotifys_script_and_the_room_nothing(spotify, connected, room, settings):
    settings.SPOTIFY_STANDIN = None
    frame = connected.get("/spotify/here/")
    policy = dict(line.split(" ", 1) for line in frame.headers["Content-Security-Policy"].split("; "))
    assert policy["script-src"] == "'self' https://sdk.scdn.co" and policy["frame-src"] == "https://sdk.scdn.co"
    assert policy["connect-src"] == "'self' https://*.spotify.com wss://*.spotify.com" and policy["frame-ancestors"] == "'self'"
    assert 'src="https://sdk.scdn.co/spotify-player.js"' in frame.content.decode()
    page = connected.get(f"/rooms/{room.code}/")
    assert "http" not in page.headers["Content-Security-Policy"] and 'id="spotify-sheet"' in page.content.decode()
    settings.SPOTIFY_CLIENT_ID = ""
    assert 'id="spotify-sheet"' not in connected.get(f"/rooms/{room.code}/").content.decode()


def test_the_room_is_shown_what_she_plays_only_while_she_says_so(spotify, now, ada_there, room):
    now()
    assert Showing.objects.states([room.pk])[room.pk].people == []
    Showing.objects.show(ada_there, True)
    assert now().json()["showing"] is True
    (told,) = Showing.objects.states([room.pk])[room.pk].people
    assert (told.id, told.title, told.artist) == (ada_there.user_id, "Song 0", "Somebody, Somebody else")
    spotify.playing = False
    now()
    assert Showing.objects.states([room.pk])[room.pk].people == []
    spotify.playing = True
    now()
    Showing.objects.show(ada_there, False)
    assert Showing.objects.states([room.pk])[room.pk].people == [] and not Showing.objects.exists()


def test_what_was_heard_last_is_not_shown_for_ever(now, ada_there, room):
    Showing.objects.show(ada_there, True)
    now()
    assert timedelta(seconds=200) < Showing.objects.get().until - timezone.now() < timedelta(seconds=250)
    Showing.objects.update(until=timezone.now())
    assert Showing.objects.states([room.pk])[room.pk].people == []


def test_leaving_and_disconnecting_end_it(connected, now, ada_there, room):
    Showing.objects.show(ada_there, True)
    now()
    connected.post("/spotify/disconnect/")
    assert not Showing.objects.exists()
    Showing.objects.show(ada_there, True)
    left([(room.pk, ada_there.user_id, timezone.now())])
    assert Showing.objects.exists()  # she is still there
    Connection.objects.all().delete()
    left([(room.pk, ada_there.user_id, timezone.now())])
    assert not Showing.objects.exists()


def test_odd_things_that_spotify_tells_are_shaped_or_malformed():
    assert shapes.playback(None) is None and shapes.playback({}) is None
    desk = {"id": None, "name": "A\u202e\x00B", "is_active": True}
    assert shapes.playback({"item": None, "is_playing": True, "progress_ms": None, "device": desk})["device"]["name"] == "AB"
    episode = {"name": "Talk " * 90, "show": {"name": "A show"}, "uri": f"spotify:episode:{SONG}", "duration_ms": -5}
    told = shapes.piece(episode)
    assert told["artist"] == "A show" and len(told["title"]) <= 200 and told["ms"] == 0 and told["link"].endswith(f"/episode/{SONG}")
    assert shapes.piece({"name": "Mine", "artists": [], "uri": "spotify:local:a:b:c:1", "duration_ms": 1})["link"] == ""
    for odd in ({"item": [], "device": []}, {"is_playing": True, "device": {}}, {"item": {"artists": [{}]}, "is_playing": 1, "device": desk}):
        with pytest.raises((KeyError, TypeError, AttributeError)):
            shapes.playback(odd)


def test_every_act_is_decoded():
    assert steering.act(b'{"act":"pause"}') == steering.Pause()
