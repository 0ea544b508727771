"""What a connection says of itself as it opens."""

import random
import re
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from django.conf import settings

from accounts.sessions import kept
from syncroom import limits

SESSION_KEY = re.compile(r"[a-z0-9]{8,40}")


def cookie(scope):
    """The session of the key that a browser sent, as the database knows it, or ""."""
    text = b";".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        morsel = SimpleCookie(text).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return ""
    return kept(morsel.value) if morsel and SESSION_KEY.fullmatch(morsel.value) else ""


def known(scope):
    """The last numbers the client knows, the room's and its own; whatever is no number counts as 0."""
    asked = parse_qs(scope["query_string"].decode("latin-1"))
    return number(asked.get("since", ["0"])[0]), number(asked.get("mine", ["0"])[0])


def number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def lifetime_seconds():
    """How long a connection lives; not all of one moment's end at one moment."""
    return limits.CONNECTION_SECONDS * random.uniform(0.9, 1.1)  # noqa: S311 jitter
