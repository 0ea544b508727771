"""What is told about the call: who is in it to the whole room, and what two browsers say to each other to one connection."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from rooms.live.protocol import Change, Event, Id, Moment
from syncroom import limits

Role = Literal["mic", "camera", "screen", "sound"]
Mid = Annotated[str, Meta(max_length=16)]
Sdp = Annotated[str, Meta(max_length=limits.SIGNAL_BYTES)]


class Description(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """A session description (SDP). `tracks` says by mid what each of its media is."""

    type: Literal["offer", "answer"]
    sdp: Sdp
    tracks: Annotated[dict[Mid, Role], Meta(max_length=16)] = {}


class Candidate(msgspec.Struct, kw_only=True, frozen=True, forbid_unknown_fields=True):
    """An address to be tried, as RTCIceCandidate.toJSON() has it."""

    candidate: Annotated[str, Meta(max_length=1024)]
    sdpMid: Mid | None = None
    sdpMLineIndex: Annotated[int, Meta(ge=0, le=255)] | None = None
    usernameFragment: Annotated[str, Meta(max_length=256)] | None = None


class Participant(msgspec.Struct, kw_only=True, frozen=True):
    """Somebody in the call. `id` is theirs in this call, and whose is higher came later; `hand`: since when it is raised; `away`: their
    connection to the room is lost, while the call may go on."""

    id: Id
    user: Id
    name: str
    muted: bool
    camera: bool
    sharing: bool
    hand: Moment | None
    away: bool


class CallPeople(Event, tag="call.people"):
    """Who is in the call, by order of joining; nobody: there is none. With transport `mesh` each browser speaks to each other, and whoever came
    later gives way where two offers cross; with `janus` all speak to the site's SFU."""

    transport: Literal["mesh", "janus"]
    people: list[Participant]


class CallSignal(Event, tag="call.signal"):
    """What another browser in the call tells mine: a description or candidates. Who it is from is the server's word."""

    sender: Id = msgspec.field(name="from")
    description: Description | None = None
    candidates: list[Candidate] | None = None


class CallStopped(Event, tag="call.stopped"):
    """My microphone or my share is off now, by somebody's will; `by` is null where it is the room's rule for focus phases."""

    what: Literal["mic", "share"]
    by: str | None


class CallOver(Event, tag="call.over"):
    """I am in the call no more: I joined `elsewhere`, in another tab, or was `removed` by somebody."""

    id: Id
    reason: Literal["elsewhere", "removed"]
    by: str | None = None


class CallRulesChanged(Change, tag="call.rules"):
    """What holds for the room's calls. With `talk`, microphones may be on while the room focuses."""

    talk: bool


class PhotoShown(Event, tag="call.photo"):
    """A still of somebody instead of a video, base64 of a WebP file; it takes the place of the last one, and nobody keeps it beyond the next. Null:
    they show none any more."""

    user: Id
    name: str
    picture: str | None
    at: Moment
