"""The room's log: who did what, and undoing it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rooms.live.protocol import Refused
from rooms.live.registry import acts as kinds
from rooms.models import Ban, RoomAct
from rooms.models.acts import SHOWN
from rooms.permissions import Permission

from .access import LARGEST, member_view


@never_cache
@require_GET
@member_view(Permission.MODERATE)
def log(request, membership):
    """`?tools=hide` leaves out what people do in passing."""
    before, tools = request.GET.get("before", ""), request.GET.get("tools") != "hide"
    acts = RoomAct.objects.latest(membership.room_id, min(int(before), LARGEST) if before.isdecimal() and len(before) < 20 else None, tools)
    now = timezone.now()
    for act in acts:
        act.open = act.undoable(now) and membership.may(kinds[act.kind].needs)
    more = acts[-1].pk if len(acts) == SHOWN else None
    bans = Ban.objects.listed(membership.room)
    context = {"room": membership.room, "membership": membership, "acts": acts, "more": more, "bans": bans, "tools": tools}
    return render(request, "rooms/log.html", context)


@require_POST
@member_view(Permission.MODERATE)
def undo(request, membership, act):
    try:
        RoomAct.objects.of(membership, min(act, LARGEST)).undo(membership)
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("room-log", code=membership.room.code)


@require_POST
@member_view(Permission.MODERATE)
def lift(request, membership, ban):
    """A ban is over; back to where its list was."""
    try:
        membership.lift(min(ban, LARGEST))
    except Refused:
        raise Http404("There is no such ban.") from None
    messages.success(request, "Lifted. They may come in again.")
    return redirect("room-settings" if membership.may(Permission.MANAGE) else "room-log", code=membership.room.code)
