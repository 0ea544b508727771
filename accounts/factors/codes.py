"""Codes that people type: those of an app (RFC 6238), and recovery codes. Each is good once."""

import logging
import time

from allauth.account.adapter import get_adapter
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.db import transaction
from django.utils.crypto import constant_time_compare

from syncroom.sealed import Unreadable, resealed, resealing, unseal

log = logging.getLogger("syncroom.accounts")
STEP_SECONDS, SKEW_STEPS = 30, 1  # a clock may be half a minute off, either way
TYPED = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)


def step_of(secret, code):
    """In which step of time around now this is the code, or None."""
    now = int(time.time()) // STEP_SECONDS
    steps = range(now - SKEW_STEPS, now + SKEW_STEPS + 1)
    return next((step for step in steps if constant_time_compare(plain(code), format_hotp_value(hotp_value(secret, step)))), None)


def plain(code):
    """As people copy it: with blanks and hyphens."""
    return "".join(char for char in code if char not in " -\u00a0\t")


@transaction.atomic
def accept(user, code):
    """The authenticator that this code is of, and the code is used up; or None."""
    for one in Authenticator.objects.select_for_update().filter(user=user, type__in=TYPED):
        try:
            if spend(one, code):
                return one
        except Unreadable:
            log.error("the second step of user %s was sealed with a secret key that is gone", user.pk)
    return None


def spend(one, code):
    if one.type == Authenticator.Type.RECOVERY_CODES:
        return RecoveryCodes(one).validate_code(plain(code))
    step = step_of(unseal(one.data["secret"]), code)
    if step is None or step <= one.data.get("step", 0):
        return False
    one.data["step"] = step
    one.save(update_fields=["data"])
    return True


def codes_left(recovery):
    """How many recovery codes are unused; their own words are not needed for that."""
    return app_settings.RECOVERY_CODE_COUNT - recovery.data["used_mask"].bit_count()


def spent(user, step):
    """The code that set an app up is used up, too."""
    for one in Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP):
        one.data["step"] = step
        one.save(update_fields=["data"])


def tell_of(request, one):
    """By mail, when a recovery code opened the account: it may have been found."""
    if one is not None and one.type == Authenticator.Type.RECOVERY_CODES:
        one.refresh_from_db()
        get_adapter(request).send_notification_mail("mfa/email/recovery_code_used", one.user, {"left": codes_left(one)})


def drop(user):
    """No second step any more, for who has lost all of theirs; whether there was any."""
    return bool(Authenticator.objects.filter(user=user).delete()[0])


@resealing
def reseal():
    """Every secret under today's secret key: how many, and how many cannot be read any more."""
    done = lost = 0
    for one in Authenticator.objects.filter(type__in=TYPED):
        name = "secret" if one.type == Authenticator.Type.TOTP else "seed"
        try:
            sealed = resealed(one.data[name])
        except Unreadable:
            lost += 1
            continue
        done += Authenticator.objects.filter(pk=one.pk, data=one.data).update(data=one.data | {name: sealed})
    return done, lost
