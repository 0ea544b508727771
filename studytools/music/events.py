"""What the room tells about its music: whole rows, whatever changed in them."""

from typing import Literal

import msgspec

from chat.events import Author
from rooms.live.protocol import Change, Event, Id, Moment, Number

Act = Literal["played", "paused", "sought", "skipped", "ended", "set", "handed", "removed", "held", "released", "undone", "measured"]


class MusicChanged(Change, tag="music.changed"):
    """What the room plays, by anchors: `entry` of the queue, which was at `position_ms` at `started_at` and goes on from there, at `rate`; with
    `started_at` null it stands there. Clients count from that, and change nothing themselves. `ends_at` is when it is over; null for radio, which
    is live and has no position, and where `loop` is "one": then it begins again by itself.

    `during`: it plays in all phases of the timer, in focus phases only, or only outside of them; `held` while it waits for that. While somebody is
    `dj`, only they and moderators act. A room whose music was never used has none: nothing is on. `act`, `by` and `at` are the last act; `by`
    is null for what happened by itself.
    """

    entry: int | None
    position_ms: int
    started_at: Moment | None
    ends_at: Moment | None
    rate: int
    held: bool
    shuffle: bool
    loop: Literal["off", "one", "all"]
    during: Literal["always", "focus", "breaks"]
    dj: Author | None
    act: Act
    by: Author | None
    at: Moment


class EntryRow(msgspec.Struct, kw_only=True, frozen=True):
    """Something in the queue, by `place`; what is on has a place, too. `track` is at /rooms/<code>/tracks/<track>/, `station` in its frame at
    /rooms/<code>/radio/<station>/; both null once it is gone. `video` is YouTube's id of one, in its frame at /rooms/<code>/video/<video>/. `ms` is
    null for radio, and for a video until somebody's browser has found how long it is."""

    id: Id
    place: int
    kind: Literal["track", "radio", "video"]
    track: int | None
    station: int | None
    video: str | None
    title: str
    artist: str
    ms: int | None
    by: Author


class MusicEntry(Change, tag="music.entry"):
    """Something in the queue."""

    entry: EntryRow


class MusicEntryRemoved(Change, tag="music.entry-removed"):
    """It is not in the queue any more; whoever did not know it has nothing to do."""

    id: Id


class MusicTrack(Change, tag="music.track"):
    """A track of this room. What tags said is text."""

    id: Id
    title: str
    artist: str
    ms: int
    licence: str
    by: Author
    bytes: int


class MusicTrackRemoved(Change, tag="music.track-removed"):
    """A track of this room is gone, with its file."""

    id: Id


class MusicPlaylist(Change, tag="music.playlist"):
    """A playlist of this room: ids of tracks in order, its own and the shelf's. Those that are gone since are passed over."""

    id: Id
    name: str
    tracks: list[int]


class MusicPlaylistRemoved(Change, tag="music.playlist-removed"):
    """A playlist is gone."""

    id: Id


class MusicPlayed(Change, tag="music.played"):
    """Something was on since `at`, and is no longer. Only the last 50 count."""

    id: Id
    title: str
    artist: str
    by: Author
    at: Moment


class MusicListeners(Event, tag="music.listeners"):
    """Who listens now, and which of them would rather hear the next; it comes as soon as `needed` of them do."""

    people: list[Author]
    votes: list[int]
    needed: Number
