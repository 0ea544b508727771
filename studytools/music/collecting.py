"""What members may ask of a room's playlists, tracks and videos."""

from typing import Annotated

from msgspec import Meta

from rooms.live.protocol import Id, Number, action
from rooms.permissions import Permission
from syncroom import limits

from . import measuring, queueing
from .tracks import Track

ListVersion = Annotated[Number, Meta(description="`seq` of the last `music.playlist` of it")]
Title = Annotated[str, Meta(min_length=1, max_length=200)]
Artist = Annotated[str, Meta(max_length=200)]
Licence = Annotated[str, Meta(max_length=limits.LICENCE_CHARS)]
Tracks = Annotated[list[Id], Meta(max_length=limits.PLAYLIST_TRACKS)]
ClientId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="the same for the same thing, however often it is sent")]


@action("music.add-playlist", needs=Permission.RUN_TOOLS)
def add_playlist(membership, client_id: ClientId, name: Title, tracks: Tracks | None = None):
    """A new playlist; `ok` carries its `id`."""
    return queueing.new_list(membership, client_id, name, tracks or [])


@action("music.edit-playlist", needs=Permission.RUN_TOOLS)
def edit_playlist(membership, id: Id, version: ListVersion, name: Title | None = None, tracks: Tracks | None = None):
    """Another name, or these tracks in this order. `ok` carries its `seq`."""
    return queueing.edit_list(membership, id, version, name, tracks)


@action("music.remove-playlist", needs=Permission.RUN_TOOLS)
def remove_playlist(membership, id: Id, version: ListVersion):
    """The list goes, its tracks stay."""
    return queueing.remove_list(membership, id, version)


@action("music.edit-track", needs=Permission.MODERATE)
def edit_track(
    membership,
    id: Id,
    title: Title,
    artist: Annotated[str, Meta(max_length=200)] = "",
    licence: Annotated[str, Meta(max_length=limits.LICENCE_CHARS)] = "",
):
    """What a track of this room is called, and under what licence it is."""
    Track.objects.one(membership.room_id, id).edit(membership, title=title, artist=artist, licence=licence)


@action("music.remove-track", needs=Permission.MODERATE)
def remove_track(membership, id: Id):
    """A track of this room goes for good, with its file."""
    Track.objects.one(membership.room_id, id).remove(membership)


@action("music.measure", needs=Permission.RUN_TOOLS)
def measure(membership, id: Id, ms: Annotated[int, Meta(ge=1, le=86_400_000)], title: Annotated[str, Meta(max_length=500)] = ""):
    """How long a video of the queue is, and what it is called, as my browser found; said once."""
    measuring.measure(membership, id, ms, title)
