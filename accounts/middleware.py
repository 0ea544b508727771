"""Notes that a person is here, so that guests who come back are kept and nobody who comes back is signed out."""

import logging

from django.db import DatabaseError
from django.utils import timezone
from django.utils.decorators import sync_only_middleware
from django.utils.functional import SimpleLazyObject

from .signins import SignIn

log = logging.getLogger("syncroom.accounts")


@sync_only_middleware
def seen(get_response):
    def middleware(request):
        response = get_response(request)
        if asked_who(request):
            note(request)
        return response

    return middleware


def asked_who(request):
    """Whether the page did: asking now would cost every other page a query."""
    return hasattr(request, "_cached_user") or not isinstance(request.user, SimpleLazyObject)


def note(request):
    """Now and then: they are here, in this browser, and their session lasts its full time from now."""
    user, now = request.user, timezone.now()
    try:
        if user.is_authenticated:
            SignIn.objects.note(request, now)
            if user.seen(now):
                request.session.modified = True
    except DatabaseError as error:  # the page is ready: it does not fail for a note
        log.warning("not noted who was here: %s", type(error).__name__)
