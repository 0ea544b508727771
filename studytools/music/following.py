"""What the timer's phases, coming and going, and a room's own end mean for its music."""

from django.utils import timezone

from rooms.live.registry import departures, properties, removals
from rooms.models import Connection, Room
from studytools.timer.hooks import phases
from studytools.timer.models import Timer

from .anchors import During
from .listeners import Listener
from .player import Player
from .storing import unlink
from .tracks import Track


def wanted(during, room_id):
    """Whether music may play in the phase that this room's timer is in."""
    if during == During.ALWAYS:
        return True
    timer = Timer.objects.filter(room=room_id).first()
    return fits(during, bool(timer and timer.focusing))


def fits(during, focusing):
    return during == During.ALWAYS or focusing == (during == During.FOCUS)


def follow(player, fit, at):
    """It waits while its phase is not there, and goes on where it waited; "held" or "released" if it did either."""
    if player.playing and not fit:
        player.rest(at)
        player.held = True
        return "held"
    if player.held and player.entry and fit:
        player.run(at)
        player.held = False
        return "released"
    return None


@phases
def changed(changes):
    choosy = set(Player.objects.filter(room__in={timer.room_id for timer, _ in changes}).exclude(during=During.ALWAYS).values_list("room", flat=True))
    for timer, at in changes:
        if timer.room_id in choosy:
            player = Player.objects.of(timer.room)
            if act := follow(player, fits(player.during, timer.focusing), at):
                player.settle(at, None, act)


@departures
def left(people):
    rooms = {room for room, _, _ in people}
    Listener.objects.part(rooms)
    for player in Player.objects.filter(room__in=rooms, dj__in={user for _, user, _ in people}).select_related("room"):
        if not Connection.objects.alive().filter(room=player.room_id, member__user=player.dj_id).exists():
            Room.objects.lock({player.room_id})
            player = Player.objects.of(player.room)
            player.dj_id, player.dj_name = None, ""
            player.settle(timezone.now(), None, "handed")


@properties
def revised(room, names):
    """Nothing plays in a room that is closed or put away."""
    if "state" in names and room.refusal:
        player = Player.objects.of(room)
        if player.playing:
            player.rest(timezone.now())
            player.settle(timezone.now(), None, "paused")


@removals
def removed(room):
    unlink(Track.objects.standing().filter(room=room).values_list("file", flat=True))
