"""How somebody without an account comes in."""

from django.conf import settings
from django.contrib.auth import get_user_model, login

from syncroom import limits, throttle


def welcome(request, display_name):
    """A new guest, signed in to this browser. TooMany when too many come from one address."""
    throttle.count("guests", limits.GUESTS_PER_HOUR, 3600, throttle.address(request))
    user = get_user_model().objects.create_guest(display_name)
    login(request, user, settings.AUTHENTICATION_BACKENDS[0])
    return user
