"""What members may ask of the music. Where somebody is the DJ, only they and moderators act on it: `dj-only`."""

from typing import Annotated, Literal

from msgspec import Meta

from rooms.live.protocol import Id, Number, action, refuses
from rooms.live.registry import chore, current_state, replay
from rooms.parts import panel, sheet
from rooms.permissions import Permission

from . import desk, log, queueing
from .collecting import ClientId, Tracks
from .desk import Desk
from .entries import Entry
from .history import Played
from .listeners import Listener
from .player import Player
from .playlists import Playlist
from .tracks import Track

Version = Annotated[Number, Meta(description="`seq` of the last `music.changed`, 0 if there was none")]
Ms = Annotated[int, Meta(ge=0, le=2**31 - 1, description="milliseconds")]
VideoId = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{11}$", description="of YouTube")]
Place = Annotated[Number, Meta(description="behind this entry")]
refuses(
    {
        "track-empty": "There is no sound in this file.",
        "track-too-short": "This is shorter than a second.",
        "track-too-long": "This lasts longer than a track may here.",
        "track-too-big": "This file is larger than a track may be here.",
        "track-unreadable": "This is not an MP3, Ogg Vorbis, Opus, FLAC or WAV file, whatever it is called.",
        "track-truncated": "This file ends before its end. Copy it again, and then try once more.",
        "too-many-tracks": "That is as many tracks as there may be. Remove one first.",
        "room-music-full": "The room's space for music is used up. Remove a track first.",
        "site-music-full": "This site's space for music is used up.",
        "queue-full": "The queue is full. Let it play for a while.",
        "too-many-playlists": "That is as many playlists as there may be. Remove one first.",
        "nothing-on": "Nothing is on. Put something into the queue first.",
        "now-playing": "This is on just now.",
        "music-live": "Radio is live: it has no position.",
        "music-held": "The room wants its music in other phases of the timer.",
        "not-listening": "Only who listens has a say in what comes next.",
        "dj-only": "Somebody is the DJ: only they and moderators choose the music.",
    }
)


@action("music.play", needs=Permission.RUN_TOOLS)
def play(membership, version: Version, entry: Id | None = None):
    """Go on, or play this entry of the queue now. `ok` carries the player's `seq`, here and below."""
    return Desk(membership, version).play(entry)


@action("music.pause", needs=Permission.RUN_TOOLS)
def pause(membership, version: Version):
    """Stop for everybody; who paused for themselves alone tells nobody."""
    return Desk(membership, version).pause()


@action("music.seek", needs=Permission.RUN_TOOLS)
def seek(membership, version: Version, position_ms: Ms):
    """To this position. Radio has none."""
    return Desk(membership, version).seek(position_ms)


@action("music.skip", needs=Permission.RUN_TOOLS)
def skip(membership, version: Version):
    """On to the next in the queue."""
    return Desk(membership, version).skip()


@action("music.set", needs=Permission.RUN_TOOLS)
def set_(
    membership,
    version: Version,
    shuffle: bool | None = None,
    loop: Literal["off", "one", "all"] | None = None,
    during: Literal["always", "focus", "breaks"] | None = None,
):
    """How it plays, and in which phases of the timer; what is left out stays."""
    return Desk(membership, version).set(shuffle, loop, during)


@action("music.dj", needs=Permission.RUN_TOOLS)
def dj(membership, version: Version, user: Number):
    """Somebody of the room is the DJ; with 0, nobody is any more."""
    return Desk(membership, version).hand(user)


@action("music.vote", needs=Permission.SPEAK)
def vote(membership, yes: bool = True):
    """I listen, and would rather hear the next; half of the listeners are enough. `ok` carries `skipped`."""
    return desk.vote(membership, yes)


@action("music.listen", needs=Permission.SPEAK)
def listen(membership, on: bool):
    """Whether I hear what the room plays."""
    Listener.objects.listen(membership, on)


@action("music.queue", needs=Permission.RUN_TOOLS)
def queue(
    membership,
    client_id: ClientId,
    tracks: Tracks | None = None,
    station: Id | None = None,
    video: VideoId | None = None,
    after: Place | None = None,
):
    """Tracks of this room or the shelf, a station, or a video, at the end of the queue, or behind an entry (0: what is on). `ok` has their `ids`."""
    return queueing.add(membership, tracks or [], station, video, client_id, after)


@action("music.move", needs=Permission.RUN_TOOLS)
def move(membership, id: Id, after: Place):
    """Behind another entry of the queue, or with 0 to the front."""
    return queueing.move(membership, id, after)


@action("music.drop", needs=Permission.SPEAK)
def drop(membership, id: Id):
    """Take out of the queue what one put there oneself, or, as who may act on the music, anything."""
    return queueing.drop(membership, id)


@action("music.clear", needs=Permission.RUN_TOOLS)
def clear(membership):
    """Take everything that waits out of the queue."""
    return queueing.clear(membership)


@action("music.undo", needs=Permission.RUN_TOOLS)
def undo(membership, act: Id):
    """Take back what one did oneself, while nothing has happened to it since; `ok` of most acts on the music carries its `act`."""
    desk.must(membership)
    log.undo_mine(membership, act)


@replay
def changes(room, since):
    for rows in (Track, Playlist, Entry, Played, Player):
        yield from rows.objects.changes(room, since)


@current_state
def listeners(rooms):
    return Listener.objects.states(rooms)


chore(Player.objects.next_due, Player.objects.end_due)
SHEET = "studytools/music/_sheet.html", "studytools/music/whole.js", ("studytools/music/sheet.css",)
sheet("music-sheet", "Music", *SHEET, looks="ask foot-sheet music-sheet")
panel("music", "foot", "Music", "studytools/music/panel.html", "studytools/music/bar.js", ("studytools/music/music.css",))
