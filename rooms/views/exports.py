"""The owner takes the room along."""

from django.utils import timezone
from django.views.decorators.http import require_GET

from rooms import transcript
from rooms.permissions import Permission
from syncroom import limits, throttle
from syncroom.streams import streamed

from .access import member_view

FORMS = {"json": (transcript.as_json, "application/json"), "html": (transcript.as_page, "text/html; charset=utf-8")}


@require_GET
@member_view(Permission.MANAGE, even_closed=True)
def export(request, membership, form):
    """`form`: json or html."""
    throttle.count("room-exports", limits.EXPORTS_PER_HOUR, 3600, request.user.pk)
    write, content_type = FORMS[form]
    name = f"{membership.room.code}-{timezone.now():%Y-%m-%d}.{form}"
    return streamed(request, transcript.gathered(write(membership.room)), content_type, name)
