"""A photo instead of a video: told to the room, drawn anew, kept nowhere; nothing that is none gets through."""

from base64 import b64decode, b64encode
from io import BytesIO

import pytest
from django.db import connection
from PIL import Image

from rooms.live.replay import changes
from studytools.call.photos import photos
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def at_leisure():
    photos.latest.clear()


def picture(width=160, height=120, kind="JPEG", **more):
    file = BytesIO()
    Image.effect_noise((width, height), 40).convert("RGB").save(file, kind, **more)
    return b64encode(file.getvalue()).decode()


def test_a_photo_is_told_to_the_room_and_drawn_anew(ask, grace):
    exif = Image.Exif()
    exif[0x010E] = "where she lives"
    assert ask(grace, "photo", picture=picture(exif=exif, quality=50)) is None
    ((tab, event),) = ask.told
    assert (tab, event["type"], event["user"], event["name"]) == (None, "call.photo", grace.pk, "Grace")
    told = b64decode(event["picture"])
    assert b"where she lives" not in told
    assert (Image.open(BytesIO(told)).format, Image.open(BytesIO(told)).size) == ("WEBP", (160, 120))
    assert len(event["picture"]) < 12_000  # of noise, which is the worst case


def test_it_is_kept_nowhere(ask, grace, room):
    before = len(connection.queries_log)
    ask(grace, "photo", picture=picture(quality=50))
    room.refresh_from_db()
    assert b"call.photo" not in b"".join(changes(room, 0))
    assert len(connection.queries_log) == before
    assert set(map(type, photos.latest.values())) == {float}


def test_no_more_of_them_is_told_as_well(ask, grace):
    ask(grace, "photo", picture=picture(quality=50))
    assert ask(grace, "photo", picture=None) is None
    assert ask.told[0][1]["picture"] is None


@pytest.mark.parametrize(
    "wrong",
    [
        b64encode(b"<svg onload=alert(1)>").decode(),
        b64encode(b"\xff\xd8\xff\xe0 almost").decode(),
        picture()[:400],
        picture(limits.PHOTO_PIXELS + 1, 10),
        picture(20, 20, "PNG"),
        picture(20, 20, "GIF"),
        "abc",
    ],
)
def test_what_is_no_small_photo_is_refused(ask, grace, wrong):
    assert ask(grace, "photo", picture=wrong) == "photo-unreadable"
    assert ask.told == []


def test_not_too_often(ask, grace, ada):
    assert ask(grace, "photo", picture=picture(quality=50)) is None
    assert ask(grace, "photo", picture=picture(quality=50)) == "too-fast"
    assert ask(ada, "photo", picture=picture(quality=50)) is None


def test_none_where_each_would_go_to_very_many(ask, come, grace, ada, monkeypatch):
    come(grace)
    monkeypatch.setattr(limits, "PHOTO_PEOPLE", 1)
    assert ask(grace, "photo", picture=picture(quality=50)) is None
    come(ada)
    assert ask(ada, "photo", picture=picture(quality=50)) == "photo-crowd"


def test_none_while_i_am_away_or_silenced(ask, grace, ada, room, clock):
    member = room.memberships.select_related("room").get(user=grace)
    member.go_away(clock.now)
    assert ask(grace, "photo", picture=picture(quality=50)) == "photo-away"
    member.come_back(clock.now)
    room.memberships.select_related("room").get(user=ada).hush(grace.pk, 300)
    assert ask(grace, "photo", picture=picture(quality=50)) == "silenced"
