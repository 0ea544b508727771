"""Timers, many at once: what is due, and one way to keep what became of them."""

from django.db import connection, models, transaction

from rooms.live.broadcast import publish_all, wake_at
from rooms.live.protocol import Refused
from rooms.models import Connection, Room

from . import hooks
from .states import State

BATCH = 50  # rooms that change in one transaction: others wait for it no longer than for a few messages


def people_here(rooms, now):
    """{room id: {user ids}} of those who are present and not away, for rooms with any."""
    here = {}
    rows = Connection.objects.alive(now).filter(room__in=rooms, member__away_since=None).values_list("room", "member__user")
    for room, user in rows.distinct():
        here.setdefault(room, set()).add(user)
    return here


def peopled(rooms, now):
    """Those of these rooms in which anybody is present and not away."""
    return set(Connection.objects.alive(now).filter(room__in=rooms, member__away_since=None).values_list("room", flat=True).distinct())


class TimerManager(models.Manager):
    def of(self, room):
        """The room's timer; one that was never used is not stored yet."""
        timer = self.filter(room=room).first() or self.model(room=room)
        timer.room, timer.was = room, timer.snapshot()
        return timer

    def changes(self, room, since):
        return (timer.as_event() for timer in self.filter(room=room, seq__gt=since).select_related("room"))

    def due(self, now):
        return self.filter(state=State.RUNNING, ends_at__lte=now)

    def next_due(self):
        return self.filter(state=State.RUNNING).aggregate(first=models.Min("ends_at"))["first"]

    def end_due(self, now):
        """Every phase that is over ends, once, however many processes try: who comes second finds nothing due."""
        while rooms := list(self.due(now).order_by("ends_at").values_list("room", flat=True)[:BATCH]):
            with transaction.atomic():
                Room.objects.lock(rooms)
                self.turn(list(self.due(now).filter(room__in=rooms).select_related("room")), now)

    def turn(self, timers, now):
        """Those that are overdue, in locked rooms: several phases one after the other, each at its own time."""
        over = [timer for timer in timers if timer.overdue(now)]
        here = peopled([timer.room_id for timer in over], now) if over else set()
        parted = [timer for timer in over if timer.aligned and timer.late(now) and timer.room_id in here]
        while due := [timer for timer in over if timer.overdue(now)]:
            times = [timer.ends_at for timer in due]
            for timer in due:
                timer.end(here=timer.room_id in here and not timer.late(now))
            self.keep(list(zip(due, times, strict=True)))
        self.begin_again([(timer, now) for timer in parted])

    def begin_again(self, parked):
        """[(timer, when), …]: somebody is here again."""
        for timer, at in parked:
            timer.restart(at)
        self.keep(parked)

    def welcome(self, people):
        """[(room id, user id, at), …] came: a parked timer starts afresh with the first of them, where the room is open."""
        first = {}
        for room, _, at in sorted(people, key=lambda one: one[2]):
            first.setdefault(room, at)
        parked = self.filter(state=State.PARKED, room__state="open")
        if rooms := set(parked.filter(room__in=first).values_list("room", flat=True)):
            Room.objects.lock(rooms)
            timers = parked.filter(room__in=rooms).select_related("room")
            self.begin_again([(timer, max(first[timer.room_id], timer.at)) for timer in timers])

    def part(self, people, now):
        """[(room id, user id, at), …] left: an overtime that nobody is there to end is over."""
        last = {}
        for room, _, at in people:
            last[room] = max(at, last.get(room, at))
        waiting = self.filter(state=State.OVERTIME)
        if rooms := set(waiting.filter(room__in=last).values_list("room", flat=True)) - peopled(last, now):
            Room.objects.lock(rooms)
            changes = [(timer, max(last[timer.room_id], timer.at)) for timer in waiting.filter(room__in=rooms).select_related("room")]
            for timer, at in changes:
                timer.park(at)
            self.keep(changes)

    def follow_state(self, room, now):
        """In a room that is closed or put away no timer runs; it may start afresh when the room is opened again."""
        for timer in self.filter(room=room):
            timer.room = room
            if room.refusal is None and timer.state == State.PARKED and peopled([room.pk], now):
                self.begin_again([(timer, now)])
            elif room.refusal and timer.state in (State.RUNNING, State.PAUSED, State.OVERTIME):
                timer.park(now)
                self.keep([(timer, now)])

    def tell_anew(self, room, now):
        """Who controls a timer may follow from who may come in, and who may run the room's tools."""
        for timer in self.filter(room=room, control__in=["", "all"]):
            timer.room = room
            self.keep([(timer, now)])

    def keep(self, changes):
        """[(timer, as of when), …] in locked rooms, changed in memory: written, told and watched. Refused `changed-meanwhile`."""
        if not changes:
            return
        timers = [timer for timer, _ in changes]
        numbers = Room.objects.number({timer.room_id: 1 for timer in timers})
        before = {timer: timer.seq for timer in timers}
        for timer in timers:
            timer.seq = numbers[timer.room_id]
        self.bulk_create([timer for timer in timers if not before[timer]])
        self.write([(timer, seq) for timer, seq in before.items() if seq])
        publish_all([(timer.room_id, timer.as_event()) for timer in timers])
        hooks.tell(changes)
        for end in {timer.ends_at for timer in timers if timer.state == State.RUNNING and timer.ends_at}:
            wake_at(end)

    def write(self, rows):
        """[(timer, its number before), …]: only those that are still as they were read, or none."""
        fields = [field for field in self.model._meta.concrete_fields if not field.primary_key]
        columns = ", ".join(f"{field.column} = %s" for field in fields)
        lines = [[*(f.get_db_prep_save(getattr(t, f.attname), connection) for f in fields), t.pk, seq] for t, seq in rows]
        with connection.cursor() as cursor:
            if lines:
                cursor.executemany(f"UPDATE {self.model._meta.db_table} SET {columns} WHERE room_id = %s AND seq = %s", lines)  # noqa: S608 our own names
                if cursor.rowcount != len(lines):
                    raise Refused("changed-meanwhile")
