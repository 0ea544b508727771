"""What members do to the queue and the playlists, each noted in the room's log so that it can be undone."""

from django.utils import timezone

from rooms.live.protocol import Refused

from .desk import must
from .entries import Entry
from .log import note
from .player import Player
from .playlists import Playlist
from .rows import keep
from .stations import Station
from .tracks import Track
from .videos import Video


def add(membership, tracks, station, video, client_id, after):
    """The ids of the new entries. Refused `not-found`, `empty`, `queue-full`."""
    must(membership)
    found = Track.objects.playable(membership.room_id, tracks)
    sources = [found[id] for id in tracks if id in found]
    if station is not None:
        sources += Station.objects.listed().filter(pk=station)
    if video is not None:
        sources.append(Video(video))
    if not sources:
        raise Refused("not-found" if tracks or station else "empty")
    behind = Player.objects.of(membership.room).entry if after == 0 else after and Entry.objects.one(membership.room_id, after)
    return {"ids": Entry.objects.add(membership, sources, client_id, behind or None)}


def move(membership, id, after):
    """Behind another entry, or (0) to the front."""
    must(membership)
    entry = waiting(membership, id)
    before = entry.snapshot()
    if after == id:
        raise Refused("not-found")
    ahead = Entry.objects.one(membership.room_id, after) if after else None
    if ahead is None:
        first = Entry.objects.standing().filter(room=membership.room_id).order_by("place").first()
        entry.place = first.place - 1024
    else:
        (entry.place,) = Entry.objects.room_for(membership.room_id, 1, ahead)
        entry.seq = Entry.objects.values_list("seq", flat=True).get(pk=entry.pk)  # all may have been spread out
    keep(membership.room_id, entry)
    return note(membership, "moved", [(entry, before)], timezone.now())


def drop(membership, id):
    """Out of the queue: one's own, or whoever may act on the music."""
    entry = waiting(membership, id)
    if entry.by_id != membership.user_id:
        must(membership)
    return put_away(membership, [entry], "dropped")


def clear(membership):
    """All that waits."""
    must(membership)
    player = Player.objects.of(membership.room)
    return put_away(membership, list(Entry.objects.standing().filter(room=membership.room_id).exclude(pk=player.entry_id)), "cleared")


def put_away(membership, entries, act):
    before = [(entry, entry.snapshot()) for entry in entries]
    for entry in entries:
        entry.removed = True
    keep(membership.room_id, *entries)
    if not before:
        return None
    Entry.objects.forget(membership.room_id, entries[-1].seq)
    return note(membership, act, before, timezone.now())


def waiting(membership, id):
    """An entry that is not on just now. Refused `not-found`, `now-playing`."""
    entry = Entry.objects.one(membership.room_id, id)
    if Player.objects.filter(room=membership.room_id, entry=entry).exists():
        raise Refused("now-playing")
    return entry


def new_list(membership, client_id, name, tracks):
    must(membership)
    return {"id": Playlist.objects.add(membership, client_id, name, tracks).pk}


def edit_list(membership, id, version, name=None, tracks=None):
    """Refused `changed-meanwhile` where somebody else was faster."""
    playlist, before = known(membership, id, version)
    playlist.become(name, tracks)
    return {"seq": playlist.seq} | note(membership, "renamed", [(playlist, before)], timezone.now(), playlist.name)


def remove_list(membership, id, version):
    playlist, before = known(membership, id, version)
    playlist.remove()
    return note(membership, "unlisted", [(playlist, before)], timezone.now(), playlist.name)


def known(membership, id, version):
    must(membership)
    playlist = Playlist.objects.one(membership.room_id, id)
    if playlist.seq != version:
        raise Refused("changed-meanwhile")
    return playlist, playlist.snapshot()
