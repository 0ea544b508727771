"""What is told about sound: the room's mix to everybody in it, my saved ones to me."""

import msgspec

from chat.events import Author
from rooms.live.protocol import Change, Id, Moment, MyChange


class SoundChanged(Change, tag="sound.changed"):
    """The room's mix, for who follows it; `code` is "" where there is none. Each decides for themselves whether and how loud they hear it."""

    code: str
    playing: bool
    by: Author | None
    at: Moment


class MixRow(msgspec.Struct, kw_only=True, frozen=True):
    """A mix that was saved under a name."""

    id: Id
    name: str
    code: str


class MixSaved(MyChange, tag="sound.saved"):
    """A saved mix of mine, which goes with me into every room."""

    mix: MixRow


class MixRemoved(MyChange, tag="sound.removed"):
    """A saved mix of mine is gone; whoever did not know it has nothing to do."""

    id: Id
