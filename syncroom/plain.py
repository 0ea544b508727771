"""Turns away requests that nothing of ours can read, before anything tries."""

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.utils.http import parse_header_parameters


def unreadable(request):
    """Bytes that a database cannot store in the path or the session's key, or forms in another character set than UTF-8."""
    if "\x00" in request.path or "\x00" in request.COOKIES.get(settings.SESSION_COOKIE_NAME, ""):
        return True
    _, parameters = parse_header_parameters(request.META.get("CONTENT_TYPE", ""))
    return parameters.get("charset", "utf-8").lower() not in ("utf-8", "utf8")


def middleware(get_response):
    def respond(request):
        return HttpResponseBadRequest("This request cannot be read.", content_type="text/plain") if unreadable(request) else get_response(request)

    return respond
