"""What the SFU tells one page: its answer to what that page sends, and an offer for each of the others."""

from typing import Literal

from rooms.live.protocol import Event, Id


class CallSfu(Event, tag="call.sfu"):
    """A session description by the SFU, to one connection: an answer to my offer (`feed` is null), or an offer of what somebody sends, to be
    answered by `call.sfu.answer`; `feed` is their id in the call. Another offer for the same feed takes the place of the one before. `seat` is
    my page's word."""

    seat: str
    feed: Id | None
    kind: Literal["offer", "answer"]
    sdp: str


class CallSfuLost(Event, tag="call.sfu.lost"):
    """The SFU has no place for this `seat`, or no longer: take another, after a second or more at random."""

    seat: str
