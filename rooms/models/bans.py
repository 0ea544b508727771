"""Bans: an account, the devices it was used on, and for a while its address; each for so long, with a reason, until it is lifted."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from rooms.devices import origin
from rooms.live.protocol import Refused
from syncroom import limits
from syncroom.spans import NONE, before

from .acts import Somebody, who

TRACED = timedelta(days=30)  # how long it is remembered where somebody came from
ADDRESS = timedelta(seconds=limits.BAN_ADDRESS_SECONDS)
WHY_CHARS = 300


class TraceManager(models.Manager):
    def note(self, user, device, address, now):
        row = self.model(user=user, device=device, address=address, seen_at=now)
        self.bulk_create([row], update_conflicts=True, unique_fields=["user", "device"], update_fields=["address", "seen_at"])

    def whereabouts(self, user):
        """({device, …}, address): where this person, or who is not one yet (None), has been lately and is now, as far as that is known."""
        traces = list(self.filter(user=user).order_by("-seen_at").values_list("device", "address")) if user and user.pk else []
        here = origin(user)
        devices = {device for device, _ in traces} | ({here.device} - {""} if here else set())
        return devices, here.address if here else traces[0][1] if traces else ""

    def over(self, now, age=NONE):
        """What is older than it is remembered."""
        return self.filter(seen_at__lt=now - max(TRACED, age))


class Trace(models.Model):
    """Where somebody came from lately; told to nobody, and only looked at where a ban is made or checked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="traces", db_index=False)
    device = models.CharField(max_length=32)
    address = models.CharField(max_length=50)
    seen_at = models.DateTimeField(db_index=True)

    objects = TraceManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "device"], name="one_trace_per_device")]

    def __str__(self):
        return f"{self.user_id}, {self.seen_at:%Y-%m-%d}"


class BanQuerySet(models.QuerySet):
    def holding(self, now):
        return self.filter(Q(until=None) | Q(until__gt=now), lifted_at=None)

    def over(self, now, age=NONE):
        """Those that have not held for long."""
        then = before(now, limits.OVER_SECONDS, age)
        return self.filter(Q(until__lte=then) | Q(lifted_at__lte=then))

    def ending(self, now, within):
        """Those that hold and end by themselves soon."""
        return self.filter(lifted_at=None, until__gt=now, until__lte=now + within)

    def listed(self, room):
        """Those of a room that hold, the newest first."""
        return self.holding(timezone.now()).filter(room=room).order_by("-pk")

    def against(self, room, user, now=None):
        """The ban that keeps this person, by account, device or address, out of the room; or None. `user` may be somebody not yet saved."""
        now = now or timezone.now()
        bans = list(self.holding(now).filter(room=room).order_by("-pk"))
        if not bans:
            return None
        devices, address = Trace.objects.whereabouts(user)
        return next((ban for ban in bans if ban.hits(user.pk, devices, address, now)), None)

    def impose(self, membership, by, why, until, now, by_site=False):
        """Keep out whom this membership is of; what held for them before is over. Refused `sites-ban` where that is not theirs to replace."""
        by, held = who(by), self.holding(now).filter(room=membership.room_id, user=membership.user_id)
        if not by_site and held.filter(by_site=True).exists():
            raise Refused("sites-ban")
        held.update(lifted_at=now, lifted_by=by.name)
        traces = Trace.objects.filter(user=membership.user_id, seen_at__gte=now - TRACED).order_by("-seen_at")
        found = list(traces.values_list("device", "address"))
        return self.create(
            room_id=membership.room_id,
            user_id=membership.user_id,
            name=membership.name,
            by_id=by.user_id,
            by_name=by.name,
            by_site=by_site,
            why=why[:WHY_CHARS],
            at=now,
            until=until,
            devices=[device for device, _ in found],
            address=found[0][1] if found else "",
            address_until=min(until or now + ADDRESS, now + ADDRESS),
        )


class Ban(models.Model):
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="bans")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=150)  # as they were called then
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    by_site = models.BooleanField("by the site's moderators", default=False)  # who alone lift it
    why = models.CharField("reason", max_length=WHY_CHARS, blank=True)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)  # None: for good
    devices = models.JSONField(default=list)
    address = models.CharField(max_length=50, blank=True)
    address_until = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.CharField(max_length=150, blank=True)

    objects = BanQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["until"], name="ban_ends", condition=Q(lifted_at=None))]

    def __str__(self):
        return f"{self.name}, by {self.by_name}"

    @property
    def somebody(self):
        return Somebody(self.user_id, self.name)

    def hits(self, user_id, devices, address, now):
        named = self.user_id is not None and self.user_id == user_id
        return named or not devices.isdisjoint(self.devices) or (bool(self.address) and self.address == address and now < self.address_until)

    def lift(self, by, now):
        """They may come in again; True in the one of many calls that lifts it."""
        return bool(Ban.objects.filter(pk=self.pk, lifted_at=None).update(lifted_at=now, lifted_by=by.name))
