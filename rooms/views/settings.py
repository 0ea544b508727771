"""What the owner may change about a room."""

from django.contrib import messages
from django.db import IntegrityError
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from rooms.codes import new_passcode
from rooms.forms import RoomForm
from rooms.live.protocol import Refused
from rooms.models import Membership
from rooms.permissions import Permission, Role

from .access import member_view
from .notes import show_passcode

LARGEST = 2**53  # what both databases can compare


@never_cache
@member_view(Permission.MANAGE)
def edit(request, membership):
    room = membership.room
    form = RoomForm(request.POST or None, instance=room, user=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            room.change(**form.properties)
        except IntegrityError:
            form.refuse_name(form.cleaned_data["name"])
        else:
            show_passcode(request, form.properties.get("passcode"))
            messages.success(request, "Saved.")
            return redirect("room-settings", code=room.code)
    room.refresh_from_db()
    members = room.memberships.exclude(role=Role.GONE).order_by("name").select_related("user")
    context = {"form": form, "room": room, "members": members, "membership": membership}
    return render(request, "rooms/settings.html", context, status=200 if request.method == "GET" else 422)


@require_POST
@member_view(Permission.MANAGE)
def passcode(request, membership):
    """A new one, or none."""
    fresh = "" if "remove" in request.POST and membership.room.visibility != "private" else new_passcode()
    membership.room.change(passcode=fresh)
    show_passcode(request, fresh)
    if not fresh:
        messages.info(request, "This room has no passcode now.")
    return redirect("room-settings", code=membership.room.code)


@require_POST
@member_view(Permission.MANAGE)
def close(request, membership):
    membership.room.close()
    messages.success(request, f"“{membership.room.name}” is closed.")
    return redirect("home")


@require_POST
@member_view(Permission.MANAGE)
def reopen(request, membership):
    """Out of the archive; a closed room is the administrators' to open."""
    if membership.room.state == "archived":
        membership.room.reopen()
    return redirect("room", code=membership.room.code)


@require_POST
@member_view(Permission.MANAGE)
def remove(request, membership, member):
    found = get_object_or_404(Membership.objects.exclude(role=Role.GONE).select_related("room"), room=membership.room, user=min(member, LARGEST))
    try:
        found.revoke()
    except Refused as refused:
        messages.error(request, refused.message)
    return redirect("room-settings", code=membership.room.code)
