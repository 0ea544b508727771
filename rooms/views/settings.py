"""What the owner may change about a room."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import Http404, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rooms.codes import new_passcode
from rooms.forms import RoomForm
from rooms.live.protocol import Refused
from rooms.models import Ban
from rooms.permissions import Permission, Role

from .access import LARGEST, member_view
from .notes import show_passcode


@never_cache
@member_view(Permission.MANAGE)
def edit(request, membership):
    room = membership.room
    form = RoomForm(request.POST or None, instance=room, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            room.edit(membership, **form.properties)
        except IntegrityError:
            form.refuse_name(form.cleaned_data["name"])
        else:
            show_passcode(request, form.properties.get("passcode"))
            messages.success(request, "Saved.")
            return redirect("room-settings", code=room.code)
    room.refresh_from_db()
    members = room.memberships.exclude(role=Role.GONE).order_by("name").select_related("user")
    context = {"form": form, "room": room, "members": members, "membership": membership, "bans": Ban.objects.listed(room)}
    return render(request, "rooms/settings.html", context, status=200 if request.method == "GET" else 422)


@require_POST
@member_view(Permission.MANAGE)
def passcode(request, membership):
    """A new one, or none."""
    fresh = "" if "remove" in request.POST and not membership.room.needs_passcode else new_passcode()
    membership.room.edit(membership, passcode=fresh)
    show_passcode(request, fresh)
    if not fresh:
        messages.info(request, "This room has no passcode now.")
    return redirect("room-settings", code=membership.room.code)


@require_POST
@member_view(Permission.MANAGE)
def close(request, membership):
    membership.room.close(membership)
    messages.success(request, f"“{membership.room.name}” is closed.")
    return redirect("home")


@require_POST
@member_view(Permission.MANAGE)
def reopen(request, membership):
    """Out of the archive; a closed room is the administrators' to open."""
    if membership.room.state == "archived":
        membership.room.reopen(membership)
    return redirect("room", code=membership.room.code)


@require_POST
@member_view(Permission.MANAGE)
def role(request, membership, member):
    """`role`: moderator, member, or owner, which hands the room on."""
    wanted = request.POST.get("role")
    if wanted not in (Role.OWNER, Role.MODERATOR, Role.MEMBER):
        return HttpResponseBadRequest("No such role.", content_type="text/plain")
    attempt(request, lambda: membership.assign(min(member, LARGEST), wanted))
    return redirect("room" if wanted == Role.OWNER else "room-settings", code=membership.room.code)


@require_POST
@member_view(Permission.MANAGE)
def remove(request, membership, member):
    attempt(request, lambda: membership.show_out(min(member, LARGEST)))
    return redirect("room-settings", code=membership.room.code)


def attempt(request, act):
    """Do it; a refusal is said on the next page, and somebody who is not there is not found."""
    try:
        act()
    except Refused as refused:
        if refused.code == "not-found":
            raise Http404("They are no member.") from None
        messages.error(request, refused.message)
