"""What the room itself tells."""

import msgspec

from .live.protocol import Change, Event, Moment, MyChange


class Person(msgspec.Struct, frozen=True):
    """A member as others see them. While they are silenced, they can say nothing.

    `face`: their picture is at /avatars/<face>.webp (256 pixels) and <face>-64.webp; null where it is drawn from their name.
    `erased`: they deleted their account; whatever still bears their name shows “deleted user” from now on.
    """

    id: int
    name: str
    role: str
    face: str | None = None
    erased: bool = False
    silenced_until: Moment | None = None


class Present(msgspec.Struct, frozen=True):
    """Somebody who is here now, once however many tabs they have open. `state` is `here`, or `away` with the time `since` when."""

    id: int
    name: str
    role: str
    state: str = "here"
    since: Moment | None = None


class Fresh(Event, tag="room.fresh"):
    """You missed too much: forget what you know of this room, you are told all of it again."""


class MyFresh(Event, tag="me.fresh"):
    """You missed too much: forget what you know of your own, wherever you are, you are told all of it again."""


class Ready(Event, tag="room.ready"):
    """You now know everything up to these numbers, the room's and your own. `now` is the server's clock."""

    seq: int
    mine: int
    now: Moment


class RoomChanged(Change, tag="room.changed"):
    """The room's own properties.

    `tools_by`, `invites_by`, `past_for`: for whom these are, `all`, `moderators` or `owner`. `acting_host`: id of who stands in for the owner.
    `retention`: how long messages are kept, `ever`, `90d`, `7d`, or `empty`: until everybody has left.
    `slow_seconds`: between two messages of one person, moderators apart; 0: none. `scene`: what is drawn behind the timer.
    """

    name: str
    topic: str
    lifetime: str
    lifetime_words: str
    retention: str
    retention_words: str
    state: str
    locked: bool
    capacity: int
    tools_by: str
    invites_by: str
    past_for: str
    slow_seconds: int
    scene: str
    acting_host: int | None


class MemberChanged(Change, tag="room.member"):
    """Somebody joined, was given another name or role, or is a member no more (role `gone`)."""

    member: Person


class Blocked(MyChange, tag="me.blocked"):
    """I do not want to read `member`, whom I knew as `name`; or (`on` false) do again."""

    member: int
    name: str
    on: bool


class Preferred(MyChange, tag="me.preferences"):
    """What I like, in every page of mine: all that I chose, as data-… on the page has it."""

    choices: dict[str, str]


class Reported(MyChange, tag="me.reported"):
    """What the site's moderators decided on a report of mine, in words; until I say that I know."""

    id: int
    words: str


class PresenceChanged(Event, tag="presence.changed"):
    """Everybody who is here now. It replaces what you knew."""

    members: list[Present]


class Knocker(msgspec.Struct, frozen=True):
    """Somebody at the door. `id` is the knock's; `invited_by` names whose invitation they follow."""

    id: int
    name: str
    guest: bool
    reason: str
    at: Moment
    invited_by: str | None


class Knocks(Event, tag="knock.waiting"):
    """Everybody who waits at the door, told only to those who may let them in. It replaces what you knew."""

    waiting: list[Knocker]
