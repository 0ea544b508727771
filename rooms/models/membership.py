"""Who belongs to a room, as what, and how far they have read."""

import msgspec
from django.conf import settings
from django.db import connection, models, transaction
from django.utils import timezone

from rooms.events import MemberChanged, Person
from rooms.live.broadcast import disconnect, publish, stir
from rooms.live.protocol import Close, Refused
from rooms.permissions import GRANTS, Role
from rooms.sql import values


class Member(msgspec.Struct, frozen=True):
    """A membership as the writer looks it up: what permission and speaking need, at a tenth of the cost of two model instances."""

    pk: int
    room_id: int
    user_id: int
    name: str
    role: str
    state: str  # of the room

    def may(self, permission):
        return permission in GRANTS[self.role]

    @property
    def refusal(self):
        """Why nothing can be done in the room, as a code, or None."""
        return None if self.state == "open" else self.state

    def whole(self):
        """The membership itself, with its room, for what is done singly."""
        return Membership.objects.select_related("room").get(pk=self.pk)


class MembershipManager(models.Manager):
    def of(self, pairs):
        """{(room id, user id): Member} of active people for these pairs, in one query; a row per pair, not rooms × users."""
        rows, parameters = values(pairs)
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH asked(room, person) AS (VALUES {rows})"  # noqa: S608 placeholders only
                " SELECT m.id, m.room_id, m.user_id, m.name, m.role, r.state FROM asked"
                " JOIN rooms_membership m ON m.room_id = asked.room AND m.user_id = asked.person"
                " JOIN rooms_room r ON r.id = m.room_id JOIN accounts_user u ON u.id = m.user_id WHERE u.is_active",
                parameters,
            )
            found = cursor.fetchall()
        return {row[1:3]: Member(*row) for row in found}

    def enrol(self, room, user, role, former=None):
        """A new membership, or a former one again, and everybody hears of it."""
        membership = former or self.model(room=room, user=user)
        membership.seq, membership.name, membership.role = room.next_seq(), user.name, role
        membership.joined_at, membership.read_place = timezone.now(), membership.seq
        membership.save()
        membership.tell()
        return membership

    def standing(self):
        return self.exclude(role=Role.GONE)

    def changes(self, room, since):
        rows = self.filter(room=room, seq__gt=since)
        return (row.as_event() for row in (rows if since else rows.exclude(role=Role.GONE)))

    def rename(self, user):
        """Every room hears what they are called now."""
        with transaction.atomic():
            for membership in self.filter(user=user).exclude(role=Role.GONE).select_related("room").order_by("room"):
                membership.change(name=user.name)

    def part(self, users):
        """These people are about to be deleted, owners too: every room hears that they are gone."""
        with transaction.atomic():
            rows = list(self.filter(user__in=users).exclude(role=Role.GONE).select_related("room").order_by("room"))
            Membership.room.field.related_model.objects.lock({row.room_id for row in rows})
            for membership in rows:
                membership.change(role=Role.GONE)


class Membership(models.Model):
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="memberships", db_index=False)
    # The tombstone of somebody who is gone for good stays: others may still have to hear of it.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="memberships", db_constraint=False)
    name = models.CharField(max_length=150)  # as the room knows them
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.MEMBER)
    joined_at = models.DateTimeField(default=timezone.now)
    read_place = models.PositiveBigIntegerField(default=0, editable=False)  # the last message they have seen
    seq = models.PositiveBigIntegerField(default=0, editable=False)

    objects = MembershipManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="one_membership_per_room")]
        indexes = [models.Index(fields=["room", "seq"], name="membership_changes")]

    def __str__(self):
        return f"{self.name} ({self.role})"

    def may(self, permission):
        return permission in GRANTS[self.role]

    def revoke(self):
        """Removed by somebody: they are shown out."""
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
        stir([self.room_id])
        disconnect(Close.LEFT, user=self.user_id, room=self.room_id)

    @transaction.atomic
    def change(self, **fields):
        self.seq = self.room.next_seq()
        Membership.objects.filter(pk=self.pk).update(seq=self.seq, **fields)
        for name, value in fields.items():
            setattr(self, name, value)
        self.tell()

    def tell(self):
        publish(self.room_id, self.as_event())
        stir([self.room_id])

    def read(self, place):
        """Messages up to `place` are read; never back."""
        Membership.objects.filter(pk=self.pk, read_place__lt=place).update(read_place=place)

    def as_event(self):
        return MemberChanged(seq=self.seq, member=Person(id=self.user_id, name=self.name, role=self.role))
