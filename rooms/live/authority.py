"""Catches what a lost doorbell missed: everybody who is connected is looked up again, in a few queries."""

from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.utils import timezone

from rooms.models import Membership, Room
from rooms.permissions import Role

from .entrance import stamp
from .protocol import Close

AT_ONCE = 5_000  # a database takes only so many parameters


def recheck(people):
    """[(room id, user id, session key, stamp), …] → the code to close each with, or None."""
    members, users, keys = {}, {}, set()
    for some in _chunks({(room, user) for room, user, *_ in people}):
        members |= Membership.objects.of(some)
    for some in _chunks({user for _, user, *_ in people}):
        users |= get_user_model().objects.only("password", "epoch", "is_active").in_bulk(some)
    for some in _chunks({session for *_, session, _ in people}):
        keys |= set(Session.objects.filter(session_key__in=some, expire_date__gt=timezone.now()).values_list("session_key", flat=True))

    rooms = existing({room for room, user, *_ in people if (room, user) not in members})

    def code(room, user, session, stamped):
        if session not in keys or user not in users or stamp(users[user]) != stamped:
            return Close.SIGNED_OUT
        membership = members.get((room, user))
        if membership is None:
            return Close.REMOVED if room in rooms else Close.NO_ROOM
        if membership.role == Role.GONE:
            return Close.REMOVED
        return Close.CLOSED if membership.state == "closed" else None

    return [code(*person) for person in people]


def existing(rooms):
    """Those that are still there; hardly ever is any asked about."""
    return {pk for some in _chunks(rooms) for pk in Room.objects.filter(pk__in=some).values_list("pk", flat=True)}


def _chunks(things):
    things = list(things)
    return (things[start : start + AT_ONCE] for start in range(0, len(things), AT_ONCE))
