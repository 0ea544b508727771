"""What the timer's phases, going, and a room's own end mean for its call."""

from rooms.live.registry import departures, properties
from studytools.timer.hooks import phases

from .callers import Caller


@phases
def changed(changes):
    if rooms := {timer.room_id for timer, _ in changes if timer.focusing}:
        Caller.objects.hush(rooms)


@departures
def left(people):
    Caller.objects.lost(people)


@properties
def revised(room, names):
    """Nobody calls in a room that is closed or put away."""
    if "state" in names and room.refusal:
        Caller.objects.clear([room.pk])
