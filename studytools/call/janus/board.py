"""This process' switchboard, what it tells the pages, and how it finds out who is still in a call."""

from rooms.live.broadcast import Telling, speaker
from rooms.live.protocol import encode

from ..callers import Caller
from .events import CallSfu, CallSfuLost
from .places import soon
from .switchboard import Switchboard

__all__ = ["board", "soon"]


def tell(place, token, feed, kind, sdp):
    say(place, CallSfu(seat=token, feed=feed, kind=kind, sdp=sdp))


def lost(place, token):
    say(place, CallSfuLost(seat=token))


def say(place, event):
    """To one connection, from the loop: nothing is written, so no commit is waited for."""
    speaker.spread([Telling(place.room, None, encode(event), place.user, None, place.tab)])


def inside(callers):
    return set(Caller.objects.filter(pk__in=callers, removed_until=None).values_list("pk", flat=True))


board = Switchboard(tell, lost, inside)
