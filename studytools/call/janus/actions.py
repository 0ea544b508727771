"""What somebody in a call says to the SFU. The server decides who may, and says it to Janus in their place."""

from typing import Annotated

from msgspec import Meta

from rooms.live.protocol import Id, Refused, action
from rooms.permissions import Permission
from studytools.call import janus
from syncroom import limits

from ..callers import Caller
from ..rules import JANUS, CallRules
from ..seam import seam
from .board import board, soon
from .describing import checked
from .places import Place

Token = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{16,64}$", description="chosen at random by the page for one attempt")]
Sdp = Annotated[str, Meta(min_length=1, max_length=limits.SIGNAL_BYTES)]


@action("call.sfu.offer", needs=Permission.SPEAK, tabs=True)
def offer(membership, tab, seat: Token, sdp: Sdp):
    """Send to the SFU what this describes: microphone, camera, screen and its sound, in this order. The answer comes as `call.sfu`."""
    soon(board.offer, place_of(membership, tab), seat, checked(sdp))


@action("call.sfu.answer", needs=Permission.SPEAK, tabs=True)
def answer(membership, tab, seat: Token, feed: Id, sdp: Sdp):
    """Receive what somebody sends, as the SFU has offered it."""
    soon(board.answer, place_of(membership, tab), seat, feed, checked(sdp))


@action("call.sfu.look", needs=Permission.SPEAK, tabs=True)
def look(membership, tab, seat: Token, again: Annotated[list[Id], Meta(max_length=limits.CALL_SFU_PEOPLE)] = ()):
    """After a lost connection: hear again what waits for an answer. The feeds of `again` begin anew, because they broke."""
    soon(board.look, place_of(membership, tab), seat, list(again))


def place_of(membership, tab):
    """Refused `not-in-call`, `not-found` where the call goes from browser to browser."""
    caller = Caller.objects.of(membership, tab)
    if CallRules.objects.of(membership.room_id).transport != JANUS:
        raise Refused("not-found")
    return Place(caller.pk, membership.room_id, membership.user_id, tab)


seam.sfu = janus
