"""A room: for members the room itself, for others the page to join it. GET never joins."""

from contextlib import nullcontext
from threading import Lock

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from accounts.guests import welcome
from accounts.sessions import rotate
from rooms.entering import JoinForm, KnockForm
from rooms.live.protocol import REFUSALS, Refused
from rooms.models import Ban, Connection, Knock
from rooms.permissions import Permission, Role
from syncroom import limits, throttle

from .access import member_view, membership_of, room_of
from .home import whose
from .page import room_page


@never_cache
@require_GET
def room(request, code):
    found = room_of(request, code)
    if code != found.code:
        return redirect("room", code=found.code)
    membership = membership_of(request, found)
    if membership is None:
        return redirect("room-waiting", code=found.code) if waits(request, found) else join_page(request, found)
    return room_page(request, membership)


def join_page(request, room, form=None, refusal=None, status=200, invitation=None, door=None, knocking=None):
    """Its name and a button; never its history, members or passcode. `door` is where an invitation led to."""
    if room.state == "closed":
        return render(request, "rooms/closed.html", {"room": room}, status=410)
    refusal = refusal or room.refusal_for(request.user) if request.user.is_authenticated else refusal or newcomer_refusal(room)
    form = form or JoinForm(room=room, user=request.user)
    here = Connection.objects.people(room.pk)
    context = {
        "room": room,
        "form": form,
        "knocking": knocking or KnockForm(user=request.user),
        **doors(room, invitation, form),
        "here": here,
        "refusal": refusal,
        "refusal_words": REFUSALS.get(refusal),
        "ban": Ban.objects.against(room, request.user) if refusal == "banned" else None,
        "next": request.GET.get("next", ""),
        "invitation": invitation,
        "door": door or reverse("room", args=[room.code]),
        "action": door or reverse("room-join", args=[room.code]),
        "knock_action": door or reverse("room-knock", args=[room.code]),
    }
    return render(request, "rooms/join.html", context, status=status)


def waits(request, room):
    return request.user.is_authenticated and Knock.objects.waiting(timezone.now()).filter(room=room, user=request.user).exists()


def doors(room, invitation, form):
    """What stands on the page: `by_form`, to come in at once, and `by_knock`; `knock_first` where that is the usual way."""
    if invitation:
        return {"by_form": not invitation.needs_approval, "by_knock": invitation.needs_approval, "knock_first": True}
    by_form = room.has_passcode or not room.asks_first
    return {"by_form": by_form, "by_knock": room.asks_first, "knock_first": (room.access == "approval" and not form.errors) or not by_form}


def newcomer_refusal(room):
    from django.contrib.auth import get_user_model

    return room.refusal_for(get_user_model()(is_guest=True))


_door = Lock()  # one passcode at a time, or many would be looked at before the first wrong one is counted


@require_POST
def join(request, code):
    found = room_of(request, code)
    if membership_of(request, found):
        return redirect("room", code=found.code)
    form = JoinForm(request.POST, room=found, user=request.user)
    with _door if found.has_passcode else nullcontext():
        if found.has_passcode:
            wrong_passcode(throttle.check, request, found)
        if not form.is_valid():
            if form.has_error("passcode", "wrong-passcode"):
                wrong_passcode(throttle.count, request, found)
            return join_page(request, found, form, status=422)
    return admit(request, found, form)


def wrong_passcode(do, request, room):
    """Checked or counted: to who tries, and to the room, which many addresses may try together."""
    do("passcodes", limits.PASSCODES_PER_3_MINUTES, 180, *whose(request))
    do("passcodes-room", limits.PASSCODES_ROOM, 180, room.pk)


def admit(request, room, form):
    refusal = newcomer_refusal(room) if not request.user.is_authenticated else None
    if refusal or (room.asks_first and not room.has_passcode):
        return join_page(request, room, form, refusal or "knock-first", status=403)  # before a guest is made
    user = request.user if request.user.is_authenticated else welcome(request, form.cleaned_data["display_name"])
    try:
        room.admit(user, vouched=room.has_passcode)
    except Refused as refused:
        if refused.code == "gone":
            raise Http404(refused.message) from None
        return join_page(request, room, form, refused.code, status=403)
    if room.has_passcode:
        rotate(request)
    back = request.POST.get("next", "")
    if back.startswith(f"/rooms/{room.code}/") and url_has_allowed_host_and_scheme(back, None):
        return redirect(back)
    return redirect("room", code=room.code)


@require_POST
@member_view(Permission.SPEAK, even_closed=True)
def forget(request, membership):
    """No longer a member; an owner closes the room instead."""
    if membership.role != Role.OWNER:
        membership.resign()
    return redirect("home")
