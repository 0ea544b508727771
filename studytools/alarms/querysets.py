"""Alarms, many at once: setting, finding, what changed, what is due."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils import timezone

from rooms.live.protocol import Refused
from rooms.permissions import Permission
from syncroom import limits

from . import log, zones

AT_ONCE = 50  # people asked about in one query


def clean(label):
    return " ".join(label.replace("\x00", "").split())


class AlarmQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed=False)

    def due(self, now):
        """What should have rung; nothing rings in a room that is not open."""
        return self.filter(Q(room=None) | Q(room__state="open"), next_at__lte=now)

    def next_due(self):
        waiting = self.filter(Q(room=None) | Q(room__state="open"), next_at__isnull=False)
        return waiting.order_by("next_at").values_list("next_at", flat=True).first()

    def changes(self, room, since):
        rows = self.filter(room=room, number__gt=since)
        return (alarm.as_event() for alarm in (rows if since else rows.standing()))

    def my_changes(self, since):
        """`since`: {user id: number}; (user id, event) for each of their alarms that changed after it."""
        people = list(since.items())
        for start in range(0, len(people), AT_ONCE):
            asked = [Q(owner=user, number__gt=number, **({} if number else {"removed": False})) for user, number in people[start : start + AT_ONCE]]
            for alarm in self.filter(reduce(or_, asked)):
                yield alarm.owner_id, alarm.as_event()


class AlarmManager(models.Manager.from_queryset(AlarmQuerySet)):
    def add(self, membership, for_room, client_id, label, **when):
        """For oneself, or for the room; Refused `forbidden`, `too-many-alarms`, `unknown-zone`. Sent again it is answered again."""
        if for_room and not membership.may(Permission.RUN_TOOLS):
            raise Refused("forbidden")
        alarm = self.model(setter_id=membership.user_id, client_id=client_id, label=clean(label))
        alarm.owner_id, alarm.room_id = (None, membership.room_id) if for_room else (membership.user_id, None)
        return self.enter(alarm, membership, **alarm.plan(**when, now=timezone.now()))

    def enter(self, alarm, by=None, **fields):
        """A new alarm with these fields, at most so many; one that was entered before is left as it is."""
        known = self.known(alarm.setter_id, alarm.client_id)
        if known:
            return known.receipt
        alarm.number = alarm.next_number()
        self.check_space(alarm)
        for name, value in fields.items():
            setattr(alarm, name, value)
        alarm.save(force_insert=True)
        alarm.tell()
        log.note(by, alarm, None)
        return alarm.receipt

    def check_space(self, alarm):
        """Refused `too-many-alarms` where one more does not fit."""
        if self.standing().filter(owner=alarm.owner_id, room=alarm.room_id).count() >= limits.ALARMS:
            raise Refused("too-many-alarms")

    def known(self, setter_id, client_id):
        return self.filter(setter=setter_id, client_id=client_id).first()

    def snooze(self, alarm, user_id, at, fields):
        """The room's alarm rings again for one person: as one of theirs, the same one however often they ask for this ring."""
        client_id = f"snooze-{alarm.pk}-{alarm.rang_at.timestamp():.0f}"
        if known := self.known(user_id, client_id):
            return known.change(**fields, removed=False)
        local = at.astimezone(zones.named(alarm.zone))
        own = self.model(owner_id=user_id, setter_id=user_id, client_id=client_id, label=alarm.label, passing=True)
        return self.enter(own, **fields, time=local.time().replace(second=0, microsecond=0), zone=alarm.zone)

    def of(self, membership, id):
        """A standing alarm of the member's own, or of the room; Refused `not-found`."""
        alarm = self.standing().filter(Q(owner=membership.user_id) | Q(room=membership.room_id), pk=id).first()
        if alarm is None:
            raise Refused("not-found")
        return alarm

    def changeable(self, membership, id):
        """Such an alarm which they may change; Refused `not-found`, `forbidden`."""
        alarm = self.of(membership, id)
        if alarm.room_id and alarm.setter_id != membership.user_id and not membership.may(Permission.MODERATE):
            raise Refused("forbidden")
        return alarm

    def mine(self, membership, id):
        alarm = self.of(membership, id)
        if alarm.room_id:
            raise Refused("not-found")
        return alarm
