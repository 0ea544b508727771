"""Guests who stay away are forgotten; nobody else is."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from chat.models import Message
from rooms.models import Connection, Room
from rooms.models.presence import Process
from syncroom import limits

KEPT = timedelta(seconds=limits.GUEST_SECONDS)
SECOND = timedelta(seconds=10)


def expire(*options):
    call_command("expire_guests", *options, stdout=(out := StringIO()))
    return out.getvalue().strip()


def guest(name="Ada", away=KEPT + SECOND):
    person = User.objects.create_guest(name)
    User.objects.filter(pk=person.pk).update(seen_at=timezone.now() - away)
    return person


def test_a_guest_who_stayed_away_is_removed(db):
    guest()
    assert expire() == "1 guest deleted"
    assert not User.objects.exists()


def test_a_guest_who_was_here_lately_and_an_account_are_spared(ada):
    lately = guest(away=KEPT - SECOND)
    User.objects.filter(pk=ada.pk).update(seen_at=timezone.now() - 10 * KEPT)
    assert expire() == "0 guests deleted"
    assert set(User.objects.all()) == {ada, lately}


def test_what_is_younger_than_asked_for_is_spared_and_nothing_goes_sooner_than_the_policy_says(db):
    guest()
    lately = guest("Grace", away=KEPT - SECOND)
    assert expire("--older-than", "40d") == "0 guests deleted"
    assert expire("--older-than", "1h") == "1 guest deleted"
    assert User.objects.get() == lately


def test_run_twice_it_removes_once(db):
    guest()
    expire()
    assert expire() == "0 guests deleted"


def test_a_dry_run_counts_and_removes_nothing(db):
    guest(), guest("Grace")
    assert expire("--dry-run") == "2 guests would be deleted"
    assert User.objects.count() == 2


@pytest.fixture
def connected(room):
    """A forgotten guest whose tab is still open."""
    person = guest()
    process = Process.objects.create(id="p", lease_until=timezone.now() + timedelta(seconds=40))
    Connection.objects.create(id="c", process=process, room=room, member=room.admit(person))
    return person


def test_a_guest_who_is_connected_is_seen(connected):
    assert expire("--dry-run") == "0 guests would be deleted"
    assert expire() == "0 guests deleted"
    connected.refresh_from_db()
    assert timezone.now() - connected.seen_at < timedelta(minutes=1)


def test_a_guest_whose_process_died_is_not_here(connected):
    Process.objects.update(lease_until=timezone.now() - SECOND)
    assert expire() == "1 guest deleted"


def test_what_a_guest_wrote_stays_under_their_name(room):
    person = guest("Mary")
    Message.objects.post([(room.admit(person), "hello", "c1")])
    expire()
    message = Message.objects.get()
    assert (message.author, message.author_name, message.body) == (None, "Mary", "hello")


def test_rooms_hear_that_a_guest_is_gone_the_owner_too(ada, monkeypatch):
    from rooms.models import Membership

    person, gone = guest(), []
    room = Room.objects.create_for(person, "Organic chemistry")
    room.admit(ada)
    monkeypatch.setattr(Membership, "tell", lambda self: gone.append((self.room_id, self.user_id, self.role)))
    expire()
    assert gone == [(room.pk, person.pk, "gone")]
    assert Room.objects.get() == room
    assert [row.user_id for row in room.memberships.exclude(role="gone")] == [ada.pk]
    assert room.memberships.filter(role="gone").count() == 1


def test_a_crowd_goes_a_few_at_a_time(db, monkeypatch):
    monkeypatch.setattr("accounts.managers.AT_ONCE", 2)
    for n in range(5):
        guest(f"Guest {n}")
    assert expire() == "5 guests deleted"


def test_a_guest_who_comes_back_while_others_are_cleaned_up_is_spared(db, monkeypatch):
    from accounts.managers import UserQuerySet

    person, forget = guest(), UserQuerySet.forget

    def returns_first(query, *args):
        User.objects.filter(pk=person.pk).update(seen_at=timezone.now())
        return forget(query, *args)

    monkeypatch.setattr(UserQuerySet, "forget", returns_first)
    assert expire() == "0 guests deleted"
    assert User.objects.get() == person
