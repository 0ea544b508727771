"""Somebody's timers and stopwatches, many at once: new ones, finding, what changed."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from rooms.live.broadcast import ring
from rooms.live.protocol import Refused
from syncroom import limits

AT_ONCE = 50  # people asked about in one query


class PocketQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed=False)

    def my_changes(self, since):
        """`since`: {user id: number}; (user id, event) for each of theirs that changed after it."""
        people = list(since.items())
        for start in range(0, len(people), AT_ONCE):
            asked = [Q(user=user, number__gt=number, **({} if number else {"removed": False})) for user, number in people[start : start + AT_ONCE]]
            for pocket in self.filter(reduce(or_, asked)):
                yield pocket.user_id, pocket.as_event()


class PocketManager(models.Manager.from_queryset(PocketQuerySet)):
    def add(self, user_id, client_id, kind, label, length_ms, start):
        """One more; Refused `too-many-timers`. Sent again it is answered again."""
        if known := self.filter(user=user_id, client_id=client_id).first():
            return known.receipt
        number = User.objects.number(user_id)
        if self.standing().filter(user=user_id).count() >= limits.POCKET_TIMERS:
            raise Refused("too-many-timers")
        words = " ".join(label.replace("\x00", "").split())
        pocket = self.model(user_id=user_id, client_id=client_id, kind=kind, label=words, length_ms=length_ms, ms=length_ms or 0, number=number)
        for name, value in (pocket.started(timezone.now(), pocket.ms) if start else {}).items():
            setattr(pocket, name, value)
        pocket.save(force_insert=True)
        ring(user_id)
        return pocket.receipt

    def mine(self, membership, id):
        """A standing one of the member's own; Refused `not-found`."""
        pocket = self.standing().filter(user=membership.user_id, pk=id).first()
        if pocket is None:
            raise Refused("not-found")
        return pocket
