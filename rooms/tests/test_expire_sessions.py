"""What let somebody in, or kept them out, goes once it no longer does; what still holds stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from rooms.models import Ban, Connection, Invitation, Knock, Process, Room, RoomAct, Trace

pytestmark = pytest.mark.django_db
SECOND, DAY, MONTH = timedelta(seconds=10), timedelta(days=1), timedelta(days=30)


def expire(*options):
    call_command("expire_sessions", *options, stdout=(out := StringIO()))
    return out.getvalue().strip()


def session(ended):
    store = SessionStore()
    store.create()
    Session.objects.filter(pk=store.session_key).update(expire_date=timezone.now() - ended)
    return store.session_key


def ban(room, user, until, lifted=None):
    now = timezone.now()
    by = room.memberships.get(role="owner")
    made = Ban.objects.impose(room.memberships.get(user=user), by, "", None, now)
    Ban.objects.filter(pk=made.pk).update(until=until and now - until, lifted_at=lifted and now - lifted)


def test_ended_sessions_go_and_others_stay():
    session(SECOND), session(2 * DAY)
    going_on = session(-SECOND)
    assert expire("--dry-run").startswith("2 sessions would be deleted, 0 connections would be cleared")
    assert expire("--older-than", "1d").startswith("1 session deleted")
    assert expire().startswith("1 session deleted")
    assert expire().startswith("0 sessions deleted")
    assert Session.objects.get().pk == going_on


def test_connections_of_a_dead_process_are_cleared_and_others_stay(room, ada, grace):
    now = timezone.now()
    for name, user, lease in (("dead", ada, -2 * DAY), ("alive", grace, DAY)):
        process = Process.objects.create(id=name, lease_until=now + lease)
        Connection.objects.create(id=name, process=process, room=room, member=room.memberships.get(user=user))
    assert ", 1 connection cleared, " in expire()
    assert Connection.objects.get().pk == "alive"
    expire()
    assert Process.objects.get().pk == "alive"


def test_bans_stay_while_they_hold_and_a_month_longer(room, grace, mallory):
    room.admit(mallory)
    for until, lifted in ((MONTH + SECOND, None), (None, MONTH + SECOND), (MONTH - SECOND, None), (None, MONTH - SECOND), (None, None)):
        ban(room, grace, until, lifted)
    assert ", 2 bans deleted, " in expire()
    assert Ban.objects.count() == 3
    assert ", 0 bans deleted, " in expire()


def test_old_knocks_invitations_and_traces_go(room, ada, mallory):
    now = timezone.now()
    for state, ago in (("denied", 2 * DAY), ("denied", SECOND), ("waiting", 2 * DAY)):
        Knock.objects.create(room=room, user=mallory, state=state, asked_at=now - ago, seen_at=now - ago)
    owner = room.memberships.get(user=ada)
    for ended in (MONTH + SECOND, MONTH - SECOND, None):
        made, _ = Invitation.objects.offer(owner)
        Invitation.objects.filter(pk=made.pk).update(expires_at=ended and now - ended)
    for device, ago in (("old", MONTH + SECOND), ("new", MONTH - SECOND)):
        Trace.objects.note(ada, device, "192.0.2.1", now - ago)
    assert expire().endswith("1 knock deleted, 1 invitation deleted, 0 bans deleted, 1 trace deleted")
    assert (Knock.objects.count(), Invitation.objects.count(), Trace.objects.get().device) == (2, 2, "new")


def test_the_log_stays_as_long_as_its_room(room, ada):
    room.edit(room.memberships.get(user=ada), topic="Esters")
    RoomAct.objects.update(at=timezone.now() - 900 * DAY)
    expire()
    assert RoomAct.objects.exists()
    Room.objects.dismantle([room.pk])
    assert not RoomAct.objects.exists()
