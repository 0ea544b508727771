"""The relay for networks that let nothing else through: where it is, and a name for it that holds for ten minutes at most."""

import base64
import hmac
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac

from rooms.live.protocol import action, moment
from rooms.permissions import Permission
from syncroom import limits

from .callers import Caller
from .seam import seam


def configured():
    """Whether there is a relay."""
    return bool(settings.TURN_URLS)


def servers(user_id, now=None):
    """([RTCIceServer, …], when it ends or None), for this person alone.

    The name is draft-uberti-behave-turn-rest's "time:who", and its password the HMAC of it, which the relay can check by itself. The
    relay counts by `who`, and its logs learn no more of a person than that it is the same one.
    """
    found = [{"urls": settings.STUN_URLS}] if settings.STUN_URLS else []
    if not configured():
        return found, None
    ends = (now or timezone.now()).replace(microsecond=0) + timedelta(seconds=limits.TURN_SECONDS)
    username = f"{int(ends.timestamp())}:{salted_hmac('syncroom.turn', str(user_id)).hexdigest()[:16]}"
    password = base64.b64encode(hmac.digest(settings.TURN_SECRET.encode(), username.encode(), "sha1")).decode()
    return [*found, {"urls": settings.TURN_URLS, "username": username, "credential": password}], ends


@action("call.ice", needs=Permission.SPEAK, tabs=True)
def ice(membership, tab):
    """Servers that help browsers to find each other, for whoever is in the call. `ok` carries `servers`, as RTCPeerConnection takes them, and
    `until` when they hold, or null."""
    Caller.objects.of(membership, tab)
    found, ends = servers(membership.user_id)
    return {"servers": found, "until": ends and moment(ends)}


seam.relay = configured
