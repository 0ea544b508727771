"""Who acts for an owner who is away: the moderator or member who is here longest, until the owner returns."""

from datetime import timedelta

from django.db import models, transaction

from rooms.lifetimes import Lifetime
from rooms.live import registry
from rooms.permissions import Role
from syncroom import limits

from .acts import RoomAct
from .membership import Membership
from .presence import Connection
from .room import Room

SOON = timedelta(seconds=limits.HOST_SECONDS), [Lifetime.TEMPORARY, Lifetime.VANISH]
LATE = timedelta(seconds=limits.HOST_KEPT_SECONDS), [Lifetime.KEPT, Lifetime.PINNED]


@registry.arrivals
def came(people):
    """An owner is back: nobody acts for them any more."""
    owned = _owned(people)
    Room.objects.filter(pk__in=owned).update(owner_left_at=None)
    for room in Room.objects.filter(pk__in=owned).exclude(acting_host=None).order_by("pk"):
        room.change(acting_host=None)


@registry.departures
def left(people):
    """An owner, or whoever acts for one, is here no more."""
    owned = _owned(people)
    for room, _, at in people:
        if room in owned:
            Room.objects.filter(pk=room).update(owner_left_at=at)
    gone = {(room, user) for room, user, _ in people}
    for room in Room.objects.filter(pk__in={room for room, _ in gone}).exclude(acting_host=None).order_by("pk"):
        if (room.pk, room.acting_host) in gone:
            room.change(acting_host=None)


def _owned(people):
    pairs = {(room, user) for room, user, _ in people}
    owners = Membership.objects.filter(room__in={room for room, _ in pairs}, role=Role.OWNER)
    return {room for room, user in owners.values_list("room", "user") if (room, user) in pairs}


def candidates():
    """Connections of those who might act: here, not away, and not the owner."""
    return Connection.objects.alive().filter(lost_at=None, member__away_since=None, member__role__in=[Role.MODERATOR, Role.MEMBER])


def waiting():
    """Rooms whose owner is away, with somebody in them and nobody to act."""
    return Room.objects.filter(acting_host=None, state="open", owner_left_at__isnull=False, pk__in=candidates().values("room"))


def next_due():
    """When the next owner has been away for long, or None."""
    firsts = [
        (waiting().filter(lifetime__in=lifetimes).aggregate(at=models.Min("owner_left_at"))["at"], patience) for patience, lifetimes in (SOON, LATE)
    ]
    return min((at + patience for at, patience in firsts if at), default=None)


def run(now):
    """Every owner who has been away for long is stood in for."""
    for patience, lifetimes in (SOON, LATE):
        for pk in list(waiting().filter(lifetime__in=lifetimes, owner_left_at__lte=now - patience).values_list("pk", flat=True)):
            with transaction.atomic():
                Room.objects.lock({pk})
                room = waiting().filter(pk=pk, owner_left_at__lte=now - patience).first()
                if room:
                    appoint(room)


def appoint(room):
    """Moderators first; where nobody owns the room any more, they own it from now on."""
    here = candidates().filter(room=room).order_by().values("member").annotate(since=models.Min("at"))
    since = {row["member"]: row["since"] for row in here}
    rows = Membership.objects.filter(pk__in=since)
    chosen = min(rows, key=lambda member: (member.role != Role.MODERATOR, since[member.pk], member.pk))
    chosen.room = room
    if room.memberships.filter(role=Role.OWNER).exists():
        RoomAct.objects.note(room.pk, None, "host", after={"host": chosen.user_id}, about=chosen)
        room.change(acting_host=chosen.user_id)
    else:
        RoomAct.objects.note(room.pk, None, "heir", after={"owner": chosen.user_id}, about=chosen)
        chosen.become(Role.OWNER)
        chosen.own()


registry.chore(next_due, run)
