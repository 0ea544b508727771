"""Quiet while focusing: where what is said and asked waits for the break, and when it arrives."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, models, transaction
from django.utils import timezone

from rooms.live.broadcast import stir, wake_at
from rooms.live.protocol import moment
from rooms.models import Room

from .events import Quiet


@dataclass(frozen=True)
class Kind:
    """`release(room ids, now)`: what was held of one kind arrives in these rooms, which are locked."""

    release: Callable
    of_messages: bool


kinds: list[Kind] = []


def held(release, of_messages=False):
    kinds.append(Kind(release, of_messages))


class HoldManager(models.Manager):
    def follow(self, wishes):
        """[(room id, since or None, until or None, quiet), …]: hold from now on, otherwise than before, or (since None) no more.

        `since` is when the phase began: one urgent message per person and phase. `quiet`: messages wait too, not only questions.
        Inside the transaction that locked these rooms.
        """
        wanted = [self.model(room_id=room, since=since, until=until, quiet=quiet) for room, since, until, quiet in wishes if since]
        self.release([room for room, since, *_ in wishes if not since])
        if not wanted:
            return
        loud = list(self.filter(room__in=[hold.room_id for hold in wanted if not hold.quiet], quiet=True).values_list("room", flat=True))
        self.bulk_create(wanted, update_conflicts=True, unique_fields=["room"], update_fields=["since", "until", "quiet"])
        self.arrive(loud, messages_only=True)
        stir([hold.room_id for hold in wanted])
        if ends := [hold.until for hold in wanted if hold.until]:
            wake_at(min(ends))

    def begin(self, room_id, until, quiet):
        """Hold in this room from now on, until None for an open end; where it already does, for the same phase."""
        since = self.filter(room=room_id).values_list("since", flat=True).first()
        self.follow([(room_id, since or timezone.now(), until, quiet)])

    def release(self, room_ids):
        """Everything that waits in these rooms, which are locked, arrives now; harmless where nothing does."""
        rooms = list(self.filter(room__in=room_ids).values_list("room", flat=True)) if room_ids else []
        if not rooms:
            return
        self.filter(room__in=rooms).delete()
        self.arrive(rooms)
        stir(rooms)

    def arrive(self, rooms, messages_only=False):
        now = timezone.now()
        for kind in kinds if rooms else ():
            if kind.of_messages or not messages_only:
                kind.release(rooms, now)

    def next_due(self):
        """When the next hold ends, or None."""
        return self.aggregate(first=models.Min("until"))["first"]

    @transaction.atomic
    def end(self, now):
        """Those that have ended: whoever tells us to release at the same moment does no harm."""
        rooms = list(self.filter(until__lte=now).values_list("room", flat=True))
        Room.objects.lock(rooms)
        self.release(list(self.filter(room__in=rooms, until__lte=now).values_list("room", flat=True)))

    def quiet_in(self, rooms):
        """{room id: Hold} where messages wait. Asked for every batch of messages, so one plain statement where nothing does."""
        if not rooms:
            return {}
        with connection.cursor() as cursor:
            marks = ",".join(["%s"] * len(rooms))
            cursor.execute(f"SELECT room_id FROM chat_hold WHERE quiet AND room_id IN ({marks})", list(rooms))  # noqa: S608 placeholders only
            found = [room for (room,) in cursor.fetchall()]
        return self.in_bulk(found) if found else {}

    def parking(self, room_id):
        """Whether questions wait for the break here."""
        return self.filter(room=room_id).exists()


class Hold(models.Model):
    """While there is one, what members ask and (if `quiet`) say in this room waits."""

    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="hold")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, db_index=True)  # None: an open end
    quiet = models.BooleanField()

    objects = HoldManager()

    def __str__(self):
        return f"{self.room_id} until {self.until or 'released'}"

    @property
    def promise(self):
        """When it ends, as it is told, or None."""
        return self.until and moment(self.until)


def quiet_now(rooms, waiting, urgent):
    """{room id: Quiet} for all of these rooms; `waiting(rooms)` counts messages, `urgent(rooms)` finds who has used theirs."""
    holds = Hold.objects.in_bulk(rooms)
    counts, used = (waiting(holds), urgent(holds)) if holds else ({}, {})
    return {
        room: Quiet(
            on=bool(hold := holds.get(room)) and hold.quiet,
            parking=bool(hold),
            until=hold and hold.promise,
            waiting=counts.get(room, 0),
            urgent=sorted(used.get(room, [])),
        )
        for room in rooms
    }
