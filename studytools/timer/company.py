"""What coming, going and other changes mean for a room's timer and for what it is asked."""

from django.utils import timezone

from rooms.live.registry import arrivals, departures, properties

from .hooks import phases
from .models import Timer
from .polls import Poll


@arrivals
def came(people):
    Timer.objects.welcome(people)


@departures
def left(people):
    now = timezone.now()
    Timer.objects.part(people, now)
    Poll.objects.recount({room for room, _, _ in people}, now)


@properties
def revised(room, names):
    if {"visibility", "tools_by"} & names:
        Timer.objects.tell_anew(room, timezone.now())
    if "state" in names:
        Timer.objects.follow_state(room, timezone.now())


@phases
def changed(changes):
    Poll.objects.void({timer.room_id for timer, _ in changes})
