"""Knocks: at the door who asks to be let in, waits and hears the answer; inside who answers."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.guests import welcome
from rooms.devices import device_of, on_behalf_of_others
from rooms.entering import KnockForm
from rooms.live.protocol import Refused
from rooms.models import Knock, Room
from rooms.models.knock import State
from rooms.permissions import Permission
from syncroom import limits, throttle

from .access import LARGEST, member_view, membership_of, room_of
from .room import join_page, newcomer_refusal


@require_POST
def knock(request, code):
    """Ask to be let in; a newcomer becomes a guest on the way."""
    found = room_of(request, code)
    if membership_of(request, found) or not found.asks_first:
        return redirect("room", code=found.code)
    return knock_at(request, found)


def knock_at(request, room, invitation=None, door=None):
    form = KnockForm(request.POST, user=request.user)

    def refuse(code=None, status=422):
        return join_page(request, room, None, code, status, invitation, door, form)

    if not form.is_valid():
        return refuse()
    known = request.user if request.user.is_authenticated else None
    if refusal := None if known else newcomer_refusal(room):
        return refuse(refusal, 403)  # before a guest is made
    try:
        Knock.objects.check_denials(room, known, timezone.now())
        count_knock(request)
        user = known or welcome(request, form.cleaned_data["display_name"])
        Knock.objects.make(room, user, form.cleaned_data["reason"], invitation=invitation)
    except Refused as refused:
        return refuse(refused.code, 403)
    return redirect("room-waiting", code=room.code)


def count_knock(request):
    known = [f"user {request.user.pk}"] if request.user.is_authenticated else []
    known += [f"device {browser}"] if (browser := device_of(request)) else []
    throttle.count("knocks", limits.KNOCKS_PER_HOUR, 3600, *known)
    throttle.count("knocks-address", limits.KNOCKS_PER_HOUR_ADDRESS, 3600, throttle.address(request))


def mine(request, code):
    """(room, my last knock there or None); who has one is no stranger who guesses codes."""
    room = Room.objects.coded(code)
    found = Knock.objects.of(room, request.user) if room else None
    return (room, found) if found else (room_of(request, code), None)


@never_cache
@require_GET
def waiting(request, code):
    """The page of who waits. It asks for the answer every two seconds, or without a script is loaded again."""
    room, found = mine(request, code)
    if found is None or membership_of(request, room):
        return redirect("room", code=room.code)
    state = look(found)
    refresh = limits.KNOCK_SILENCE_SECONDS // 4 if state == State.WAITING else None
    context = {"room": room, "knock": found, "state": state, "refresh": refresh, "again": limits.KNOCK_AGAIN_SECONDS // 60}
    return render(request, "rooms/waiting.html", context)


@never_cache
@require_GET
def answer_so_far(request, code):
    """{"state": "waiting" | "admitted" | "denied" | "left", "url": where to go then, or null}"""
    room, found = mine(request, code)
    if membership_of(request, room):
        return JsonResponse({"state": State.ADMITTED, "url": reverse("room", args=[room.code])})
    return JsonResponse({"state": look(found) if found else State.LEFT, "url": None})


def look(found):
    """What became of it; while it waits, this is the sign that somebody does."""
    now = timezone.now()
    found.looked(now)
    if found.state == State.WAITING and not Knock.objects.waiting(now).filter(pk=found.pk).exists():
        found.refresh_from_db()
        return found.state if found.state != State.WAITING else State.LEFT
    return found.state if found.state != State.ADMITTED else State.LEFT  # let in, and no member any more


@require_POST
def leave(request, code):
    """Wait no longer."""
    room, found = mine(request, code)
    if found:
        found.leave()
    return redirect("room", code=room.code)


@never_cache
@require_safe
@member_view(Permission.MODERATE)
def knocks(request, membership):
    """Who waits, and what was answered in the last day; for when nobody is in the room. `X-Waiting` tells a page that looks whether others do now."""
    rows = membership.room.knocks.select_related("user", "answered_by", "invitation__made_by")
    waiting = list(rows.waiting(timezone.now()).order_by("pk"))
    context = {"waiting": waiting, "answered": rows.exclude(answered_at=None).order_by("-answered_at")[:50]}
    response = render(request, "rooms/knocks.html", {"room": membership.room, "membership": membership, **context})
    response["X-Waiting"] = ",".join(str(knock.pk) for knock in waiting)
    return response


@require_POST
@member_view(Permission.MODERATE)
def answer(request, membership, id):
    rows = membership.room.knocks.select_related("room", "user", "invitation__room")
    found, admit = get_object_or_404(rows, pk=min(id, LARGEST)), request.POST.get("admit") == "yes"
    try:
        with on_behalf_of_others():
            found.answer(membership, admit)
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"{found.user.name} {'is let in' if admit else 'is not let in for now'}.")
    return redirect("room-knocks", code=membership.room.code)
