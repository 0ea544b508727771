"""Rooms, many at once: numbers, names, the directory, new ones."""

from django.contrib.auth.hashers import make_password
from django.db import connection, models, transaction
from django.db.models.functions import Coalesce

from rooms.codes import code_key, new_code
from rooms.lifetimes import Lifetime, LifetimeQuerySet
from rooms.permissions import Permission, Role
from syncroom.sql import values

from .membership import Membership
from .presence import Connection


class Visibility(models.TextChoices):
    PUBLIC = "public", "Public: listed for everybody"
    UNLISTED = "unlisted", "Unlisted: whoever has the link or code"
    PRIVATE = "private", "Private: with the passcode, an invitation, or a knock"


class Access(models.TextChoices):
    OPEN = "open", "Whoever finds it"
    APPROVAL = "approval", "Whoever is let in: newcomers knock, and you or a moderator answer"


class State(models.TextChoices):
    OPEN = "open", "open"
    ARCHIVED = "archived", "archived"
    CLOSED = "closed", "closed"


def name_key(name):
    """Names that people would take for the same."""
    return " ".join(name.split()).casefold()


class RoomQuerySet(LifetimeQuerySet):
    def lock(self, ids):
        """Lock these rooms in one fixed order, whoever else locks some of them; SQLite has locked all of them by now."""
        if connection.features.has_select_for_update and ids:
            list(self.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))

    def number(self, counts):
        """Take `counts[room id]` numbers in each room: {room id: first of them}. One statement, which is also the lock."""
        rows, parameters = values(counts.items())
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH asked(room, n) AS (VALUES {rows}) UPDATE rooms_room SET seq = seq + asked.n FROM asked"  # noqa: S608 placeholders only
                " WHERE rooms_room.id = asked.room RETURNING rooms_room.id, seq",
                parameters,
            )
            return {room: last - counts[room] + 1 for room, last in cursor.fetchall()}

    def owned_by(self, user):
        """With `others`, how many else belong to each."""
        others = models.Count("memberships", filter=~models.Q(memberships__role=Role.GONE) & ~models.Q(memberships__user=user))
        mine = Membership.objects.filter(user=user, role=Role.OWNER).values("room")
        return self.filter(pk__in=mine).annotate(others=others).order_by("name")

    def listed(self):
        """What the directory shows."""
        return self.filter(visibility=Visibility.PUBLIC, state=State.OPEN)

    def by_people(self):
        """With `here`, how many are in each now; the fullest first."""
        alive = Connection.objects.alive().filter(room=models.OuterRef("pk")).order_by().values("room")
        people = models.Subquery(alive.annotate(n=models.Count("member", distinct=True)).values("n"))
        return self.annotate(here=Coalesce(people, 0)).order_by("-here", "-seen_at", "pk")

    def full_for(self, pairs):
        """Those of {(room id, user id)} who find their room full; who is in already, or looks after it, does not."""
        rooms = {room for room, _ in pairs}
        counts = Connection.objects.counts(rooms)
        room_for = {pk: capacity - counts.get(pk, 0) for pk, capacity in self.filter(pk__in=rooms).values_list("pk", "capacity")}
        new = {room: [user for r, user in pairs if r == room] for room in rooms}
        if all(room_for.get(room, 0) >= len(users) for room, users in new.items()):
            return set()
        inside = set(Connection.objects.alive().filter(room__in=rooms).values_list("room", "member__user"))
        members, full = Membership.objects.of(pairs), set()
        for pair in sorted(pairs - inside):
            room_for[pair[0]] = room_for.get(pair[0], 0) - 1
            if room_for[pair[0]] < 0 and not (pair in members and members[pair].may(Permission.MODERATE)):
                full.add(pair)
        return full

    def coded(self, text):
        """The room of this code or link, or None; closed ones too."""
        return self.filter(code_key=code_key(text)[:40]).first()

    def named(self, name):
        """The open public room of exactly this name, or None."""
        return self.listed().filter(name_key=name_key(name)).first()

    def create_for(self, user, name, **fields):
        """A new room whose owner is `user`."""
        with transaction.atomic():
            lifetime = fields.pop("lifetime", None) or (Lifetime.TEMPORARY if user.is_guest else Lifetime.KEPT)
            passcode = fields.pop("passcode", "")
            code = new_code()
            room = self.model(code=code, code_key=code_key(code), name=name, lifetime=lifetime, **fields)
            room.name_key, room.passcode_hash = name_key(name), make_password(passcode) if passcode else ""
            room.save(force_insert=True)
            room.memberships.enrol(room, user, Role.OWNER)  # whatever the door says to others
            return room
