"""The timer in the room's log: what people did to it, and making it as it was while nothing has happened to it since."""

from django.utils import timezone

from chat.events import Author
from rooms.live.protocol import Refused
from rooms.live.registry import logged
from rooms.models import Room

from .models import Timer

WORDS = {
    "started": "started the timer",
    "paused": "paused the timer",
    "resumed": "let the timer go on",
    "skipped": "skipped to the next phase",
    "added": "gave the phase more time",
    "reset": "reset the timer",
    "edited": "changed the timer’s settings",
}


def words(act):
    return WORDS[act.after["act"]]


def undo(act, by):
    """A phase that would be over by now ends at the time it was to end."""
    Room.objects.lock({act.room_id})
    timer, now = Timer.objects.of(by.room), timezone.now()
    if timer.seq != act.after["seq"]:
        raise Refused("changed-meanwhile")
    timer.restore(act.before)
    timer.note("undone", now, Author(id=by.user_id, name=by.name))
    Timer.objects.keep([(timer, now)])
    Timer.objects.turn([timer], now)


logged("timer", words, undo, tool=True)
