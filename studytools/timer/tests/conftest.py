"""A room with a timer, people in it, and a clock that the test moves."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from rooms.live import registry
from rooms.live.broadcast import Stirring, Telling
from rooms.live.duties import do_chores
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import perform
from rooms.models import Connection, Process
from studytools.models import Poll, Timer

START = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)


class Clock:
    """Stands still until the test moves it; the server does meanwhile what falls due, unless it is `asleep`."""

    def __init__(self):
        self.now, self.told, self.stirred = START, [], set()

    def to(self, **parts):
        return START + timedelta(**parts)

    def sleep(self, **parts):
        self.now += timedelta(**parts)

    def move(self, **parts):
        """Let that much time pass, second by second where something falls due; what the room was told meanwhile."""
        end, told = self.now + timedelta(**parts), []
        while (due := Timer.objects.next_due()) is not None and due <= end:
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


@pytest.fixture
def ask(clock, room):
    """ask(user, act, **fields) → the answer, or the refusal's code. `version` is the current one unless given."""

    def ask(user, act, where=room, **fields):
        if act not in ("vote", "ready", "cancel"):
            fields.setdefault("version", Timer.objects.of(where).seq)
        call = parse(json.dumps({"type": f"timer.{act}", "ref": 1, **fields}))
        job = Job(actions[f"timer.{act}"], call, (where.pk, user.pk))
        letters = perform([job])
        clock.told = texts(letters)
        clock.stirred = {letter.room for letter in letters if isinstance(letter, Stirring)}
        return job.answer.code if isinstance(job.answer, Refused) else job.answer

    return ask


@pytest.fixture
def come(clock, room):
    """come(user, …): they open the room."""

    def come(*users, where=room):
        process, _ = Process.objects.get_or_create(id="p", defaults={"lease_until": clock.to(days=99)})
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
def timer(clock, room):
    """timer() is the room's timer as it is stored now."""
    return lambda where=room: Timer.objects.of(where)


@pytest.fixture
def state(timer):
    """state() is (phase, state, round)."""

    def state(*args):
        now = timer(*args)
        return now.phase, now.state, now.round

    return state


@pytest.fixture
def poll(clock, room):
    """poll() is what the room is asked."""
    return lambda: Poll.objects.states([room.pk])[room.pk]
