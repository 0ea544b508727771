"""Invitations: links that open a room, kept as hashes, each for so long, so many, and as long as who made it may invite."""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone

from rooms.live import registry
from rooms.live.protocol import Refused
from rooms.permissions import Permission, Role
from syncroom import limits
from syncroom.spans import NONE, before

from .acts import RoomAct
from .membership import Membership

TOKEN_BYTES = 16


class Lasts(models.TextChoices):
    HOUR = "1h", "1 hour"
    DAY = "1d", "1 day"
    WEEK = "7d", "7 days"
    MONTH = "30d", "30 days"
    ALWAYS = "never", "until it is revoked"

    @property
    def time(self):
        """A timedelta, or None for ever."""
        hours = {"1h": 1, "1d": 24, "7d": 7 * 24, "30d": 30 * 24}.get(self.value)
        return hours and timedelta(hours=hours)


def digest(token):
    return sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet):
    def found(self, token):
        """The invitation of this token, whether it still holds or not; or None."""
        return self.filter(token_hash=digest(token)).select_related("room").first()

    def holding(self, now):
        """Those that still hold, as far as their own row says: see `fault`."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=now), Q(most_uses=None) | Q(uses__lt=F("most_uses")), revoked_at=None)

    def seen_by(self, membership):
        """All of the room for those who moderate it, others their own; the newest first."""
        mine = {} if membership.may(Permission.MODERATE) else {"made_by": membership.user_id}
        return self.filter(room=membership.room, **mine).order_by("-made_at", "-pk")

    def with_faults(self, now):
        """[(invitation, fault or None), …] of one room; each carries its `inviter`."""
        rows = list(self.select_related("made_by"))
        inviters = Membership.objects.standing().filter(room__in={row.room_id for row in rows}, user__in={row.made_by_id for row in rows})
        inviters = {member.user_id: member for member in inviters.select_related("room", "user")}
        return [(row, row.fault(now, inviters.get(row.made_by_id))) for row in rows]

    @transaction.atomic
    def offer(self, membership, lasts=Lasts.WEEK, most_uses=None, role=Role.MEMBER, needs_approval=False):
        """(invitation, token): the only time anybody sees the token."""
        room, now = membership.room, timezone.now()
        type(room).objects.lock({room.pk})
        if refusal := room.refusal:
            raise Refused(refusal)
        if not needed(role) <= {permission for permission in Permission if membership.may(permission)}:
            raise Refused("forbidden")
        if self.filter(room=room).holding(now).count() >= limits.INVITATIONS:
            raise Refused("too-many-invitations")
        token, time = secrets.token_urlsafe(TOKEN_BYTES), Lasts(lasts).time
        ends = time and now + time
        fields = {"expires_at": ends, "most_uses": most_uses, "role": role, "needs_approval": needs_approval}
        made = self.create(room=room, made_by_id=membership.user_id, made_at=now, token_hash=digest(token), **fields)
        RoomAct.objects.note(room.pk, membership, "invite", after={"role": role, "lasts": lasts, "most_uses": most_uses})
        return made, token

    def over(self, now, age=NONE):
        """Those that have not held for long, and are no longer listed."""
        then = before(now, limits.OVER_SECONDS, age)
        used_up = Q(most_uses__isnull=False, uses__gte=F("most_uses"), used_at__lte=then)
        return self.filter(Q(expires_at__lte=then) | Q(revoked_at__lte=then) | used_up)


def needed(role):
    """What one must be allowed to give this role by a link."""
    return {Permission.INVITE} if role == Role.MEMBER else {Permission.INVITE, Permission.MANAGE}


class Invitation(models.Model):
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)
    most_uses = models.PositiveIntegerField(null=True)  # None: any number
    uses = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True)
    role = models.CharField(max_length=9, choices=[(role, role.label) for role in (Role.MEMBER, Role.MODERATOR)], default=Role.MEMBER)
    needs_approval = models.BooleanField(default=False)  # whoever follows it knocks
    revoked_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    def __str__(self):
        return f"Invitation {self.pk}"

    @property
    def inviter(self):
        """The standing membership of who made it, as it is now, or None."""
        return self.room.memberships.standing().filter(user=self.made_by_id).select_related("room", "user").first()

    def backed(self, inviter):
        """Whoever made it could still make it; who was removed and came again does not bring old links back."""
        able = inviter is not None and inviter.user.is_active and inviter.joined_at <= self.made_at
        return able and all(inviter.may(permission) for permission in needed(self.role))

    def fault(self, now, inviter):
        """Why it no longer holds, as a code, or None."""
        if self.revoked_at:
            return "revoked"
        if self.expires_at and self.expires_at <= now:
            return "expired"
        if self.most_uses is not None and self.uses >= self.most_uses:
            return "used-up"
        return None if self.backed(inviter) else "withdrawn"

    @transaction.atomic
    def accept(self, user):
        """`user` becomes a member, whatever the passcode; who is one already stays as they are, and it is not used. Else Refused."""
        type(self.room).objects.lock({self.room_id})
        if membership := self.room.memberships.standing().filter(user=user).first():
            return membership
        if self.needs_approval:
            raise Refused("knock-first")
        self.spend(timezone.now())
        return self.room.admit(user, self.role, vouched=True)

    def spend(self, now):
        """One use, inside the transaction that admits: of those who race for the last one, one gets it."""
        mine = Invitation.objects.filter(pk=self.pk)
        if not self.backed(self.inviter) or not mine.holding(now).update(uses=F("uses") + 1, used_at=now):
            raise Refused("invitation-over")

    @transaction.atomic
    def revoke(self, by, why=""):
        """It no longer opens anything; True if that is news."""
        revoked = bool(Invitation.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=timezone.now()))
        if revoked:
            RoomAct.objects.note(self.room_id, by, "uninvite", about=self.made_by, why=why)
        return revoked


registry.logged("invite", lambda act: "made an invitation" + (" for a moderator" if act.after["role"] == Role.MODERATOR else ""))
registry.logged("uninvite", lambda act: f"revoked an invitation of {act.about_name or 'somebody who is gone'}")
