"""Which device and address people come from: kept so that a ban holds for a fresh guest in the same browser, too.

A device is a random name in a signed cookie of its own, which outlives sessions; it is told to nobody.
"""

import secrets
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from django.conf import settings
from django.core import signing
from django.db import DatabaseError
from django.utils import timezone
from django.utils.decorators import sync_only_middleware
from django.utils.functional import SimpleLazyObject

from syncroom import throttle

COOKIE, COOKIE_SECONDS = "syncroom_device", 2 * 365 * 86_400
_SALT = "rooms.devices"
_request = ContextVar("request", default=None)


class Origin(NamedTuple):
    """`device` is "" in a browser that has none yet; `address` is an IPv4 address or an IPv6 /64."""

    device: str
    address: str


def origin(user):
    """Where `user`, who may be None or not saved yet, asks from; None outside of a request of theirs, such as when somebody else lets them in."""
    request = _request.get()
    if request is None or (user is not None and user.pk and request.user.pk != user.pk):
        return None
    return Origin(device_of(request), throttle.address(request))


@contextmanager
def on_behalf_of_others():
    """What is done inside concerns people who sent other requests than this one."""
    token = _request.set(None)
    try:
        yield
    finally:
        _request.reset(token)


def device_of(request):
    try:
        return signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT)
    except signing.BadSignature:
        return ""


@sync_only_middleware
def middleware(get_response):
    def respond(request):
        token = _request.set(request)
        try:
            response = get_response(request)
        finally:
            _request.reset(token)
        asked = hasattr(request, "_cached_user") or not isinstance(request.user, SimpleLazyObject)  # by the page: asking here costs a query
        if asked and request.user.is_authenticated:
            note(request, response)
        return response

    return respond


def note(request, response):
    """Once for each session and address: this person was here, with this device."""
    from .models import Trace

    device, address = device_of(request) or secrets.token_hex(12), throttle.address(request)
    if request.session.get("trace") == [device, address]:
        return
    try:
        Trace.objects.note(request.user, device, address, timezone.now())
    except DatabaseError:
        return  # the page is ready: it does not fail for a note
    request.session["trace"] = [device, address]
    secure = settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, signing.dumps(device, salt=_SALT), COOKIE_SECONDS, secure=secure, httponly=True, samesite="Lax")
