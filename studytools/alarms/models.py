"""Alarms: a time of day in its setter's zone, and the moment it is due next."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from rooms.live.broadcast import publish, ring, wake_at
from rooms.live.protocol import Refused, moment
from rooms.models import Room

from . import zones
from .events import AlarmChanged, AlarmRemoved, AlarmRow, MyAlarmChanged, MyAlarmRemoved
from .querysets import AlarmManager, clean

PERSON = settings.AUTH_USER_MODEL


class Alarm(models.Model):
    """Somebody's own (`owner`), which follows them into every room, or a room's (`room`)."""

    owner = models.ForeignKey(PERSON, models.CASCADE, null=True, related_name="alarms", db_index=False)  # the indexes below serve
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="alarms", db_index=False)
    setter = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+", db_index=False)
    client_id = models.CharField(max_length=64)
    label = models.CharField(max_length=200, blank=True)
    time = models.TimeField()
    zone = models.CharField(max_length=60)
    days = models.PositiveSmallIntegerField(default=0)  # a bit each, Monday is 1; none: once
    on = models.BooleanField(default=True)
    next_at = models.DateTimeField(null=True)
    rang_at = models.DateTimeField(null=True)  # until it is dismissed
    snoozed = models.PositiveSmallIntegerField(default=0)  # minutes
    passing = models.BooleanField(default=False)  # a snoozed ring of the room's: gone once it is heard
    number = models.PositiveBigIntegerField()  # of its last change, its owner's or its room's
    removed = models.BooleanField(default=False)

    objects = AlarmManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["setter", "client_id"], name="alarm_set_once"),
            models.CheckConstraint(condition=models.Q(owner=None) ^ models.Q(room=None), name="alarm_of_one_person_or_room"),
        ]
        indexes = [
            models.Index(fields=["owner", "number"], name="alarm_my_changes", condition=models.Q(owner__isnull=False)),
            models.Index(fields=["room", "number"], name="alarm_room_changes", condition=models.Q(room__isnull=False)),
            models.Index(fields=["next_at"], name="alarm_due", condition=models.Q(next_at__isnull=False)),
        ]

    def __str__(self):
        return f"{self.time:%H:%M} {self.label}".strip()

    @property
    def weekdays(self):
        return [day for day in range(1, 8) if self.days >> day - 1 & 1]

    @property
    def receipt(self):
        return {"id": self.pk, "mine" if self.owner_id else "seq": self.number}

    def plan(self, time, weekdays, zone, now):
        """On, from `now`: the fields to write. Refused `unknown-zone`."""
        days = sum(1 << day - 1 for day in set(weekdays))
        return {"time": time, "days": days, "zone": zone, "passing": False} | turned(True, zones.next_ring(time, weekdays, zones.named(zone), now))

    def edit(self, label, time, weekdays, zone):
        """A change of when it rings switches it on."""
        same = (time, set(weekdays), zone) == (self.time, set(self.weekdays), self.zone)
        return self.change(label=clean(label), **({} if same else self.plan(time, weekdays, zone, timezone.now())))

    def switch(self, on):
        """On: from now on. Off: nothing rings, nor goes on ringing."""
        if on == self.on:
            return self.receipt
        if self.passing:
            return self.remove()
        return self.change(**turned(on, self.next_after(timezone.now()) if on else None))

    def remove(self):
        return self.change(removed=True, label="", **turned(False, None))

    def dismiss(self):
        """Its last ring was heard."""
        if self.rang_at is None:
            return self.receipt
        return self.change(rang_at=None) if self.on or not self.passing else self.remove()

    def snooze(self, minutes, user_id):
        """Once more in so many minutes, unless it rings before that anyway; the room's, for this person. Refused `not-ringing`."""
        if self.rang_at is None:
            raise Refused("not-ringing")
        again = timezone.now() + timedelta(minutes=minutes)
        if self.room_id:
            return Alarm.objects.snooze(self, user_id, again, turned(True, again, minutes))
        if self.next_at and self.next_at <= again:
            return self.dismiss()
        return self.change(**turned(True, again, minutes))

    def fallen_due(self, now):
        """What ringing makes of it: once, at the latest moment by `now` at which it should have rung, however many those were."""
        if not self.days:
            return turned(False, None) | {"rang_at": self.next_at}
        latest = max(self.next_at, zones.last_ring(self.time, self.weekdays, zones.named(self.zone), now))
        return turned(True, self.next_after(now)) | {"rang_at": latest}

    def next_after(self, at):
        return zones.next_ring(self.time, self.weekdays, zones.named(self.zone), at)

    def change(self, **fields):
        """Write these fields, and tell whom it concerns."""
        self.number = self.next_number()
        Alarm.objects.filter(pk=self.pk).update(number=self.number, **fields)
        for name, value in fields.items():
            setattr(self, name, value)
        self.tell()
        return self.receipt

    def next_number(self):
        return User.objects.number(self.owner_id) if self.owner_id else Room.objects.number({self.room_id: 1})[self.room_id]

    def tell(self):
        if self.owner_id:
            ring(self.owner_id)
        else:
            publish(self.room_id, self.as_event())
        if self.next_at:
            wake_at(self.next_at)

    def as_event(self):
        """A Change of the room's, or a MyChange of its owner's."""
        changed, removed = (MyAlarmChanged, MyAlarmRemoved) if self.owner_id else (AlarmChanged, AlarmRemoved)
        number = {"mine" if self.owner_id else "seq": self.number}
        return removed(**number, id=self.pk) if self.removed else changed(**number, alarm=self.as_row())

    def as_row(self):
        return AlarmRow(
            id=self.pk,
            label=self.label,
            time=f"{self.time:%H:%M}",
            zone=self.zone,
            weekdays=self.weekdays,
            on=self.on,
            next_at=self.next_at and moment(self.next_at),
            rang_at=self.rang_at and moment(self.rang_at),
            snoozed=self.snoozed,
            setter=self.setter_id,
        )


def turned(on, next_at, snoozed=0):
    """The fields of an alarm that waits for `next_at` and has nothing left to say of the past."""
    return {"on": on, "next_at": next_at, "snoozed": snoozed, "rang_at": None}
