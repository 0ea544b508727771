"""The room's page as its members see it, and its sheets when they are first opened there."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts.preferences import catalogue
from rooms.farewell import farewell
from rooms.parts import panels, sheets
from rooms.permissions import Permission
from syncroom import limits

from .access import member_view


def room_page(request, membership, place=None):
    """`place`: of the message to open at."""
    room = membership.room
    if room.state == "closed":
        return render(request, "rooms/closed.html", {"room": room, "membership": membership}, status=410)
    offered = [panel for panel in panels if panel.offered()]
    context = drawn(membership) | {"panels": offered, "place": place, "modules": [*(panel.module for panel in offered), "rooms/page.js"]}
    context["sheets"] = [one for one in sheets.values() if one.offered() and membership.may(one.needs)]
    context["farewell"] = farewell(room, timezone.now(), request.user.tz) if room.state == "archived" else None
    return render(request, "rooms/room.html", context)


@never_cache
@require_GET
@member_view(Permission.SPEAK)
def sheet(request, membership, name):
    """One of the page's dialogs, when it is first opened there."""
    found = sheets.get(name)
    if found is None or not found.offered():
        raise Http404("There is no such sheet.")
    if not membership.may(found.needs):
        raise PermissionDenied("This is not yours to do in this room.")
    return render(request, "rooms/sheet.html", drawn(membership) | {"sheet": found})


def drawn(membership):
    """What the page and its sheets are drawn from."""
    return {"room": membership.room, "membership": membership, "may": grants(membership), "limits": limits, "looks": catalogue}


def grants(membership):
    """{"speak": True, …}: what the page offers."""
    return {permission.name.lower(): membership.may(permission) for permission in Permission}
