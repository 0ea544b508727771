"""Who is here: a row per connection, which counts while its process does; looked up, never carried."""

from django.utils import timezone

from accounts.signins import SignIn
from rooms.events import PresenceChanged
from rooms.models import Connection, Room

from .jobs import errand
from .registry import chore, current_state


@current_state
def present(rooms):
    return {room: PresenceChanged(members=members) for room, members in Connection.objects.present(rooms).items()}


@errand
def enter(connections):
    """Consumers whose replay is told; one whose room is full for them is closed instead."""
    full = Room.objects.full_for({(connection.room, connection.user) for connection in connections})
    for connection in connections:
        connection.turned_away = (connection.room, connection.user) in full
    rows = [connection.row for connection in connections if not connection.turned_away]
    Connection.objects.enter(rows, timezone.now())


@errand
def leave(rows):
    """The connection is lost: whoever does not return within the grace is gone."""
    Connection.objects.lost([row.pk for row in rows])


@errand
def active(rows):
    """Their people did something since the last time this was asked."""
    Connection.objects.active([row.pk for row in rows])


@errand
def seen(crowds):
    """The browsers of these sessions have a room open."""
    for sessions in crowds:
        SignIn.objects.seen(sessions, timezone.now())


@errand
def renew(processes):
    for process in processes:
        process.renew()


chore(Connection.objects.next_due, Connection.objects.sweep)
