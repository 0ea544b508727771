"""Who is here, once a person, and for whom there is no place left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.sessions import SessionStore, kept
from rooms.live.authority import recheck
from rooms.live.entrance import Look, find, stamp
from rooms.live.protocol import Close
from rooms.models import Connection, Process, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def connect(room):
    process = Process(id="p")
    process.renew()

    def connect(user, tab="", **fields):
        member = room.memberships.get(user=user)
        return Connection.objects.create(id=f"{user.pk}{tab}", process=process, room=room, member=member, **fields)

    return connect


def names(room):
    return [person.name for person in Connection.objects.present([room.pk])[room.pk]]


def test_two_tabs_are_one_person(room, ada, grace, connect):
    connect(ada)
    connect(ada, tab="second")
    connect(grace)
    assert names(room) == ["Ada", "Grace"]
    assert Connection.objects.people(room.pk) == 2
    assert Connection.objects.counts([room.pk]) == {room.pk: 2}


def test_a_lost_connection_counts_for_its_grace(room, ada, connect):
    now = timezone.now()
    connect(ada)
    Connection.objects.lost([str(ada.pk)])
    assert names(room) == ["Ada"]
    until = Connection.objects.get().until
    assert timedelta(seconds=19) < until - now < timedelta(seconds=21)
    assert Connection.objects.next_due() == until
    Connection.objects.sweep(until)
    assert names(room) == []
    assert Room.objects.get(pk=room.pk).seen_at == until


def test_a_dead_processs_connections_do_not_count(room, ada, connect):
    connect(ada)
    Process.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert names(room) == []


def test_a_lone_process_that_starts_gives_those_of_the_last_one_a_moment(room, ada, connect):
    connect(ada)
    Connection.objects.abandon()
    assert Connection.objects.get().until is not None


def test_who_is_removed_is_not_here_whatever_is_still_open(room, ada, grace, connect):
    connect(grace)
    room.memberships.get(user=grace).revoke()
    assert names(room) == []


@pytest.mark.parametrize(("capacity", "turned_away"), [(1, {"grace", "mallory"}), (2, {"mallory"}), (3, set())])
def test_who_comes_when_all_places_are_taken_is_turned_away_but_not_the_owner(room, ada, grace, mallory, connect, capacity, turned_away):
    room.admit(mallory)
    room.change(capacity=capacity)
    people = [ada, grace, mallory]
    full = Room.objects.full_for({(room.pk, user.pk) for user in people})
    assert len(full) == max(0, len(people) - capacity)
    assert (room.pk, ada.pk) not in full


def test_who_is_in_already_is_never_turned_away(room, grace, mallory, connect):
    room.admit(mallory)
    connect(grace)
    room.change(capacity=1)
    assert Room.objects.full_for({(room.pk, grace.pk), (room.pk, mallory.pk)}) == {(room.pk, mallory.pk)}


# Who may connect


def session_of(client):
    return kept(client.session.session_key)


def look(key, room, since=0):
    return find([Look(key, room, since, None)])[0]


def test_a_member_is_admitted_and_a_stranger_is_told_why_not(room, client, ada, mallory):
    client.force_login(ada)
    found = look(session_of(client), room.pk)
    assert (found.user, found.seq, found.stamp) == (ada.pk, Room.objects.get(pk=room.pk).seq, stamp(ada))
    client.force_login(mallory)
    assert look(session_of(client), room.pk) == look(session_of(client), 0) == Close.NO_ROOM
    assert look("", room.pk) == look("x" * 32, room.pk) == Close.SIGNED_OUT


def test_who_was_removed_and_who_comes_to_a_closed_room_are_told_so(room, client, grace):
    client.force_login(grace)
    room.close()
    assert look(session_of(client), room.pk) == Close.CLOSED
    room.reopen()
    room.memberships.get(user=grace).revoke()
    assert look(session_of(client), room.pk) == Close.NO_ROOM


@pytest.mark.parametrize("end", ["suspend", "end_sessions"])
def test_ended_sessions_do_not_hold(room, client, grace, end):
    client.force_login(grace)
    key = session_of(client)
    getattr(grace, end)()
    assert look(key, room.pk) == Close.SIGNED_OUT


def test_a_session_of_nobody_or_of_long_ago_does_not_hold(room, client, grace):
    store = SessionStore()
    store["something"] = 1
    store.create()
    assert look(kept(store.session_key), room.pk) == Close.SIGNED_OUT
    client.force_login(grace)
    key = session_of(client)
    from django.contrib.sessions.models import Session

    Session.objects.filter(session_key=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert look(key, room.pk) == Close.SIGNED_OUT


def test_while_the_database_is_away_one_is_asked_to_come_back(room, monkeypatch):
    monkeypatch.setattr(Room.objects, "in_bulk", lambda ids: 1 / 0)
    assert look("", room.pk) == Close.RESTART


# Authority, looked up again


@pytest.fixture
def again(room, client, grace):
    """again() → the code Grace's open connection is closed with, or None."""
    client.force_login(grace)
    person = (room.pk, grace.pk, session_of(client), stamp(User.objects.get(pk=grace.pk)))
    return lambda: recheck([person])[0]


def test_who_may_stay_stays(again):
    assert again() is None


@pytest.mark.parametrize(
    ("what", "code"),
    [
        (lambda room, grace, client: room.memberships.get(user=grace).revoke(), Close.REMOVED),
        (lambda room, grace, client: room.memberships.filter(user=grace).delete(), Close.REMOVED),
        (lambda room, grace, client: room.close(), Close.CLOSED),
        (lambda room, grace, client: room.dissolve(None, "Spam"), Close.NO_ROOM),
        (lambda room, grace, client: grace.suspend(), Close.SIGNED_OUT),
        (lambda room, grace, client: grace.end_sessions(), Close.SIGNED_OUT),
        (lambda room, grace, client: client.logout(), Close.SIGNED_OUT),
        (lambda room, grace, client: (grace.set_password("x"), grace.save()), Close.SIGNED_OUT),
    ],
)
def test_whatever_ends_access_is_noticed_even_if_nobody_was_told(again, room, grace, client, what, code):
    what(room, grace, client)
    assert again() == code
