"""Radio stations: kept by administrators, https alone, framed each in a page that may load from that one place."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from studytools.models import Entry, Station
from syncroom import limits

pytestmark = pytest.mark.django_db


def station(address="https://radio.example/live.mp3", name="Far away"):
    found = Station(name=name, address=address)
    found.full_clean()
    found.save()
    return found


@pytest.mark.parametrize(
    "address",
    [
        "http://radio.example/live",
        "javascript:alert(1)",
        "https://radio.example/a;script-src *",
        "https://radio.example/a b",
        "https://me:secret@radio.example/",
        "https://radio.example/\nx",
        "https://",
        "//radio.example/live",
        "ftp://radio.example/live",
        "https://radio.example/'x",
        "data:audio/wav,x",
    ],
)
def test_what_is_no_https_address_is_no_station(address):
    with pytest.raises(ValidationError):
        station(address)


def test_there_may_be_so_many(monkeypatch):
    monkeypatch.setattr(limits, "STATIONS", 2)
    station()
    station(name="Second")
    with pytest.raises(ValidationError, match="as many stations"):
        station(name="Third")


def test_administrators_keep_the_list(client, root):
    answer = client.post("/admin/studytools/station/add/", {"name": "Far away", "address": "https://radio.example:8443/live.mp3", "on": "on"})
    assert answer.status_code == 302
    assert (Station.objects.get().source, Station.objects.get().host) == ("https://radio.example:8443", "radio.example")
    assert client.get("/admin/studytools/station/").status_code == 200


def test_the_framed_page_may_load_sound_from_that_one_place_and_the_rooms_page_from_none(room, ada):
    found = station()
    browser = Client()
    browser.force_login(ada)
    frame = browser.get(f"/rooms/{room.code}/radio/{found.pk}/")
    policy = dict(part.strip().split(" ", 1) for part in frame["Content-Security-Policy"].split(";"))
    assert policy["media-src"] == "https://radio.example"
    assert (policy["default-src"], policy["script-src"], policy["frame-ancestors"]) == ("'none'", "'self'", "'self'")
    assert policy["frame-src"] == policy["connect-src"] == policy["img-src"] == "'none'"
    assert (frame["X-Frame-Options"], frame["Referrer-Policy"]) == ("SAMEORIGIN", "no-referrer")
    page = browser.get(f"/rooms/{room.code}/")
    assert "radio.example" not in page["Content-Security-Policy"] and b"radio.example" not in page.content
    found.on = False
    found.save()
    assert browser.get(f"/rooms/{room.code}/radio/{found.pk}/").status_code == 404


def test_radio_has_no_position_and_no_end(ask, ada, come, add, on, player, clock, waiting):
    come(ada)
    ask(ada, "queue", station=station().pk)
    ask(ada, "queue", tracks=[add(5, "After").pk])
    ask(ada, "play")
    assert (player().ends_at, player().entry.ms) == (None, None)
    assert ask(ada, "seek", position_ms=1) == "music-live"
    clock.move(hours=3)
    assert on() == ("Far away", 0, True)
    ask(ada, "skip")
    assert on() == ("After", 0, True)


def test_one_that_is_no_longer_offered_is_passed_over(ask, ada, come, add, on, clock):
    come(ada)
    found = station()
    ask(ada, "queue", tracks=[add(5, "First").pk])
    ask(ada, "queue", station=found.pk)
    ask(ada, "queue", tracks=[add(5, "Last").pk])
    ask(ada, "play")
    found.delete()
    clock.move(seconds=5)
    assert on() == ("Last", 0, True)
    assert Entry.objects.standing().count() == 1
    assert ask(ada, "queue", station=found.pk or 1) == "not-found"
