"""What the room tells about who works on what, and for how long."""

import msgspec

from rooms.live.protocol import Event, Id, Moment, Number


class Working(msgspec.Struct, frozen=True, omit_defaults=True):
    """Somebody here, as far as there is anything to tell; what is missing is null or empty."""

    id: Id
    doing: str = ""  # what they set out to do in this phase
    task: int | None = None
    outcome: str = ""  # done, carry or blocked
    flow_since: Moment | None = None
    asked_at: Moment | None = None  # whether they are still there
    seconds: Number | None = None  # of focus today in this room, without what is running; null if they do not show it
    since: Moment | None = None  # when the focus that is running began


class People(Event, tag="focus.people"):
    """Everybody here who said what they work on, is in flow, or shows their minutes. It replaces what you knew."""

    people: list[Working]
