"""Tracks come in by forms, are heard by members alone, fit into what there is room for, and leave nothing behind."""

import pytest
from django.test import Client

from accounts.models import User
from rooms.live.protocol import Refused
from rooms.models import Room
from studytools.models import Entry, Track
from studytools.music import tracks
from syncroom import limits

from .samples import mp3, silence, upload, wav

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # files go once it is certain


@pytest.fixture
def browser():
    """browser(user) → a signed-in one."""

    def browser(user):
        client = Client()
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def send(browser, room, ada):
    """send(upload, …) as a script of Ada's does → (status, answer)."""

    def send(*files, user=ada, **fields):
        answer = browser(user).post(f"/rooms/{room.code}/tracks/", {"file": list(files), **fields}, headers={"Accept": "application/json"})
        return answer.status_code, answer.json() if answer["Content-Type"] == "application/json" else answer

    return send


@committed
def test_a_track_comes_in_by_a_plain_form_is_shown_and_goes_again(browser, room, ada, kept):
    page = browser(ada)
    answer = page.post(f"/rooms/{room.code}/tracks/", {"file": [upload(wav(), "night_train.wav"), upload(mp3(title="Tag"))], "licence": "CC BY 4.0"})
    assert answer.status_code == 302
    text = page.get(f"/rooms/{room.code}/tracks/").content.decode()
    assert all(words in text for words in ("night train", "Tag", "CC BY 4.0", "from Ada"))
    assert kept() == 2
    first = Track.objects.order_by("pk").first()
    page.post(f"/rooms/{room.code}/tracks/{first.pk}/remove/")
    assert kept() == 1
    assert "night train" not in page.get(f"/rooms/{room.code}/tracks/").content.decode()


def test_what_is_refused_is_said_in_words_and_nothing_of_it_stays(send, browser, room, ada, kept):
    before = Room.objects.get(pk=room.pk).seq
    for data, words in ((b"", "no sound"), (b"<html>" * 99, "not an MP3"), (wav()[:-9], "ends before its end"), (wav(0.5), "shorter")):
        status, answer = send(upload(data, "song.mp3", "audio/mpeg"))
        assert status == 422 and answer["message"].startswith("song.mp3: ") and words in answer["message"]
    assert send()[0] == 422
    page = browser(ada).post(f"/rooms/{room.code}/tracks/", {"file": upload(b"<script>", "<script>.wav")})
    assert page.status_code == 422 and "&lt;script&gt;.wav: This is not an MP3" in page.content.decode()
    assert (kept(), Track.objects.count(), Room.objects.get(pk=room.pk).seq) == (0, 0, before)


def test_those_before_a_refused_one_stay(send, kept):
    status, _ = send(upload(wav(), "good.wav"), upload(b"bad", "bad.wav"))
    assert status == 422
    assert [track.title for track in Track.objects.all()] == ["good"] and kept() == 1


def test_files_are_called_by_names_of_ours(send, media):
    send(upload(wav(), "../../../etc/passwd\u202e.wav"))
    (path,) = [path for path in media.rglob("*") if path.is_file()]
    assert path.parent.name == "music" and "passwd" not in path.name
    assert Track.objects.get().title == "passwd"


def test_a_track_is_heard_by_members_in_ranges_and_by_nobody_else(send, browser, room, grace, mallory, ada):
    track = send(upload(wav()))[1]["ids"][0]
    address = f"/rooms/{room.code}/tracks/{track}/"
    whole = browser(grace).get(address)
    assert (whole.status_code, whole["Content-Type"], whole["X-Content-Type-Options"]) == (200, "audio/wav", "nosniff")
    assert whole.getvalue() == wav()
    part = browser(grace).get(address, headers={"Range": "bytes=44-143"})
    assert (part.status_code, part.getvalue()) == (206, wav()[44:144])
    assert browser(mallory).get(address).status_code == Client().get(address).status_code == 302
    other = Room.objects.create_for(mallory, "Elsewhere")
    assert browser(mallory).get(f"/rooms/{other.code}/tracks/{track}/").status_code == 404
    assert browser(grace).get(f"/rooms/{room.code}/tracks/{2**80}/").status_code == 404


def test_the_shelf_is_heard_in_every_room(add, browser, room, grace, mallory):
    track = add(title="Shared", where=None)
    assert browser(grace).get(f"/rooms/{room.code}/tracks/{track.pk}/").status_code == 200
    listed = browser(grace).get(f"/rooms/{room.code}/shelf/").json()
    assert listed == {"tracks": [{"id": track.pk, "title": "Shared", "artist": "", "ms": 10_000, "licence": "CC0"}], "stations": []}
    assert browser(mallory).get(f"/rooms/{room.code}/shelf/").status_code == 302


