"""A room with people in it, each by a connection, and a clock that the test moves."""

import json
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from rooms.live import registry
from rooms.live.broadcast import Telling
from rooms.live.duties import do_chores
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import perform
from rooms.models import Connection, Process
from studytools.call.callers import Caller
from studytools.call.seam import Seam, seam

START = datetime(2026, 3, 2, 9, 10, tzinfo=UTC)
PAGE = "the-page-of-this-person"


class Clock:
    now = START

    def move(self, seconds):
        """Let that much time pass, and the server do what falls due."""
        self.now += timedelta(seconds=seconds)
        for due in (True, False):
            perform([Job(do_chores, (self.now, [chore for chore in registry.chores if bool(chore.next_due) is due]))])


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


@pytest.fixture
def come(clock, room):
    """come(user) opens the room for them in another tab, and gives that connection's name."""

    def come(user, where=room):
        process, _ = Process.objects.get_or_create(id="p", defaults={"lease_until": clock.now + timedelta(days=99)})
        member = where.memberships.get(user=user)
        row = Connection(id=f"{where.pk}-{user.pk}-{Connection.objects.count()}", process=process, room=where, member=member)
        Connection.objects.enter([row], clock.now)
        return row.pk

    return come


@pytest.fixture
def ask(room):
    """ask(user, type, tab=…, **fields) → what they are answered, or the refusal's code; `ask.told`: [(tab or None, event), …]."""

    def ask(user, type, tab="", where=room, **fields):
        call = parse(json.dumps({"type": f"call.{type}", "ref": 1, **fields}))
        connection = SimpleNamespace(tab=tab)
        job = Job(actions[f"call.{type}"], call, (where.pk, user.pk), connection)
        ask.told = [(letter.tab, json.loads(letter.text)) for letter in perform([job]) if isinstance(letter, Telling)]
        return job.answer.code if isinstance(job.answer, Refused) else job.answer

    return ask


@pytest.fixture
def join(ask, come):
    """join(user) comes in by a new connection, and into the call: (tab, the answer)."""

    def join(user, tab=None, camera=False, page=PAGE, **where):
        tab = tab or come(user, **where)
        return tab, ask(user, "join", tab, client_id=page, camera=camera, **where)

    return join


@pytest.fixture
def people(room):
    """people() are the names of those in the call, as the room is told."""
    return lambda where=room: [person.name for person in Caller.objects.states([where.pk])[where.pk].people]


@pytest.fixture
def seen(room):
    """seen(user) is what the room is told of somebody in the call."""
    return lambda user, where=room: {person.user: person for person in Caller.objects.people([where.pk])[where.pk]}.get(user.pk)


@pytest.fixture
def sfu(monkeypatch):
    """A site with an SFU; `sfu.told` is what it heard."""
    told = []
    heard = SimpleNamespace(
        told=told,
        configured=lambda: True,
        ended=lambda room: told.append(("ended", room)),
        gone=lambda room, caller: told.append(("gone", room, caller)),
    )
    monkeypatch.setattr(seam, "sfu", heard)
    assert isinstance(seam, Seam)
    return heard


@pytest.fixture
def timer_starts(room, ada):
    """timer_starts(): the room focuses from now on; what was told, [(tab or None, event), …]."""

    def starts():
        call = parse(json.dumps({"type": "timer.start", "ref": 1, "version": 0}))
        letters = perform([Job(actions["timer.start"], call, (room.pk, ada.pk))])
        return [(letter.tab, json.loads(letter.text)) for letter in letters if isinstance(letter, Telling)]

    return starts
