"""The one catalogue of what is said over a room's connection: actions, events, refusals, close codes."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import IntEnum
from functools import cache
from typing import Annotated, Union

import msgspec
from msgspec import Meta

from rooms.permissions import Permission

# JSON integers have no bound of their own, and neither Python nor a database likes that.
Number = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Id = Annotated[int, Meta(ge=1, le=2**53 - 1)]
Ref = Annotated[int, Meta(ge=0, le=2**53 - 1, description="chosen by the client, repeated in the reply")]
Moment = Annotated[str, Meta(description="ISO 8601, UTC, milliseconds", extra_json_schema={"format": "date-time"})]


def moment(at: datetime) -> Moment:
    """`at` as it is sent: 2026-03-01T09:30:00.000Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


class Call(msgspec.Struct, tag_field="type", forbid_unknown_fields=True, kw_only=True, frozen=True):
    """What a member asks for."""

    ref: Ref


class Event(msgspec.Struct, tag_field="type", kw_only=True, frozen=True):
    """What the room tells; one without a number is not durable."""

    seq = None


class Change(Event, kw_only=True, frozen=True):
    """The state of one row after its last change; applying it twice is harmless."""

    seq: Number


class Refused(Exception):
    """A coded "no". `retry_after` in seconds, where waiting helps."""

    def __init__(self, code, retry_after=None, ref=None):
        super().__init__(code)
        self.code, self.retry_after, self.ref = code, retry_after, ref

    @property
    def message(self):
        return REFUSALS[self.code]

    def as_reply(self, ref):
        return {"type": "refused", "ref": ref, "code": self.code, "message": self.message, "retry_after": self.retry_after}


REFUSALS = {
    "malformed": "This could not be understood.",
    "unknown-action": "There is no such action.",
    "forbidden": "You may not do this here.",
    "not-found": "It is not there any more.",
    "closed": "This room is closed.",
    "archived": "This room is archived. Its owner can open it again.",
    "locked": "This room is locked for now.",
    "full": "This room is full right now.",
    "accounts-only": "This room is for people with an account.",
    "too-fast": "That was too fast. Try again in a moment.",
    "busy": "The server is busy. Your words are safe; they are sent again.",
    "unavailable": "Saving is delayed. Your words are safe; they are sent again.",
    "failed": "This did not work. It is not your fault.",
    "id-reused": "This was sent before with other words.",
    "too-late": "This can only be changed for a while after it was sent.",
    "empty": "There is nothing in it.",
    "last-owner": "The owner cannot be removed.",
}


class Close(IntEnum):
    """Why the server closes a connection; CLOSES says what a client does then."""

    LEFT = 1000
    GOING_AWAY = 1001
    TOO_BIG = 1009
    RESTART = 1012
    BAD_FRAMES = 4400
    SIGNED_OUT = 4401
    REMOVED = 4403
    NO_ROOM = 4404
    SLOW = 4408
    FULL = 4409
    CLOSED = 4410
    FLOOD = 4429


CLOSES = {
    Close.LEFT: ("you left, here or in another tab", "stop"),
    Close.GOING_AWAY: ("the page or the server goes away", "resume"),
    Close.TOO_BIG: ("a frame was larger than the limit", "resume, without that frame"),
    Close.RESTART: ("the server restarts, or the connection has lived long enough", "resume, after 0 to 3 s at random"),
    Close.BAD_FRAMES: ("too many malformed frames", "stop: this is a defect of the client"),
    Close.SIGNED_OUT: ("nobody is signed in, or no longer", "stop, and offer to sign in"),
    Close.REMOVED: ("removed from the room while connected", "stop"),
    Close.NO_ROOM: ("no such room, or you are not a member", "stop, and offer the join page"),
    Close.SLOW: ("what was sent was not read in time", "resume"),
    Close.FULL: ("the room holds as many people as it may", "retry after 10 s"),
    Close.CLOSED: ("the room was closed", "stop"),
    Close.FLOOD: ("too many actions, in spite of refusals", "resume after 10 s, slower"),
}


@dataclass(frozen=True, eq=False)
class Action:
    """`perform` depends on `how`: "singly" (membership, call), "together" ([(membership, call), …]), "at once" (connection, call)."""

    type: str
    call: type[Call] | None
    perform: Callable
    needs: Permission | None
    how: str = "singly"
    about: str = ""


actions: dict[str, Action] = {}


def action(type, *, needs):
    """Let members who hold `needs` call the function as `type`; its signature after `membership` is the schema."""

    def declare(perform):
        _, *parameters = inspect.signature(perform).parameters.values()
        fields = [(p.name, p.annotation) if p.default is p.empty else (p.name, p.annotation, p.default) for p in parameters]
        call = msgspec.defstruct(type.title().replace(".", ""), fields, bases=(Call,), tag=type, kw_only=True, frozen=True)
        names = call.__struct_fields__[1:]

        def run(membership, call):
            return perform(membership, **{name: getattr(call, name) for name in names})

        actions[type] = Action(type, call, run, needs, about=inspect.getdoc(perform) or "")
        return perform

    return declare


def together(call, *, needs):
    """Many at once: the function gets [(membership, call), …] and returns one answer, or Refused, for each."""
    return _declare(call, needs, "together")


def at_once(call):
    """Answered from memory, on the loop: the function gets (connection, call). Nothing that asks for permission."""
    return _declare(call, None, "at once")


def _declare(call, needs, how):
    def declare(perform):
        type = call.__struct_config__.tag
        actions[type] = Action(type, call, perform, needs, how, inspect.getdoc(call) or "")
        return perform

    return declare


class _Envelope(msgspec.Struct):
    type: str = ""
    ref: Ref | None = None


@cache
def _decoder():
    return msgspec.json.Decoder(Union[tuple(action.call for action in actions.values())])  # noqa: UP007 built at run time


_UNREADABLE = (msgspec.DecodeError, RecursionError, UnicodeError)
_envelope = msgspec.json.Decoder(_Envelope)


def parse(text):
    """The call in a frame; Refused, with the `ref` if one can be read, for anything else."""
    try:
        return _decoder().decode(text)
    except _UNREADABLE:
        pass
    try:
        envelope = _envelope.decode(text)
    except _UNREADABLE:
        raise Refused("malformed") from None
    raise Refused("malformed" if envelope.type in actions else "unknown-action", ref=envelope.ref)


encode = msgspec.json.Encoder().encode
