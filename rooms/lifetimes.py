"""How long rooms are kept, and how they go: one policy, used by the scheduler, the commands and the pages."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Q

from rooms.live.broadcast import disconnect
from rooms.live.protocol import Close
from syncroom import limits


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


def spell(seconds):
    """86400 → "24 h", 2592000 → "30 days"."""
    for unit, name in ((86_400, "days"), (3_600, "h"), (60, "minutes"), (1, "s")):
        if seconds % unit == 0 and (seconds > unit or unit == 1):
            return f"{seconds // unit} {name}"
    return f"{seconds} s"


def before(now, seconds):
    return now - timedelta(seconds=seconds)


class LifetimeQuerySet(models.QuerySet):
    def empty(self):
        """Rooms no connection counts in; `sweep` removes connections that no longer count, and moves `seen_at`."""
        return self.filter(connections=None)

    def expired(self, now):
        """To be deleted."""
        return self.empty().filter(
            Q(lifetime=Lifetime.VANISH, seen_at__lte=before(now, limits.VANISH_SECONDS))
            | Q(lifetime=Lifetime.TEMPORARY, seen_at__lte=before(now, limits.TEMPORARY_SECONDS))
            | Q(state="archived", state_at__lte=before(now, limits.ARCHIVED_SECONDS)) & ~Q(lifetime=Lifetime.PINNED)
            | Q(state="closed", state_at__lte=before(now, limits.CLOSED_SECONDS))
        )

    def idle(self, now):
        """To be archived."""
        return self.empty().filter(lifetime=Lifetime.KEPT, state="open", seen_at__lte=before(now, limits.ARCHIVE_SECONDS))

    def expire(self, now):
        """Archive what is idle, delete what has expired: (archived, deleted) counts. Whoever is coming in is faster or too late."""
        archived = sum(self._each(self.idle(now), lambda room: room.archive(), now, "idle"))
        return archived, sum(self._each(self.expired(now), remove, now, "expired"))

    def _each(self, due, act, now, still):
        for pk in list(due.values_list("pk", flat=True)):
            with transaction.atomic():
                # FOR UPDATE: it waits for whoever is entering, and who enters later finds no room.
                locked = self.model.objects.select_for_update().filter(pk=pk).first()
                if locked and getattr(self.model.objects.filter(pk=pk), still)(now).exists():
                    act(locked)
                    yield 1

    def dismantle(self, ids):
        """Delete these rooms with everything in them, whoever is in them."""
        for room in self.filter(pk__in=ids):
            with transaction.atomic():
                remove(room)

    def next_vanishing(self):
        """When the next vanish room goes, or None; the slower lifetimes have time until somebody looks."""
        seen = self.empty().filter(lifetime=Lifetime.VANISH).aggregate(at=models.Min("seen_at"))["at"]
        return seen and seen + timedelta(seconds=limits.VANISH_SECONDS)


def remove(room):
    """With everything in it."""
    disconnect(Close.NO_ROOM, room=room.pk)
    room.delete()
