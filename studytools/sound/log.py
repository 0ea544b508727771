"""The sound in the room's log, and making it as it was while nothing has happened to it since."""

from rooms.live.protocol import Refused
from rooms.live.registry import logged
from rooms.models import Room
from rooms.permissions import Permission

from .models import Sound
from .presets import describe


def words(act):
    code, playing = act.after["code"], act.after["playing"]
    if not code:
        return "took the room’s sound away"
    if act.before["code"] != code:
        return f"chose a sound for the room: {describe(code)}"
    return "let the room’s sound play" if playing else "paused the room’s sound"


def undo(act, by):
    Room.objects.lock({act.room_id})
    sound = Sound.objects.of(by.room)
    if sound.seq != act.after["seq"]:
        raise Refused("changed-meanwhile")
    sound.become(by, **act.before)


logged("sound", words, undo, Permission.RUN_TOOLS, tool=True)
