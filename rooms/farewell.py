"""Before a kept room goes its people are told: on its page, among their rooms, and its owner by mail, once."""

import logging
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Exists, F, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse

from syncroom import limits
from syncroom.spans import before

from .lifetimes import Lifetime
from .models import Membership, Room
from .permissions import Role

WARNING = timedelta(seconds=limits.WARNING_SECONDS)
log = logging.getLogger("syncroom.farewell")


def day(at, tz):
    """As people say it: Monday, 2 March."""
    local = at.astimezone(tz)
    return f"{local:%A}, {local.day} {local:%B}"


def farewell(room, now, tz, here=()):
    """{"kind": "deleted" or "archived", "day": when, unless somebody keeps it}, or None while there is time.

    `here`: who is in it; an open room with somebody in it goes nowhere.
    """
    archived = room.state == "archived"
    if room.lifetime != Lifetime.KEPT or room.state == "closed" or (here and not archived):
        return None
    since, seconds = (room.state_at, limits.ARCHIVED_SECONDS) if archived else (room.seen_at, limits.ARCHIVE_SECONDS)
    at = since + timedelta(seconds=seconds)
    return {"kind": "deleted" if archived else "archived", "day": day(max(at, now), tz)} if now >= at - WARNING else None


def owners_to_warn(now):
    """Rooms that go soon and whose owner can be written to, and has not been since the room was archived."""
    owner = Membership.objects.filter(room=OuterRef("pk"), role=Role.OWNER, user__is_active=True)
    soon = before(now, limits.ARCHIVED_SECONDS - limits.WARNING_SECONDS)
    rooms = Room.objects.filter(lifetime=Lifetime.KEPT, state="archived", state_at__lte=soon).exclude(warned_at=F("state_at"))
    return rooms.filter(Exists(owner.filter(user__emailaddress__verified=True))) if settings.EMAIL_URL else rooms.none()


def warn_owners(now, age=None):
    """Yields 1 for each that was sent. Noted first, so that of two processes one writes; and taken back where no mail could be sent."""
    for pk in list(owners_to_warn(now).values_list("pk", flat=True)):
        yield int(bool(owners_to_warn(now).filter(pk=pk).update(warned_at=F("state_at"))) and write(pk, now))


def write(pk, now):
    """To the owner's first verified address; True if it was sent."""
    room = Room.objects.get(pk=pk)
    address = EmailAddress.objects.filter(verified=True, user__memberships__room=room, user__memberships__role=Role.OWNER)
    to = address.select_related("user").order_by("-primary", "pk").first()
    site = settings.URL.geturl().rstrip("/") if settings.URL else f"http://{settings.HOST}:{settings.PORT}"
    context = {"room": room, "name": to.user.name, "link": site + reverse("room", args=[room.code]), **farewell(room, now, to.user.tz)}
    subject, words = (render_to_string(f"rooms/mail/farewell_{part}.txt", context).strip() for part in ("subject", "message"))
    try:
        return send_mail(" ".join(subject.split()), words + "\n", None, [to.email])
    except OSError as error:  # of which SMTPException is one
        log.error("no mail could be sent: %s", error)
        Room.objects.filter(pk=pk).update(warned_at=None)
        return False
