"""A room: a code, a name, a sequence, a lifetime."""

from django.contrib.auth.hashers import make_password
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.preferences import SCENES
from rooms.events import RoomChanged
from rooms.lifetimes import Lifetime, spell
from rooms.live import registry
from rooms.live.broadcast import publish
from rooms.live.protocol import Refused
from rooms.permissions import Audience, Role
from rooms.retention import Retention
from syncroom import limits

from .bans import Ban
from .door import Door
from .presence import Connection
from .rooms import Access, RoomQuerySet, State, Visibility, name_key
from .steering import Steering

SLOW = [(0, "Off"), *((seconds, f"One message every {spell(seconds)}") for seconds in (5, 10, 30, 60, 300))]

TOLD = [name for name in RoomChanged.__struct_fields__ if name != "seq"]


def usual_capacity():
    return limits.CAPACITY


class Room(Steering, Door, models.Model):
    code = models.CharField(max_length=40)
    code_key = models.CharField(max_length=40, unique=True, editable=False)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=600, editable=False, db_index=True)  # folded: one letter may become three
    topic = models.CharField(max_length=500, blank=True)
    description = models.TextField(blank=True)
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.UNLISTED)
    access = models.CharField(max_length=8, choices=Access.choices, default=Access.OPEN)
    accounts_only = models.BooleanField("accounts only", default=False)
    capacity = models.PositiveIntegerField(default=usual_capacity)
    lifetime = models.CharField(max_length=9, choices=Lifetime.choices, default=Lifetime.KEPT)
    passcode_hash = models.CharField(max_length=128, blank=True, editable=False)
    locked = models.BooleanField(default=False)  # nobody new may come in
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    state_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)  # when somebody was last in it
    tools_by = models.CharField("who may run the tools", max_length=10, choices=Audience.choices, default=Audience.ALL)
    invites_by = models.CharField("who may invite", max_length=10, choices=Audience.choices, default=Audience.MODERATORS)
    past_for = models.CharField("who sees what was said before they joined", max_length=10, choices=Audience.choices, default=Audience.ALL)
    retention = models.CharField("how long messages are kept", max_length=5, choices=Retention.choices, default=Retention.EVER)
    retention_at = models.DateTimeField(null=True, editable=False)  # when that was chosen
    warned_at = models.DateTimeField(null=True, editable=False)  # the `state_at` of which its owner was told by mail that it goes
    slow_seconds = models.PositiveSmallIntegerField("slow mode", choices=SLOW, default=0)
    scene = models.CharField(max_length=8, choices=list(SCENES.items()), default="rain")
    owner_left_at = models.DateTimeField(null=True, default=timezone.now, editable=False)  # None while they are here
    acting_host = models.BigIntegerField(null=True, editable=False)  # id of the user who stands in for the owner
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    changed_seq = models.PositiveBigIntegerField(default=0, editable=False)  # of the last change of its own properties

    objects = RoomQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name_key"], condition=Q(visibility="public", state="open"), name="one_open_public_room_of_a_name")
        ]
        indexes = [
            models.Index(fields=["lifetime", "state", "seen_at"], name="room_lifetimes"),
            models.Index(fields=["retention"], name="room_retention", condition=~Q(retention="ever")),
            models.Index(fields=["seen_at"], name="room_seen"),
        ]

    def __str__(self):
        return self.name

    @property
    def refusal(self):
        """Why nothing can be done here, as a code, or None."""
        return None if self.state == State.OPEN else self.state

    def next_seq(self):
        """The number of the change being made in this transaction."""
        return Room.objects.number({self.pk: 1})[self.pk]

    @transaction.atomic
    def admit(self, user, role=Role.MEMBER, vouched=False):
        """Make `user` a member and return the membership; who is one already stays as they are. Refused in words otherwise.

        `vouched`: they gave the passcode, were invited, or were let in.
        """
        self.stand_still(timezone.now(), user)
        membership = self.memberships.filter(user=user).first()
        if membership and membership.role != Role.GONE:
            return membership
        if refusal := self.refusal_for(user):
            raise Refused(refusal)
        if self.asks_first and not vouched:
            raise Refused("knock-first")
        return self.memberships.enrol(self, user, role, membership)

    def refusal_for(self, user):
        """Why this newcomer cannot come in now, passcode apart, as a code, or None."""
        if self.refusal:
            return self.refusal
        if Ban.objects.against(self, user):
            return "banned"
        if self.locked:
            return "locked"
        if self.accounts_only and user.is_guest:
            return "accounts-only"
        return "full" if Connection.objects.people(self.pk) >= self.capacity else None

    @transaction.atomic
    def change(self, **fields):
        """Write these properties and tell everyone; `passcode`: a new one, "" for none."""
        if (passcode := fields.pop("passcode", None)) is not None:
            fields["passcode_hash"] = make_password(passcode) if passcode else ""
        if "retention" in fields:
            fields["retention_at"] = timezone.now()
        if "name" in fields:
            fields["name_key"] = name_key(fields["name"])
        self.seq = self.changed_seq = self.next_seq()
        Room.objects.filter(pk=self.pk).update(changed_seq=self.changed_seq, **fields)
        for name, value in fields.items():
            setattr(self, name, value)
        publish(self.pk, self.as_event())
        for hear in registry.revisions:
            hear(self, fields.keys())

    def as_event(self):
        return RoomChanged(seq=self.changed_seq, **{name: getattr(self, name) for name in TOLD})

    @property
    def lifetime_words(self):
        return Lifetime(self.lifetime).words

    @property
    def retention_words(self):
        return Retention(self.retention).words

    @classmethod
    def changes(cls, room, since):
        """The room itself, if it changed after `since` (a newcomer's page already shows it)."""
        room = cls.objects.get(pk=room.pk)
        return [room.as_event()] if room.changed_seq > since else []
