"""Who uses the data folder: one process alone, or several that hear each other. The kernel lets go when a process dies."""

import fcntl

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

WORDS = "Another server already uses {}. Stop it first, or set REDIS_URL to run several processes."
BUSY = "A server uses {}. Stop it first."


def hold(together=False, words=WORDS):
    """A file that is locked as long as it is open; ImproperlyConfigured in words if somebody else is there."""
    lock = open(settings.DATA / "server.lock", "w")  # noqa: SIM115 held as long as we live
    try:
        fcntl.flock(lock, (fcntl.LOCK_SH if together else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        lock.close()
        raise ImproperlyConfigured(words.format(settings.DATA)) from None
    return lock
