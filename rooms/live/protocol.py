"""The one catalogue of what is said over a room's connection: actions, events, refusals, close codes."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Union

import msgspec
from msgspec import Meta

from rooms.permissions import Permission

from .refusals import CLOSES, REFUSALS, Close, Refused, refuses

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

    seq = place = None


class Change(Event, kw_only=True, frozen=True):
    """The state of one row after its last change; applying it twice is harmless.

    One with a `place` belongs to what was said then: it is not told to those who came later, if the room keeps its past from them.
    """

    seq: Number


class MyChange(Event, kw_only=True, frozen=True):
    """The state of one of my rows after its last change, which only I hear, wherever I am; `mine` counts my changes."""

    mine: Number


@dataclass(frozen=True, eq=False)
class Action:
    """`perform` depends on `how`: "singly" (membership, call), "together" ([(membership, call), …]), "at once" (connection, call),
    "apart" as "together", in transactions of its own. With `tabs` it is also told, behind the membership, which connection asks: its id.
    """

    type: str
    call: type[Call] | None
    perform: Callable
    needs: Permission | None
    how: str = "singly"
    about: str = ""
    tabs: bool = False


actions: dict[str, Action] = {}


def action(type, *, needs, tabs=False):
    """Let members who hold `needs` call the function as `type`; its signature after `membership` (and `tab`) is the schema."""

    def declare(perform):
        parameters = list(inspect.signature(perform).parameters.values())[1 + tabs :]
        fields = [(p.name, p.annotation) if p.default is p.empty else (p.name, p.annotation, p.default) for p in parameters]
        call = msgspec.defstruct(type.title().replace(".", ""), fields, bases=(Call,), tag=type, kw_only=True, frozen=True)
        names = call.__struct_fields__[1:]

        def run(*who):
            *who, call = who
            return perform(*who, **{name: getattr(call, name) for name in names})

        actions[type] = Action(type, call, run, needs, about=inspect.getdoc(perform) or "", tabs=tabs)
        return perform

    return declare


def together(call, *, needs, tabs=False):
    """Many at once: the function gets [(membership, call), …], or [(membership, tab, call), …]; it returns one answer, or Refused, for each."""
    return _declare(call, needs, "together", tabs)


def at_once(call):
    """Answered from memory, on the loop: the function gets (connection, call). Nothing that asks for permission."""
    return _declare(call, None, "at once")


def _declare(call, needs, how, tabs=False):
    def declare(perform):
        type = call.__struct_config__.tag
        actions[type] = Action(type, call, perform, needs, how, inspect.getdoc(call) or "", tabs)
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

__all__ = ["CLOSES", "REFUSALS", "Action", "Call", "Change", "Close", "Event", "Refused", "action", "actions", "at_once", "refuses", "together"]
