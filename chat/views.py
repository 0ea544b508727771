"""History in pages, and the page a permalink opens."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rooms.live.protocol import encode
from rooms.permissions import Permission
from rooms.views.access import member_view, membership_of, room_of
from rooms.views.page import room_page
from syncroom import limits

from .models import Message

LARGEST = 2**53


@never_cache
@require_GET
@member_view(Permission.SPEAK)
def history(request, membership):
    """JSON {messages: [chat.posted | chat.edited, …] by place, more: bool}; `?before=`, `?after=` or `?around=` a place."""
    around = number(request, "around")
    if around is not None:
        return page_around(membership, around)
    before, after = number(request, "before"), number(request, "after")
    rows, more = Message.objects.page(membership.room, before, after, floor=membership.floor)
    return page(rows, more)


def page_around(membership, place):
    """Half a page before, the message, half a page after; `more` and `more_after` tell what lies beyond."""
    room, floor, half = membership.room, membership.floor, limits.PAGE_MESSAGES // 2
    before, more = Message.objects.page(room, before=place, size=half, floor=floor)
    after, more_after = Message.objects.page(room, after=place - 1, size=half + 1, floor=floor)
    return page(before + after, more, more_after=more_after)


def page(rows, more, **beyond):
    body = encode({"messages": [message.as_event() for message in rows], "more": more, **beyond})
    return HttpResponse(body, content_type="application/json")


def number(request, name):
    text = request.GET.get(name, "")
    return min(int(text), LARGEST) if text.isascii() and text.isdigit() and len(text) < 20 else None


@never_cache
@require_GET
def permalink(request, code, id):
    """The room, opened around this message; for others the page to join it, which leads back here."""
    room = room_of(request, code)
    membership = membership_of(request, room)
    if membership is None:
        here = urlencode({"next": request.path})
        return redirect(f"{reverse('room', kwargs={'code': room.code})}?{here}")
    message = Message.objects.standing().filter(room=room, pk=min(id, LARGEST), place__gt=membership.floor).first()
    if message is None:
        raise Http404("This message is not there any more.")
    return room_page(request, membership, place=message.place)
