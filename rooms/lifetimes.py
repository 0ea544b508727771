"""How long rooms are kept, and how they go: one policy, used by the scheduler, the commands and the pages."""

from datetime import UTC, datetime, timedelta

from django.db import models, transaction
from django.db.models import Q

from rooms.live import registry
from rooms.live.broadcast import disconnect
from rooms.live.protocol import Close
from rooms.retention import Retention
from syncroom import limits
from syncroom.cleanup import AT_ONCE
from syncroom.spans import NONE, before, spell

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class Lifetime(models.TextChoices):
    TEMPORARY = "temporary", "Temporary: for a day after the last person left"
    KEPT = "kept", "Kept: archived after 30 idle days, deleted 30 days later"
    PINNED = "pinned", "Pinned: never deleted"
    VANISH = "vanish", "Vanish: gone, with its messages, 5 minutes after everybody left"

    @property
    def words(self):
        return {
            "temporary": f"kept {spell(limits.TEMPORARY_SECONDS)} after the last person leaves",
            "kept": f"archived after {spell(limits.ARCHIVE_SECONDS)} without anybody",
            "pinned": "kept for good",
            "vanish": f"vanishes {spell(limits.VANISH_SECONDS)} after everybody left",
        }[self.value]


class LifetimeQuerySet(models.QuerySet):
    def empty(self):
        """Rooms no connection counts in; `sweep` removes connections that no longer count, and moves `seen_at`."""
        return self.filter(connections=None)

    def expired(self, now, age=NONE):
        """To be deleted. Who looks into an archived room is in it, too."""
        archived = Q(state="archived", state_at__lte=before(now, limits.ARCHIVED_SECONDS, age), seen_at__lte=before(now, limits.VANISH_SECONDS))
        return self.empty().filter(
            Q(lifetime=Lifetime.VANISH, seen_at__lte=before(now, limits.VANISH_SECONDS, age))
            | Q(lifetime=Lifetime.TEMPORARY, seen_at__lte=before(now, limits.TEMPORARY_SECONDS, age))
            | archived & ~Q(lifetime=Lifetime.PINNED)
            | Q(state="closed", state_at__lte=before(now, limits.CLOSED_SECONDS, age))
        )

    def idle(self, now, age=NONE):
        """To be archived."""
        return self.empty().filter(lifetime=Lifetime.KEPT, state="open", seen_at__lte=before(now, limits.ARCHIVE_SECONDS, age))

    def archive_idle(self, now, age=NONE):
        """Yields how many after each transaction, as the next one. Whoever is coming in is faster or too late."""
        for pk in list(self.idle(now, age).values_list("pk", flat=True)):
            with transaction.atomic():
                room = self._held(pk, "idle", now, age)
                if room:
                    room.archive()
            yield int(bool(room))

    def delete_expired(self, now, age=NONE):
        """What is in a large room goes first, some at a time, once nobody can come in any more."""
        for pk in list(self.expired(now, age).values_list("pk", flat=True)):
            with transaction.atomic():
                room = self._held(pk, "expired", now, age)
                large = bool(room) and is_large(room)
                if large:
                    condemn(room)
                elif room:
                    remove(room)
            if large:
                yield from emptied(room)
                with transaction.atomic():
                    room = self._held(pk, "expired", now, age)  # an administrator may have brought back what is left
                    if room:
                        remove(room)
            yield int(bool(room))

    def _held(self, pk, still, now, age):
        """The room, if it is still so. FOR UPDATE: it waits for whoever is entering, and who enters later finds no room."""
        locked = self.model.objects.select_for_update().filter(pk=pk).first()
        return locked if locked and getattr(self.model.objects.filter(pk=pk), still)(now, age).exists() else None

    def dismantle(self, ids):
        """Delete these rooms with everything in them, whoever is in them."""
        for pk in ids:
            with transaction.atomic():
                room = self.model.objects.select_for_update().filter(pk=pk).first()  # who says something meanwhile waits, and finds no room
                if room:
                    remove(room)

    def next_vanishing(self):
        """When the next vanish room goes, or None; the slower lifetimes have time until somebody looks."""
        seen = self.empty().filter(lifetime=Lifetime.VANISH).aggregate(at=models.Min("seen_at"))["at"]
        return seen and seen + timedelta(seconds=limits.VANISH_SECONDS)

    def touch(self, ids, now):
        """Somebody is on their way in: those of these rooms that are still there."""
        self.filter(pk__in=ids, seen_at__lt=now).update(seen_at=now)
        return set(self.filter(pk__in=ids).values_list("pk", flat=True))


def soonest(room):
    """Seconds after which something of it may go once nobody is seen in it."""
    kinds = {Lifetime.VANISH: limits.VANISH_SECONDS, Lifetime.TEMPORARY: limits.TEMPORARY_SECONDS}
    seconds = limits.VANISH_SECONDS if room.state == "archived" else kinds.get(room.lifetime, limits.ARCHIVE_SECONDS)
    return min(seconds, limits.EMPTY_SECONDS) if room.retention == Retention.EMPTY else seconds


def contents(room):
    """What hangs on it, table by table."""
    for relation in room._meta.related_objects:
        if relation.on_delete is models.CASCADE:
            yield relation.related_model._base_manager.filter(**{relation.field.name: room.pk})


def is_large(room):
    return any(rows[AT_ONCE : AT_ONCE + 1].exists() for rows in contents(room))


def condemn(room):
    """It is as good as gone: closed for good to everybody."""
    disconnect(Close.NO_ROOM, room=room.pk)
    room.change(state="closed", state_at=LONG_AGO)


def emptied(room):
    """Yields 0 after each transaction: what is in a room is not counted, the room is."""
    for rows in contents(room):
        while ids := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
            with transaction.atomic():
                rows.filter(pk__in=ids).delete()
            yield 0


def remove(room):
    """With everything in it."""
    disconnect(Close.NO_ROOM, room=room.pk)
    for hear in registry.endings:
        hear(room)
    room.delete()
