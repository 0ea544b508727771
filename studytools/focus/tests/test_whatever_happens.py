"""For any sequence of joins, leaves, pauses and skips, in two rooms at once, the sum of credits is presence ∩ focus."""

from datetime import timedelta
from itertools import count, pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chat.events import Author
from rooms.live.protocol import Refused
from rooms.models import Connection, Process, Room
from rooms.models.presence import GRACE, LEASE
from studytools.focus.models import Interval
from studytools.timer import hooks
from studytools.timer.models import Timer

pytestmark = pytest.mark.django_db
GRACE_SECONDS = int(GRACE.total_seconds())
PRESSES = {
    "start": [{}, {"mode": "stopwatch"}, {"mode": "countdown", "minutes": 7}],
    "pause": [{}],
    "resume": [{}],
    "skip": [{}],
    "add": [{"minutes": 5}],
    "reset": [{}],
    "edit": [{"focus": 10, "now": True}, {"auto_break": False, "auto_focus": False}, {"aligned": True}, {"aligned": False}],
}
presses = st.sampled_from([(act, fields) for act, all in PRESSES.items() for fields in all])
comings = st.sampled_from(["enter", "enter", "leave", "lose", "go_away", "come_back"])
waits = st.one_of(st.integers(1, 45), st.integers(60, 2400))
step = st.tuples(st.one_of(presses, comings, st.just("crash")), st.integers(0, 1), st.integers(0, 1), waits, st.booleans())

# Ada in both rooms, and both focus, some minutes apart.
FIRST = [("enter", 0, 0, 5, False), (("start", {}), 0, 0, 400, False), ("enter", 0, 1, 5, False), (("start", {}), 0, 1, 5, False)]


class Here:
    """Somebody in a room: their tabs, and the stretches in which they were there and not away. Times are seconds since noon."""

    def __init__(self):
        self.tabs, self.away, self.lost, self.stretches = [], False, None, []

    def begin(self, now):
        self.stretches.append([now, None])

    def end(self, now):
        if self.stretches and self.stretches[-1][1] is None:
            self.stretches[-1][1] = now

    def resume(self):
        """A lost connection was found again in time."""
        self.lost = None
        if not self.away and self.stretches:
            self.stretches[-1][1] = None


class World:
    """What happens, and by second nature what it comes to: who was where when, and when each room's timer said it focused."""

    def __init__(self, study, rooms, people):
        self.study, self.rooms, self.people, self.now, self.names = study, rooms, people, 0, count()
        self.here = {(room.pk, user.pk): Here() for room in rooms for user in people}
        self.told = {room.pk: [] for room in rooms}
        study.process = Process.objects.get()

    def watch(self, changes):
        for timer, at in changes:
            self.told[timer.room_id].append((self.seconds(at), timer.focusing))

    def seconds(self, at):
        return (at - self.study.time(0)).total_seconds()

    def act(self, what, who, where, wait, late):
        room, user = self.rooms[where], self.people[who]
        self.study.at(self.now / 60)
        if isinstance(what, tuple):
            self.press(room, user, *what)
        elif what == "crash":
            return self.crash(min(wait, 240))
        else:
            getattr(self, what)(room, user, self.here[room.pk, user.pk])
        self.pass_by(wait, late)

    def pass_by(self, wait, late):
        """Until then: what falls due is done in time, or only at the end."""
        end = self.study.time((self.now + wait) / 60)
        while not late and (due := min(filter(None, (Timer.objects.next_due(), Connection.objects.next_due())), default=end)) < end:
            self.study.at(self.seconds(due) / 60)
            self.chores(due)
        self.now += wait
        self.study.at(self.now / 60)
        self.chores(end)

    def chores(self, now):
        """In the order in which they are declared."""
        Connection.objects.sweep(now)
        Timer.objects.end_due(now)

    def press(self, room, user, act, fields):
        timer = Timer.objects.of(room)
        try:
            timer.perform(act, self.study.now, Author(id=user.pk, name=user.name), **fields)
        except Refused:
            return
        timer.settle(self.study.now)

    def enter(self, room, user, here):
        if len(here.tabs) == 2:
            return
        here.tabs.append(f"-{next(self.names)}")
        self.study.enter(room, user, tab=here.tabs[-1])
        if len(here.tabs) > 1:
            return
        if here.lost is not None and self.now - here.lost < GRACE_SECONDS:
            return here.resume()
        here.lost, here.away = None, False
        here.begin(self.now)

    def leave(self, room, user, here):
        self.study.leave(room, user)
        if here.tabs:
            here.end(self.now)
        here.tabs, here.lost, here.away = [], None, False

    def lose(self, room, user, here):
        if here.tabs:
            self.study.lose(room, user, tab=here.tabs.pop(0))
            if not here.tabs:
                here.lost = self.now
                here.end(self.now)

    def go_away(self, room, user, here):
        if here.tabs and not here.away:
            room.memberships.get(user=user).go_away(self.study.now)
            here.away = True
            here.end(self.now)

    def come_back(self, room, user, here):
        if here.tabs and here.away:
            room.memberships.get(user=user).come_back(self.study.now)
            here.away = False
            here.begin(self.now)

    def crash(self, wait):
        """The process dies right after it renewed its lease; another begins after a while, and does what fell due."""
        Process.objects.update(lease_until=self.study.now + LEASE)
        for here in self.here.values():
            here.end(self.now)
            here.tabs, here.lost = [], None
        self.now += wait
        self.study.at(self.now / 60)
        name = f"p{next(self.names)}"
        Connection.objects.abandon(name)
        self.study.process = Process.objects.create(id=name, lease_until=self.study.time(99_999))
        self.chores(self.study.now)
        self.pass_by(GRACE_SECONDS + 1, late=False)

    def due(self, user):
        """Seconds in which they were in a room that focused, however many rooms that were."""
        parts = []
        for room in self.rooms:
            told = [*self.told[room.pk], (self.now, False)]
            focus = [(start, end) for (start, on), (end, _) in pairwise(told) if on]
            here = [(start, self.now if end is None else end) for start, end in self.here[room.pk, user.pk].stretches]
            parts += [(max(a, c), min(b, d)) for a, b in here for c, d in focus if min(b, d) > max(a, c)]
        return union(parts)

    def credited(self, user):
        rows = Interval.objects.filter(user=user)
        return sum((((row.ended_at or self.study.now) - row.started_at) for row in rows), timedelta()).total_seconds()


def union(parts):
    """The length of all of these together."""
    total, reached = 0, float("-inf")
    for start, end in sorted(parts):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(steps=st.lists(step, min_size=4, max_size=25), crowded=st.booleans())
def test_whatever_people_and_timers_do_the_sum_of_credits_is_presence_and_focus(study, room, ada, grace, steps, crowded):
    with transaction.atomic():
        other = Room.objects.create_for(ada, "Library")
        other.admit(grace)
        world = World(study, [room, other], [ada, grace])
        hooks.watchers.append(world.watch)
        try:
            for one in (*FIRST, *steps) if crowded else steps:
                world.act(*one)
            world.pass_by(GRACE_SECONDS + 1, late=False)  # until then whoever was lost may return
            for user in world.people:
                assert world.credited(user) == pytest.approx(world.due(user), abs=0.01)
                assert Interval.objects.filter(user=user, ended_at=None).count() <= 1
        finally:
            hooks.watchers.remove(world.watch)
            transaction.set_rollback(True)