@pytest.mark.parametrize("name", ["ROOM_MUSIC_BYTES", "SITE_MUSIC_BYTES", "TRACK_BYTES"])
def test_space_is_counted_to_the_byte(name, monkeypatch, add, room, ada, kept):
    size = len(silence(10))
    code = {"ROOM_MUSIC_BYTES": "room-music-full", "SITE_MUSIC_BYTES": "site-music-full", "TRACK_BYTES": "track-too-big"}[name]
    monkeypatch.setattr(limits, name, size)
    add()  # n
    if name != "TRACK_BYTES":
        monkeypatch.setattr(limits, name, 2 * size)
        add()
        monkeypatch.setattr(limits, name, 3 * size + 1)
        add()  # n − 1
        monkeypatch.setattr(limits, name, 4 * size - 1)
    else:
        monkeypatch.setattr(limits, name, size - 1)
    before = kept()
    with pytest.raises(Refused, match=code):
        add()  # n + 1
    assert kept() == before == Track.objects.count()


def test_how_many_there_may_be(monkeypatch, add, ask, come, ada):
    come(ada)
    for name in ("TRACKS", "QUEUE", "PLAYLISTS"):
        monkeypatch.setattr(limits, name, 2)
    first, second = add(), add()
    with pytest.raises(Refused, match="too-many-tracks"):
        add()
    assert isinstance(ask(ada, "queue", tracks=[first.pk, second.pk]), dict)
    assert ask(ada, "queue", tracks=[first.pk]) == "queue-full"
    assert [isinstance(ask(ada, "add-playlist", name=str(n)), dict) for n in range(3)] == [True, True, False]
    assert ask(ada, "add-playlist", name="3") == "too-many-playlists"
    first.remove()
    assert add().pk


@committed
def test_a_track_that_is_removed_leaves_the_queue_and_what_follows_plays(ask, ada, queued, on, waiting, kept, clock):
    queued(10, 20, 30)
    ask(ada, "queue", tracks=[Entry.objects.first().track_id])
    ask(ada, "play")
    ask(ada, "remove-track", id=Entry.objects.get(pk=Entry.objects.first().pk).track_id)
    assert (on(), waiting()) == (("B", 0, True), ["C"])
    assert kept() == 2
    assert ask(ada, "remove-track", id=Entry.objects.first().track_id) == "not-found"


@committed
def test_a_shelfs_track_that_is_removed_leaves_every_queue(ask, ada, mallory, add, come, on, kept, room):
    track, elsewhere = add(title="Shared", where=None), Room.objects.create_for(mallory, "Elsewhere")
    come(ada)
    ask(ada, "queue", tracks=[track.pk])
    ask(ada, "play")
    ask(mallory, "queue", elsewhere, tracks=[track.pk])
    track.remove()
    assert on() == (None, 0, False)
    assert not Entry.objects.standing().exists() and kept() == 0 and not Track.objects.exists()


@committed
def test_a_room_that_goes_takes_its_files_along(add, room, kept, mallory, media):
    add()
    add(where=None)
    other = Room.objects.create_for(mallory, "Elsewhere")
    Track.objects.upload(other, None, upload(wav()))
    assert kept() == 3
    Room.objects.dismantle([room.pk])
    assert kept() == 2
    assert not Track.objects.filter(room=room.pk).exists()


def test_a_file_whose_row_was_not_kept_is_not_kept(monkeypatch, add, kept, room):
    written = []

    def fail(room_id, track):
        track.seq = 1
        track.save(force_insert=True)
        written.append(kept())
        raise ZeroDivisionError

    monkeypatch.setattr(tracks, "keep", fail)
    with pytest.raises(ZeroDivisionError):
        add()
    assert written == [1] and kept() == 0 and not Track.objects.exists()


@committed
def test_administrators_fill_the_shelf_and_see_the_same_refusals(client, root, kept):
    page = client.post("/admin/studytools/track/add/", {"file": upload(b"nothing of the kind", "a.mp3"), "licence": ""})
    assert "This is not an MP3" in page.content.decode() and kept() == 0
    assert client.post("/admin/studytools/track/add/", {"file": upload(wav(), "rain.wav"), "licence": "CC0"}).status_code == 302
    track = Track.objects.get()
    assert (track.title, track.room, track.by_name) == ("rain", None, root.name)
    assert client.get("/admin/studytools/track/").status_code == client.get(f"/admin/studytools/track/{track.pk}/change/").status_code == 200
    client.post(f"/admin/studytools/track/{track.pk}/delete/", {"post": "yes"})
    assert kept() == 0


def test_whoever_added_a_track_may_go_and_it_stays(add, ada, ask, room, kept):
    extra = User.objects.create_user("helper", password="a-password-123", display_name="Helper")
    member = room.admit(extra)
    Track.objects.upload(room, member, upload(wav()))
    extra.delete()
    event = Track.objects.get().as_event()
    assert (event.by.id, event.by.name) == (None, "Helper")
    assert kept() == 1
