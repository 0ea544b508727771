"""People who come and go, and rooms that focus, at times of the test's choosing."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from rooms.models import Connection, Process
from studytools.focus.models import Interval, Span

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CYCLE = 1800


class Study:
    """A room and its people, minute by minute after noon."""

    def __init__(self, travel):
        self.travel = travel
        self.process = Process.objects.create(id="p", lease_until=NOON + timedelta(days=9))
        self.at(0)

    def at(self, minutes):
        self.travel.move_to(self.time(minutes))
        return self

    @staticmethod
    def time(minutes):
        return NOON + timedelta(minutes=minutes)

    @property
    def now(self):
        from django.utils import timezone

        return timezone.now()

    def enter(self, room, *users, tab=""):
        rows = [self.row(room, user, tab) for user in users]
        Connection.objects.enter(rows, self.now)

    def row(self, room, user, tab):
        member = room.memberships.get(user=user)
        return Connection(id=f"{room.pk}-{user.pk}{tab}", process=self.process, room=room, member=member, at=self.now, acted_at=self.now)

    def lose(self, room, user, tab=""):
        """The connection breaks; nobody notices more until `sweep`."""
        Connection.objects.lost([f"{room.pk}-{user.pk}{tab}"])

    def sweep(self):
        Connection.objects.sweep(self.now)

    def leave(self, room, user):
        room.memberships.get(user=user).step_out()

    def focus(self, *rooms, since=None):
        Span.objects.begin([(room.pk, since or self.now, CYCLE) for room in rooms])

    def rest(self, *rooms, since=None):
        Span.objects.end([(room.pk, since or self.now) for room in rooms])


@pytest.fixture
def study(db):
    with time_machine.travel(NOON, tick=False) as travel:
        yield Study(travel)


@pytest.fixture
def credit():
    """credit(user) → [(from, to), …] in minutes after noon; None for what still runs."""

    def minutes(at):
        return at and round((at - NOON).total_seconds() / 60, 3)

    def credit(user, room=None):
        rows = Interval.objects.filter(user=user, **({"room": room} if room else {})).order_by("started_at")
        return [(minutes(row.started_at), minutes(row.ended_at)) for row in rows]

    return credit
