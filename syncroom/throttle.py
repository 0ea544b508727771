"""How often one address or account may try something, in all processes together."""

import ipaddress
import logging
from contextlib import suppress
from functools import cache

from django.conf import settings
from limits import RateLimitItemPerSecond
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

log = logging.getLogger("syncroom.throttle")


class TooMany(Exception):
    """Wait `retry_after` seconds. The middleware answers 429 in words."""

    def __init__(self, retry_after):
        super().__init__(retry_after)
        self.retry_after = retry_after


@cache
def _limiter():
    storage = storage_from_string(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1) if settings.REDIS_URL else MemoryStorage()
    return SlidingWindowCounterRateLimiter(storage)


def check(what, times, seconds, *who):
    """TooMany if any of `who` has used up its `times` in `seconds`; counts nothing."""
    _ask(lambda limiter, item, one: limiter.test(item, what, one), times, seconds, who)


def count(what, times, seconds, *who):
    """Count one for each of `who`; TooMany for whoever is over."""
    _ask(lambda limiter, item, one: limiter.hit(item, what, one), times, seconds, who)


def forgive(what, times, seconds, *who):
    """Forget what was counted for each of `who`."""
    with suppress(Exception):
        for one in who:
            _limiter().clear(RateLimitItemPerSecond(times, seconds), what, str(one))


def _ask(question, times, seconds, who):
    item = RateLimitItemPerSecond(times, seconds)
    try:
        answers = [question(_limiter(), item, str(one)) for one in who]  # each is counted
    except Exception as error:  # without Redis people still come in; their passcodes are hashed slowly
        log.warning("the limits' storage is away: %s", type(error).__name__)
        return
    if not all(answers):
        raise TooMany(seconds)


def forget():
    """Start counting afresh (tests)."""
    _limiter().storage.reset()


def address(request):
    """Whom to count a request to: an IPv4 address, or an IPv6 /64, of which one person has all."""
    text = request.META.get("REMOTE_ADDR") or "unknown"
    try:
        ip = ipaddress.ip_address(text)
    except ValueError:
        return text
    if ip.version == 4 or ip.ipv4_mapped:
        return str(getattr(ip, "ipv4_mapped", None) or ip)
    return str(ipaddress.ip_network((ip, 64), strict=False))


def middleware(get_response):
    """Answers TooMany with a page in words."""
    from django.shortcuts import render

    def respond(request):
        return get_response(request)

    def process_exception(request, error):
        if isinstance(error, TooMany):
            response = render(request, "429.html", {"retry_after": error.retry_after}, status=429)
            response["Retry-After"] = str(error.retry_after)
            return response

    respond.process_exception = process_exception
    return respond
