"""Whose pages may open connections: our own. A browser always says which page asks; other programs have no cookies to steal."""

from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import split_domain_port, validate_host


def same_origin(application):
    """ASGI middleware: a foreign Origin, or an address that is not ours, is refused before the connection is accepted."""

    async def middleware(scope, receive, send):
        headers = dict(scope["headers"])
        if allowed(headers.get(b"origin"), headers.get(b"host", b"").decode("latin-1")):
            return await application(scope, receive, send)
        return await WebsocketDenier()(scope, receive, send)

    return middleware


def allowed(origin, host):
    """`origin`: bytes or None; `host`: the Host header."""
    if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return False
    if origin is None:
        return True
    try:
        url = urlsplit(origin.decode("latin-1"))
    except ValueError:
        return False
    if url.scheme not in ("http", "https") or url.username is not None:
        return False
    if settings.SECURE and url.scheme != "https":
        return False
    return url.netloc.lower() == host.lower() or origin.decode("latin-1").lower() in settings.CSRF_TRUSTED_ORIGINS
