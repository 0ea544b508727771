"""How often a password may be tried: no account is guessed, and no owner locked out by somebody else's guesses.

Whoever has signed in from this browser before is counted apart (the "device cookies" of OWASP).
"""

import secrets
from contextlib import suppress
from hashlib import blake2s

from django.conf import settings
from django.core import signing

from syncroom import limits, throttle

WINDOW_SECONDS = 300
CODE_SECONDS, CODE_ACCOUNT_SECONDS = 900, 3_600  # a code has few digits
COOKIE, YEAR_SECONDS = "syncroom_known", 365 * 86_400
_SALT = "accounts.attempts"


def begin(request, login):
    """Count a try before the password is looked at, so that many at once are counted too; throttle.TooMany."""
    if not known_browser(request, login):
        throttle.check("login-address", limits.LOGIN_FAILURES_ADDRESS, WINDOW_SECONDS, throttle.address(request))
    for what, times, who in _counted_to(request, login):
        throttle.count(what, times, WINDOW_SECONDS, who)


def succeeded(request, login):
    """The password was right: its tries are forgiven."""
    for what, times, who in _counted_to(request, login):
        throttle.forgive(what, times, WINDOW_SECONDS, who)


def failed(request):
    with suppress(throttle.TooMany):
        throttle.count("login-address", limits.LOGIN_FAILURES_ADDRESS, WINDOW_SECONDS, throttle.address(request))


def begin_code(request, user):
    """The same for codes of the second step."""
    if not known_browser(request, user.username):
        throttle.check("login-address", limits.LOGIN_FAILURES_ADDRESS, WINDOW_SECONDS, throttle.address(request))
    for what, times, seconds, who in _codes_of(request, user):
        throttle.count(what, times, seconds, who)


def code_succeeded(request, user):
    for what, times, seconds, who in _codes_of(request, user):
        throttle.forgive(what, times, seconds, who)


def _codes_of(request, user):
    """[(what, times, seconds, who), …]"""
    if browser := known_browser(request, user.username):
        return [("codes-of", limits.CODE_FAILURES, CODE_SECONDS, f"{user.pk} browser {browser}")]
    return [
        ("codes-of", limits.CODE_FAILURES, CODE_SECONDS, f"{user.pk} {throttle.address(request)}"),
        ("codes-account", limits.CODE_FAILURES_ACCOUNT, CODE_ACCOUNT_SECONDS, user.pk),
    ]


def _counted_to(request, login):
    """[(what, times, who), …]"""
    if browser := known_browser(request, login):
        return [("login", limits.LOGIN_FAILURES, f"browser {browser}")]
    login = _digest(login)
    return [("login", limits.LOGIN_FAILURES, f"{login} {throttle.address(request)}"), ("login-account", limits.LOGIN_FAILURES_ACCOUNT, login)]


def known_browser(request, login):
    """The name of this browser, if this account was signed in to with it; else None."""
    try:
        browser, *logins = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=YEAR_SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return browser if _digest(login) in logins else None


def remember(response, user):
    """This browser is known to this account from now on."""
    logins = [_digest(login) for login in (user.username, user.email) if login]
    value = signing.dumps([secrets.token_hex(8), *logins], salt=_SALT)
    response.set_cookie(COOKIE, value, YEAR_SECONDS, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax")


def _digest(login):
    return blake2s(login.encode(), digest_size=12).hexdigest()
