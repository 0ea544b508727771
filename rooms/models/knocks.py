"""Knocks, many at once: made, waited for, told to those who may answer, forgotten."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Count, Min, Q
from django.utils import timezone

from rooms.events import Knocks
from rooms.live.broadcast import stir, wake_at
from rooms.live.protocol import Refused
from rooms.permissions import Permission
from syncroom import limits
from syncroom.spans import NONE

from .bans import Trace
from .membership import Membership

DAY = timedelta(days=1)  # for which denials count, and after which nothing of a knock is left
SEEN_GRAIN = timedelta(seconds=5)  # how exactly we care to know when somebody last looked


class State(models.TextChoices):
    WAITING = "waiting", "waits"
    ADMITTED = "admitted", "was let in"
    DENIED = "denied", "was not let in"
    LEFT = "left", "went away"


def ends(seen_at, asked_at):
    """When a knock is over unless its maker looks again before."""
    return min(seen_at + timedelta(seconds=limits.KNOCK_SILENCE_SECONDS), asked_at + timedelta(seconds=limits.KNOCK_SECONDS))


class KnockQuerySet(models.QuerySet):
    def waiting(self, now):
        quiet, old = (now - timedelta(seconds=seconds) for seconds in (limits.KNOCK_SILENCE_SECONDS, limits.KNOCK_SECONDS))
        return self.filter(state=State.WAITING, seen_at__gt=quiet, asked_at__gt=old)

    def of(self, room, user):
        """The last knock of this person at this room, or None."""
        return self.filter(room=room, user=user).select_related("room").order_by("-pk").first() if user.is_authenticated else None

    def counts(self, memberships):
        """{room id: how many wait} for those of these memberships who may answer."""
        rooms = {membership.room_id for membership in memberships if membership.may(Permission.MODERATE)}
        rows = self.waiting(timezone.now()).filter(room__in=rooms).values_list("room").annotate(n=Count("pk")).order_by()
        return dict(rows) if rooms else {}

    def private(self, rooms):
        """{room id: (event, ids of those who may know)} of rooms where somebody has knocked in the last day."""
        now = timezone.now()
        known = set(self.filter(room__in=rooms).values_list("room", flat=True).distinct())
        if not known:
            return {}
        waiting = {room: [] for room in known}
        for knock in self.waiting(now).filter(room__in=known).select_related("user", "invitation__made_by").order_by("pk"):
            waiting[knock.room_id].append(knock.as_knocker())
        keepers = Membership.objects.doorkeepers(known)
        return {room: (Knocks(waiting=people), keepers.get(room, set())) for room, people in waiting.items()}

    def check_denials(self, room, user, now):
        """Refused for whoever was turned away just now, or too often today, with whatever account on the same device.

        `user` is None for somebody who is still nobody. Of one address, where many may sit, more may be turned away.
        """
        denied = self.filter(room=room, state=State.DENIED, answered_at__gt=now - DAY)
        devices, address = Trace.objects.whereabouts(user)
        mine = denied.filter(Q(user=user) | Q(user__traces__device__in=devices)).distinct()
        times = sorted(mine.values_list("answered_at", flat=True))
        neighbours = denied.filter(user__traces__address=address).distinct().count() if address else 0
        if len(times) >= limits.KNOCK_DENIALS or neighbours >= limits.KNOCK_DENIALS_ADDRESS:
            raise Refused("knocked-enough")
        again = times and times[-1] + timedelta(seconds=limits.KNOCK_AGAIN_SECONDS)
        if again and again > now:
            raise Refused("knock-later", retry_after=(again - now).total_seconds())

    @transaction.atomic
    def make(self, room, user, reason="", invitation=None):
        """`user` waits at the door; who waits already goes on waiting. Refused otherwise."""
        now = timezone.now()
        room.stand_still(now, user)
        if refusal := room.refusal_for(user):
            raise Refused(refusal)
        if found := self.waiting(now).filter(room=room, user=user).first():
            return found
        self.check_denials(room, user, now)
        if self.waiting(now).filter(room=room).count() >= limits.KNOCKS_WAITING:
            raise Refused("door-crowded")
        self.filter(room=room, user=user, state=State.WAITING).update(state=State.LEFT)
        knock = self.create(room=room, user=user, reason=reason, invitation=invitation, asked_at=now, seen_at=now)
        stir([room.pk])
        wake_at(ends(now, now))
        return knock

    def next_due(self):
        """When somebody is no longer waited for, or None."""
        first = self.filter(state=State.WAITING).aggregate(seen=Min("seen_at"), asked=Min("asked_at"))
        return first["seen"] and ends(first["seen"], first["asked"])

    @transaction.atomic
    def sweep(self, now):
        """Who has gone no longer waits, and old knocks are forgotten."""
        over = self.filter(state=State.WAITING).exclude(pk__in=self.waiting(now).values("pk"))
        rooms = set(over.values_list("room", flat=True))
        if rooms:
            over.update(state=State.LEFT)
            stir(rooms)
        self.over(now).delete()

    def over(self, now, age=NONE):
        """Those of which nothing is to be left."""
        then = now - max(DAY, age)
        return self.filter(asked_at__lte=then).exclude(state=State.WAITING).filter(Q(answered_at=None) | Q(answered_at__lte=then))
