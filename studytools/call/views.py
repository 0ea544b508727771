"""The call's part of the room's page, which comes when somebody first presses the button."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rooms.permissions import Permission
from rooms.views.access import member_view


@never_cache
@require_safe
@member_view(Permission.SPEAK)
def markup(request, membership):
    may = {"moderate": membership.may(Permission.MODERATE)}
    return render(request, "studytools/call/call.html", {"room": membership.room, "membership": membership, "may": may})
