"""What the room is asked before its timer is touched: a vote, or whether everybody is ready."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from chat.events import Author
from rooms.live.broadcast import stir, wake_at
from rooms.live.protocol import Refused, moment
from rooms.models import Room
from rooms.permissions import Permission
from syncroom import limits

from .events import TimerPoll
from .managers import people_here
from .models import Timer

POLL = timedelta(seconds=limits.POLL_SECONDS)


class PollManager(models.Manager):
    def open(self, membership, kind, act, arguments, now):
        """The poll, or None where the asker's own voice is enough. Refused `poll-running`."""
        self.filter(room=membership.room, ends_at__lte=now).delete()
        if self.filter(room=membership.room).exists():
            raise Refused("poll-running")
        me = membership.user_id
        poll = self.model(
            room=membership.room, kind=kind, act=act, arguments=arguments, by_id=me, by_name=membership.name, yes=[me], ends_at=now + POLL
        )
        if poll.outcome(people_here([poll.room_id], now).get(poll.room_id, set()) | {me}):
            return None
        poll.save(force_insert=True)
        wake_at(poll.ends_at)
        stir([poll.room_id])
        return poll

    def of(self, room, now, **wanted):
        """The one that runs; Refused `no-poll`."""
        poll = self.filter(room=room, ends_at__gt=now, **wanted).select_related("room").first()
        if poll is None:
            raise Refused("no-poll")
        return poll

    def void(self, rooms):
        """Their timers have changed: what was asked about them is moot."""
        if self.filter(room__in=rooms).delete()[0]:
            stir(rooms)

    def next_due(self):
        return self.aggregate(first=models.Min("ends_at"))["first"]

    @transaction.atomic
    def lapse(self, now):
        due = self.filter(ends_at__lte=now)
        if rooms := list(due.values_list("room", flat=True)):
            Room.objects.lock(rooms)
            due.filter(room__in=rooms).delete()
            stir(rooms)

    def recount(self, rooms, now):
        """Somebody left these rooms: fewer may be enough."""
        if polled := set(self.filter(room__in=rooms).values_list("room", flat=True)):
            Room.objects.lock(polled)
            for poll in self.filter(room__in=polled, ends_at__gt=now).select_related("room").order_by("room"):
                poll.count(now)

    def states(self, rooms):
        """{room id: TimerPoll} for all of these rooms."""
        polls = self.in_bulk(rooms)
        here = people_here(polls, timezone.now()) if polls else {}
        return {room: polls[room].as_event(here.get(room, set())) if room in polls else TimerPoll() for room in rooms}


class Poll(models.Model):
    """At most one a room, gone with its answer, or with any change of the timer."""

    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="timer_poll")
    kind = models.CharField(max_length=5, choices=[("vote", "vote"), ("ready", "ready")])
    act = models.CharField(max_length=6)
    arguments = models.JSONField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by_name = models.CharField(max_length=150)
    yes = models.JSONField(default=list)
    no = models.JSONField(default=list)
    ends_at = models.DateTimeField(db_index=True)

    objects = PollManager()

    def __str__(self):
        return f"{self.kind} on {self.act}"

    def needed(self, here):
        """Half of those present, rounded up; of a ready check all."""
        return len(here) if self.kind == "ready" else (len(here) + 1) // 2

    def outcome(self, here):
        """True: it passes; False: it cannot any more; None: it goes on."""
        if not here or len(here - set(self.no)) < self.needed(here):
            return False
        return True if len(here & set(self.yes)) >= self.needed(here) else None

    def cast(self, user_id, yes, now):
        self.yes = [*(id for id in self.yes if id != user_id), *([user_id] if yes else [])]
        self.no = [*(id for id in self.no if id != user_id), *([] if yes else [user_id])]
        Poll.objects.filter(pk=self.pk).update(yes=self.yes, no=self.no)
        self.count(now, {user_id})

    def count(self, now, acting=frozenset()):
        """Who acts is here, whatever else is known of them."""
        outcome = self.outcome(people_here([self.room_id], now).get(self.room_id, set()) | acting)
        if outcome:
            self.carry_out(now)
        elif outcome is False:
            return self.withdraw()
        stir([self.room_id])

    def carry_out(self, now):
        """In the name of who asked."""
        timer = Timer.objects.of(self.room)
        if not timer.overdue(now):  # else its own change is at the door, and makes this moot
            timer.perform(self.act, now, Author(id=self.by_id, name=self.by_name), **self.arguments)
            timer.settle(now)
        return timer

    def cancel(self, membership):
        """By who asked, or a moderator."""
        if self.by_id != membership.user_id and not membership.may(Permission.MODERATE):
            raise Refused("forbidden")
        self.withdraw()

    def withdraw(self):
        stir([self.room_id])  # first: a deleted row does not know its room
        self.delete()

    def as_event(self, here):
        return TimerPoll(
            kind=self.kind,
            act=self.act,
            minutes=self.arguments.get("minutes"),
            by=Author(id=self.by_id, name=self.by_name),
            yes=self.yes,
            needed=max(1, self.needed(here)),
            ends_at=moment(self.ends_at),
        )
