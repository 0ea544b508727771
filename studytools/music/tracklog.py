"""The room's tracks in the room's log: who brought one, called it otherwise, or took it away for good, which nothing brings back."""

from rooms.live.protocol import Refused
from rooms.live.registry import logged
from rooms.models import Room, RoomAct

CALLED = "title", "artist", "licence"


def called(track):
    return {name: getattr(track, name) for name in CALLED}


def note(track, by, act, before=None):
    """`before`: what it was called, where that was changed. The shelf is nobody's room."""
    if track.room_id:
        RoomAct.objects.note(track.room_id, by, f"track-{act}", before, called(track) | {"id": track.pk, "seq": track.seq})


def words(verb):
    return lambda act: f"{verb} the track “{act.after['title']}”"


def renamed(act):
    was, now = act.before["title"], act.after["title"]
    return f"changed the track “{was}”" + (f" to “{now}”" if was != now else "")


def undo(act, by):
    Room.objects.lock({act.room_id})
    track = by.room.tracks.filter(pk=act.after["id"], removed=False).first()
    if track is None or called(track) != {name: act.after[name] for name in CALLED}:
        raise Refused("changed-meanwhile")
    track.call(**act.before)


logged("track-added", words("brought"), tool=True)
logged("track-edited", renamed, undo, tool=True)
logged("track-removed", words("removed"), tool=True)
