"""What the room tells about messages: the whole row, whatever changed in it."""

import msgspec

from rooms.live.protocol import Change, Event, Id, Moment, Number


class Author(msgspec.Struct, frozen=True):
    """As they were called when they wrote; `id` is null once they are gone for good."""

    id: int | None
    name: str


class Posted(Change, tag="chat.posted"):
    """A message. `place` is its position, and never changes; `seq` is the number of its last change."""

    place: Number
    id: Id
    client_id: str
    author: Author
    at: Moment
    html: str


class Edited(Posted, tag="chat.edited"):
    """A message that its author has changed; all of it, so that whoever did not know it knows it now."""

    edited_at: Moment


class Removed(Change, tag="chat.removed"):
    """A message is gone; whoever did not know it has nothing to do."""

    place: Number
    id: Id


class Typing(Event, tag="chat.typing"):
    """Somebody is writing; true for the next 5 seconds."""

    member: Author
