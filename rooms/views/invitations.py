"""Invitations: made, listed and revoked by members; followed by whoever has the link. GET never joins."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.guests import welcome
from accounts.sessions import rotate
from rooms.entering import JoinForm
from rooms.inviting import InvitationForm
from rooms.live.protocol import Refused
from rooms.models import Invitation
from rooms.permissions import Permission
from syncroom import limits, throttle
from syncroom.qr import drawn

from .access import LARGEST, member_view, membership_of
from .knocks import knock_at
from .room import join_page, newcomer_refusal


@never_cache
@member_view(Permission.INVITE)
def invitations(request, membership):
    """Those that hold, and lately held; and a form for another."""
    form = InvitationForm(request.POST or None, membership=membership)
    link = None
    if request.method == "POST" and form.is_valid():
        try:
            _, token = Invitation.objects.offer(membership, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.message)
        else:
            link = request.build_absolute_uri(reverse("invitation", args=[token]))
            form = InvitationForm(membership=membership)
    return render(request, "rooms/invitations.html", listing(membership, form, link), status=422 if form.errors else 200)


def listing(membership, form, link):
    """The new link is in this one answer and nowhere else: kept for a redirect, it would stand readable in the database."""
    rows = [{"invitation": one, "fault": fault} for one, fault in Invitation.objects.seen_by(membership).with_faults(timezone.now())]
    context = {"room": membership.room, "membership": membership, "form": form, "link": link, "qr": link and drawn(link)}
    return context | {"holding": [row for row in rows if not row["fault"]], "over": [row for row in rows if row["fault"]]}


@require_POST
@member_view(Permission.INVITE)
def revoke(request, membership, id):
    get_object_or_404(Invitation.objects.seen_by(membership), pk=min(id, LARGEST)).revoke(membership)
    messages.success(request, "Revoked. That link opens nothing any more.")
    return redirect("room-invitations", code=membership.room.code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request, token):
    """Who is a member already is led in, whatever became of the invitation; guesses are slowed down like those of codes."""
    found = Invitation.objects.found(token)
    if found and membership_of(request, found.room):
        return redirect("room", code=found.room.code)
    throttle.check("codes", limits.CODES_PER_MINUTE, 60, throttle.address(request))
    if found is None:
        throttle.count("codes", limits.CODES_PER_MINUTE, 60, throttle.address(request))
        return over(request, "unknown", 404)
    if fault := found.fault(timezone.now(), found.inviter):
        return over(request, fault)
    if request.method != "POST":
        return door(request, found, token)
    if found.needs_approval:
        return knock_at(request, found.room, found, reverse("invitation", args=[token]))
    return join(request, found, token)


def over(request, fault, status=410):
    return render(request, "rooms/invitation_over.html", {"fault": fault}, status=status)


def door(request, found, token, form=None, refusal=None, status=200):
    form = form or JoinForm(room=found.room, user=request.user, invited=True)
    return join_page(request, found.room, form, refusal, status, invitation=found, door=reverse("invitation", args=[token]))


def join(request, found, token):
    form = JoinForm(request.POST, room=found.room, user=request.user, invited=True)
    if not form.is_valid():
        return door(request, found, token, form, status=422)
    if not request.user.is_authenticated and (refusal := newcomer_refusal(found.room)):
        return door(request, found, token, form, refusal, status=403)  # before a guest is made
    user = request.user if request.user.is_authenticated else welcome(request, form.cleaned_data["display_name"])
    try:
        found.accept(user)
    except Refused as refused:
        return over(request, "used-up") if refused.code == "invitation-over" else door(request, found, token, form, refused.code, status=403)
    rotate(request)
    return redirect("room", code=found.room.code)
