"""Who belongs to a room, as what, and how far they have read."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from rooms.events import MemberChanged, Person
from rooms.live import registry
from rooms.live.broadcast import disconnect, publish, stir
from rooms.live.protocol import Close, Refused, moment
from rooms.permissions import Permission, Role, Standing
from rooms.speaking import Speaking

from .members import MembershipManager
from .moderating import Moderating
from .roles import Roles


class Membership(Roles, Moderating, Standing, Speaking, models.Model):
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="memberships", db_index=False)
    # The tombstone of somebody who is gone for good stays: others may still have to hear of it.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="memberships", db_constraint=False)
    name = models.CharField(max_length=150)  # as the room knows them
    face = models.CharField(max_length=40, blank=True, default="")  # the name of their picture
    erased = models.BooleanField(default=False, editable=False)  # they deleted their account: nobody shall read their name
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now)
    joined_place = models.PositiveBigIntegerField(default=0, editable=False)  # the room's last number when they came
    read_place = models.PositiveBigIntegerField(default=0, editable=False)  # the last message they have seen
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    away_since = models.DateTimeField(null=True, editable=False)
    silenced_until = models.DateTimeField(null=True, editable=False)
    spoke_at = models.DateTimeField(null=True, editable=False)  # only kept in slow mode

    objects = MembershipManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="one_membership_per_room")]
        indexes = [models.Index(fields=["room", "seq"], name="membership_changes")]

    def __str__(self):
        return f"{self.name} ({self.role})"

    @property
    def acting(self):
        return self.room.acting_host == self.user_id

    @property
    def slow_seconds(self):
        return self.room.slow_seconds

    def room_choice(self, name):
        return getattr(self.room, name)

    @property
    def floor(self):
        """The place after which they may see what was said."""
        return 0 if self.may(Permission.SEE_PAST) else self.joined_place

    def revoke(self):
        """They are shown out."""
        if self.role == Role.OWNER:
            raise Refused("last-owner")
        with transaction.atomic():
            self.change(role=Role.GONE)
            disconnect(Close.REMOVED, user=self.user_id, room=self.room_id)

    def resign(self):
        """No longer a member, by their own wish."""
        with transaction.atomic():
            if self.role == Role.OWNER:
                raise Refused("last-owner")
            self.change(role=Role.GONE)
            self.step_out()

    @transaction.atomic
    def step_out(self):
        """Out of the room, still a member: every tab of theirs closes, and they are not shown for a moment longer."""
        self.connections.all().delete()
        registry.left([(self.room_id, self.user_id, timezone.now())])
        stir([self.room_id])
        disconnect(Close.LEFT, user=self.user_id, room=self.room_id)

    @transaction.atomic
    def change(self, **fields):
        self.seq = self.room.next_seq()
        Membership.objects.filter(pk=self.pk).update(seq=self.seq, **fields)
        for name, value in fields.items():
            setattr(self, name, value)
        self.tell()
        if fields.get("role") == Role.GONE:
            registry.left([(self.room_id, self.user_id, timezone.now())])

    @transaction.atomic
    def go_away(self, at):
        """Still connected, but not here since `at`."""
        if Membership.objects.filter(pk=self.pk, away_since=None).update(away_since=at):
            registry.left([(self.room_id, self.user_id, at)])
            stir([self.room_id])

    @transaction.atomic
    def come_back(self, now):
        """Here again, if anybody is at the other end."""
        if Membership.objects.filter(pk=self.pk).exclude(away_since=None).update(away_since=None):
            if self.connections.alive(now).exists():
                registry.came([(self.room_id, self.user_id, now)])
            stir([self.room_id])

    def tell(self):
        publish(self.room_id, self.as_event())
        stir([self.room_id])

    def read(self, place):
        """Messages up to `place` are read; never back."""
        Membership.objects.filter(pk=self.pk, read_place__lt=place).update(read_place=place)

    def as_event(self):
        silenced = self.silenced_until and self.silenced_until > timezone.now()
        until = {"silenced_until": moment(self.silenced_until)} if silenced else {}
        who = {"face": self.face or None, "erased": self.erased}
        return MemberChanged(seq=self.seq, member=Person(id=self.user_id, name=self.name, role=self.role, **who, **until))
