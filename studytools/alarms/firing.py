"""What rings by itself: each alarm once, whichever process comes first, and none kept waiting by another that cannot."""

import logging
from collections import Counter

from django.db import transaction

from accounts.models import User
from rooms.live.protocol import Refused
from rooms.models import Room

from .models import Alarm, turned

log = logging.getLogger("syncroom.alarms")
AT_ONCE = 50  # alarms in one transaction


def fire_due(now):
    """Ring all that is due."""
    failed = set()
    while ids := list(Alarm.objects.due(now).exclude(pk__in=failed).order_by("next_at", "pk").values_list("pk", flat=True)[:AT_ONCE]):
        failed |= fire_some(ids, now)


def fire_some(ids, now):
    """Together, or singly if that fails; the ids of those that still do."""
    try:
        fire(ids, now)
    except Exception as error:
        if len(ids) > 1:
            return set().union(*(fire_some([id], now) for id in ids))
        log.error("alarm %d could not ring: %s", ids[0], type(error).__name__)
        return set(ids)
    return set()


@transaction.atomic
def fire(ids, now):
    """Rooms are locked first and in order, people when they take their numbers; what another process rang meanwhile is passed over."""
    asked = Alarm.objects.filter(pk__in=ids)
    Room.objects.lock(set(asked.exclude(room=None).values_list("room", flat=True)))
    due = list(asked.due(now).order_by("next_at", "pk"))
    rooms = numbers(Room.objects.number, [alarm.room_id for alarm in due])
    people = numbers(User.objects.numbers, [alarm.owner_id for alarm in due])
    for alarm in due:
        ring(alarm, next(people[alarm.owner_id] if alarm.owner_id else rooms[alarm.room_id]), now)


def numbers(take, ids):
    """{id: an iterator over as many numbers as it stands there}"""
    counts = Counter(id for id in ids if id is not None)
    return {id: iter(range(first, first + counts[id])) for id, first in (take(counts) if counts else {}).items()}


def ring(alarm, number, now):
    """On a condition, since nothing but this keeps a person's alarm from ringing in two processes."""
    was, alarm.number = alarm.next_at, number
    fields = what_becomes_of(alarm, now)
    if Alarm.objects.filter(pk=alarm.pk, next_at=was).update(number=number, **fields):
        for name, value in fields.items():
            setattr(alarm, name, value)
        alarm.tell()


def what_becomes_of(alarm, now):
    """An alarm whose next time cannot be told, say as its zone is no more, rings now and is off."""
    try:
        return alarm.fallen_due(now)
    except (Refused, ValueError, OverflowError) as error:
        log.error("alarm %d has no next time: %s", alarm.pk, type(error).__name__)
        return turned(False, None) | {"rang_at": alarm.next_at}
