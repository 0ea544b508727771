"""Members, many at once: looked up, enrolled, renamed, parted with."""

from datetime import datetime

import msgspec
from django.db import connection, models, transaction
from django.utils import timezone

from accounts.erasing import GONE
from rooms.live.broadcast import wake_at
from rooms.permissions import Audience, Permission, Role, Standing
from rooms.speaking import Speaking
from syncroom.sql import values


class Member(msgspec.Struct, Standing, Speaking, frozen=True):
    """A membership as the writer looks it up: what permission and speaking need, at a tenth of the cost of two model instances."""

    pk: int
    room_id: int
    user_id: int
    name: str
    role: str
    joined_place: int
    state: str  # of the room, as all that follows
    acting_host: int | None = None
    tools_by: str = Audience.ALL
    invites_by: str = Audience.MODERATORS
    past_for: str = Audience.ALL
    slow_seconds: int = 0
    silenced_until: datetime | str | None = None
    spoke_at: datetime | str | None = None

    @property
    def acting(self):
        return self.acting_host == self.user_id

    def room_choice(self, name):
        return getattr(self, name)

    @property
    def floor(self):
        """The place after which they may see what was said."""
        return 0 if self.may(Permission.SEE_PAST) else self.joined_place

    @property
    def refusal(self):
        """Why nothing can be done in the room, as a code, or None."""
        return None if self.state == "open" else self.state

    def whole(self):
        """The membership itself, with its room, for what is done singly."""
        from .membership import Membership

        return Membership.objects.select_related("room").get(pk=self.pk)


class MembershipManager(models.Manager):
    def doorkeepers(self, rooms):
        """{room id: {user id, …}} of those who may answer a knock."""
        found = {}
        likely = models.Q(role__in=(Role.OWNER, Role.MODERATOR)) | models.Q(user=models.F("room__acting_host"))
        for membership in self.filter(likely, room__in=rooms, user__is_active=True).select_related("room"):
            if membership.may(Permission.MODERATE):
                found.setdefault(membership.room_id, set()).add(membership.user_id)
        return found

    def of(self, pairs):
        """{(room id, user id): Member} of active people for these pairs, in one query; a row per pair, not rooms × users."""
        rows, parameters = values(pairs)
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH asked(room, person) AS (VALUES {rows})"  # noqa: S608 placeholders only
                " SELECT m.id, m.room_id, m.user_id, m.name, m.role, m.joined_place,"
                " r.state, r.acting_host, r.tools_by, r.invites_by, r.past_for, r.slow_seconds, m.silenced_until, m.spoke_at FROM asked"
                " JOIN rooms_membership m ON m.room_id = asked.room AND m.user_id = asked.person"
                " JOIN rooms_room r ON r.id = m.room_id JOIN accounts_user u ON u.id = m.user_id WHERE u.is_active",
                parameters,
            )
            found = cursor.fetchall()
        return {row[1:3]: Member(*row) for row in found}

    def enrol(self, room, user, role, former=None):
        """A new membership, or a former one again, and everybody hears of it."""
        membership = former or self.model(room=room, user=user)
        membership.seq, membership.name, membership.face, membership.role = room.next_seq(), user.name, user.face, role
        membership.joined_at = timezone.now()
        membership.read_place = membership.joined_place = membership.seq
        membership.save()
        membership.tell()
        return membership

    def standing(self):
        return self.exclude(role=Role.GONE)

    def changes(self, room, since):
        rows = self.filter(room=room, seq__gt=since)
        return (row.as_event() for row in (rows if since else rows.exclude(role=Role.GONE)))

    @transaction.atomic
    def erase(self, user):
        """They delete their account: every room forgets their name, also those they left; rooms of theirs alone go with them."""
        rows = list(self.filter(user=user).select_related("room").order_by("room"))
        rooms = self.model.room.field.related_model.objects
        rooms.lock({row.room_id for row in rows})
        for membership in rows:
            if membership.role == Role.OWNER:
                membership.room.orphan()
            membership.change(role=Role.GONE, name=GONE, face="", erased=True)
        wake_at(timezone.now())  # much may be left to forget
        deserted = [row.room_id for row in rows if not self.standing().filter(room=row.room_id).exists()]
        rooms.dismantle(deserted)

    def faces(self, rooms):
        """{user id: the name of their picture} of those in these rooms who have one."""
        return dict(self.filter(room__in=rooms).exclude(face="").values_list("user", "face"))

    def share_a_room(self, one, other):
        """Whether these users both belong to an open room."""
        rooms = self.standing().filter(user=one).exclude(room__state="closed").values("room")
        return self.standing().filter(user=other, room__in=rooms).exists()

    def spoke(self, ids, now):
        """These members, of rooms in slow mode, said something."""
        if ids:
            self.filter(pk__in=ids).update(spoke_at=now)

    def rename(self, user):
        """Every room hears what they are called now, and what they look like."""
        with transaction.atomic():
            for membership in self.filter(user=user).exclude(role=Role.GONE).select_related("room").order_by("room"):
                membership.change(name=user.name, face=user.face)

    def part(self, users):
        """These people are about to be deleted, owners too: every room hears that they are gone."""
        with transaction.atomic():
            rows = list(self.filter(user__in=users).exclude(role=Role.GONE).select_related("room").order_by("room"))
            self.model.room.field.related_model.objects.lock({row.room_id for row in rows})
            for membership in rows:
                if membership.role == Role.OWNER:
                    membership.room.orphan()
                membership.change(role=Role.GONE)
