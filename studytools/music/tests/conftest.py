"""A room with tracks, people in it, and a clock that the test moves."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from rooms.live import registry
from rooms.live.broadcast import Telling
from rooms.live.duties import do_chores
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions, parse
from rooms.live.replay import changes
from rooms.live.writer import perform
from rooms.models import Connection, Process, Room
from studytools.models import Entry, Player, Timer, Track

from .samples import silence, upload

START = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
VERSIONED = {"play", "pause", "seek", "skip", "set", "dj"}


class Clock:
    """Stands still until the test moves it; the server does meanwhile what falls due."""

    def __init__(self):
        self.now, self.told = START, []

    def sleep(self, **parts):
        self.now += timedelta(**parts)

    def move(self, **parts):
        """Let that much time pass, moment by moment where something falls due; what the room was told meanwhile."""
        end, told = self.now + timedelta(**parts), []
        while (due := min(filter(None, (Player.objects.next_due(), Timer.objects.next_due())), default=None)) and due <= end:
            self.now = max(due, self.now)
            told += self.chores()
        self.now = end
        return told + self.chores()

    def chores(self):
        return texts(perform([Job(do_chores, (self.now, registry.chores))]))


def texts(letters):
    return [json.loads(letter.text) for letter in letters if isinstance(letter, Telling) and letter.seq]


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def kept(media):
    """kept() is how many files there are on disk."""
    return lambda: sum(path.is_file() for path in media.rglob("*"))


@pytest.fixture
def add(db, room):
    """add(seconds, title) → a new track of the room, or with where=None of the shelf."""

    def add(seconds=10, title="Track", where=room):
        return Track.objects.upload(where, where and where.memberships.get(role="owner"), upload(silence(seconds), f"{title}.wav"), "CC0")

    return add


@pytest.fixture
def ask(clock, room):
    """ask(user, act, **fields) → the answer, or the refusal's code. `version` is the current one unless given."""

    def ask(who, act, /, where=room, **fields):
        if act in VERSIONED:
            fields.setdefault("version", Player.objects.of(where).seq)
        if act in ("queue", "add-playlist"):
            ask.count += 1
            fields.setdefault("client_id", f"c{ask.count}")
        call = parse(json.dumps({"type": f"music.{act}", "ref": 1, **fields}))
        job = Job(actions[call.__struct_config__.tag], call, (where.pk, who.pk))
        clock.told = texts(perform([job]))
        return job.answer.code if isinstance(job.answer, Refused) else job.answer

    ask.count = 0
    return ask


@pytest.fixture
def come(clock, room):
    """come(user, …): they open the room."""

    def come(*users, where=room):
        process, _ = Process.objects.get_or_create(id="p", defaults={"lease_until": START + timedelta(days=99)})
        for user in users:
            member = where.memberships.get(user=user)
            Connection.objects.enter([Connection(id=f"{where.pk}-{user.pk}", process=process, room=where, member=member)], clock.now)

    return come


@pytest.fixture
def go(clock, room):
    """go(user, …): they leave the room by the button."""

    def go(*users, where=room):
        for user in users:
            where.memberships.get(user=user).step_out()

    return go


@pytest.fixture
def player(clock, room):
    """player() is the room's player as it is stored now."""
    return lambda: Player.objects.of(Room.objects.get(pk=room.pk))


@pytest.fixture
def on(player, clock):
    """on() is (what is on, at which second, whether it plays)."""

    def on():
        now = player()
        return now.entry and now.entry.title, now.position(clock.now) / 1000, now.playing

    return on


@pytest.fixture
def waiting(player):
    """waiting() are the titles of what waits, in order."""
    return lambda: [e.title for e in Entry.objects.standing().filter(room=player().room).exclude(pk=player().entry_id).order_by("place")]


@pytest.fixture
def queued(add, ask, come, ada, grace):
    """queued(seconds, …): Ada and Grace are here, and tracks A, B, … of these lengths in the queue; gives their entries' ids."""

    def queued(*seconds):
        come(ada, grace)
        tracks = [add(length, title) for length, title in zip(seconds, "ABCDEFGH", strict=False)]
        return ask(ada, "queue", tracks=[track.pk for track in tracks])["ids"]

    return queued


@pytest.fixture
def replayed(room):
    """replayed(since=0): what of music somebody hears who knows that number."""

    def replayed(since=0):
        told = [json.loads(text) for text in changes(Room.objects.get(pk=room.pk), since)]
        return [event for event in told if event["type"].startswith("music.")]

    return replayed
