"""What the room tells about messages: the whole row, whatever changed in it."""

import msgspec

from rooms.live.protocol import Change, Event, Id, Moment, Number


class Author(msgspec.Struct, frozen=True):
    """As they were called when they wrote; `id` is null once they are gone for good."""

    id: int | None
    name: str


class Posted(Change, tag="chat.posted", kw_only=True, omit_defaults=True):
    """A message. `place` is its position, and never changes; `seq` is the number of its last change.

    `author` is null and `kind` "recap" where the room itself says something; `kind` "urgent" came through while others waited.
    `released_at`: it was written at `at`, waited for the break, and arrived then. What is empty is left out.
    """

    place: Number
    id: Id
    client_id: str
    author: Author | None
    at: Moment
    html: str
    kind: str = ""
    released_at: Moment | None = None


class Edited(Posted, tag="chat.edited", kw_only=True, omit_defaults=True):
    """A message that its author has changed; all of it, so that whoever did not know it knows it now."""

    edited_at: Moment


class Removed(Change, tag="chat.removed"):
    """A message is gone; whoever did not know it has nothing to do."""

    place: Number
    id: Id


class Expired(Change, tag="chat.expired"):
    """All messages up to the place `before` are gone for good, as the room keeps them only so long."""

    before: Number


class Quiet(Event, tag="chat.quiet"):
    """While `on`, messages wait until `until` (null: an open end), and `waiting` of them do; while `parking`, questions do.

    `urgent`: ids of those who have said something urgent in this focus phase.
    """

    on: bool
    parking: bool
    until: Moment | None
    waiting: Number
    urgent: list[int]


class Typing(Event, tag="chat.typing"):
    """Somebody is writing; true for the next 5 seconds."""

    member: Author
