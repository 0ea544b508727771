"""What members may ask of the room itself."""

from django.contrib.auth import get_user_model
from django.utils import timezone

from .live.protocol import Call, Id, Refused, action, at_once, moment
from .live.registry import chore, replay
from .models import Membership, Room
from .permissions import Permission


class Ping(Call, tag="ping"):
    """I am still here. `ok` carries the server's clock and the room's last number."""


@at_once(Ping)
def ping(connection, call):
    return {"now": moment(timezone.now()), "seq": connection.heard}


@action("room.leave", needs=Permission.SPEAK)
def leave(membership):
    """Out of the room, at once and in every tab; still a member."""
    membership.step_out()


@action("room.remove", needs=Permission.MANAGE)
def remove(membership, member: Id):
    """Show a member out; `member` is their id."""
    found = Membership.objects.standing().filter(room=membership.room, user=member).first()
    if found is None:
        raise Refused("not-found")
    found.revoke()


@replay
def members(room, since):
    return Membership.objects.changes(room, since)


@replay
def properties(room, since):
    return Room.changes(room, since)


chore(Room.objects.next_vanishing, Room.objects.expire)
chore(get_user_model().objects.next_forgotten, get_user_model().objects.forget_some_guests)
