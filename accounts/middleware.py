"""Notes that a person is here, so that guests who come back are kept and nobody who comes back is signed out."""

import logging

from django.db import DatabaseError
from django.utils import timezone
from django.utils.decorators import sync_only_middleware

log = logging.getLogger("syncroom.accounts")


@sync_only_middleware
def seen(get_response):
    def middleware(request):
        response = get_response(request)
        if hasattr(request, "_cached_user"):  # the page asked who it is; asking here would cost every page a query
            note(request)
        return response

    return middleware


def note(request):
    """Once an hour: they are here, and their session lasts its full time from now."""
    user = request.user
    try:
        if user.is_authenticated and user.seen(timezone.now()):
            request.session.modified = True
    except DatabaseError as error:  # the page is ready: it does not fail for a note
        log.warning("not noted who was here: %s", type(error).__name__)
