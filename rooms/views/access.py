"""How a page reaches a room: through the person's own membership, so that a stranger gets what a stranger may see."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render

from rooms.models import Room
from rooms.permissions import Role
from syncroom import limits, logs, throttle

LARGEST = 2**53  # what both databases can compare


def room_of(request, code):
    """The room of this code. Unknown codes are 404, and a stranger who tries many waits: throttle.TooMany."""
    room = Room.objects.coded(code)
    if room is not None:
        logs.note(room_id=room.pk)
    if room is not None and membership_of(request, room):
        return room  # whatever the neighbours at this address have tried
    throttle.check("codes", limits.CODES_PER_MINUTE, 60, throttle.address(request))
    if room is None:
        throttle.count("codes", limits.CODES_PER_MINUTE, 60, throttle.address(request))
        raise Http404("There is no such room.")
    return room


def membership_of(request, room):
    """This person's membership, or None."""
    if not request.user.is_authenticated:
        return None
    membership = room.memberships.filter(user=request.user).exclude(role=Role.GONE).first()
    if membership:
        membership.room = room
    return membership


def member_view(permission, even_closed=False):
    """The view gets (request, membership, …); a stranger is sent to the join page, a member without `permission` is refused.

    A closed room is gone (410), unless `even_closed`.
    """

    def declare(view):
        @wraps(view)
        def guarded(request, code, **kwargs):
            room = room_of(request, code)
            membership = membership_of(request, room)
            if membership is None:
                return redirect("room", code=room.code)
            if room.state == "closed" and not even_closed:
                return render(request, "rooms/closed.html", {"room": room, "membership": membership}, status=410)
            if not membership.may(permission):
                raise PermissionDenied("This is not yours to do in this room.")
            return view(request, membership, **kwargs)

        guarded.permission = permission
        return guarded

    return declare
