"""How long rooms are kept, and that nothing goes while somebody is in it."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from rooms.lifetimes import Lifetime
from rooms.models import Connection, Process, Room

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def left(room, ago, **fields):
    """The last person left that long ago."""
    Room.objects.filter(pk=room.pk).update(seen_at=timezone.now() - ago, state_at=timezone.now() - ago, **fields)


def expire(capsys, *words):
    """(archived, deleted)"""
    call_command("expire_rooms", *words)
    would = "would be " if "--dry-run" in words else ""
    said = re.fullmatch(rf"(\d+) rooms? {would}archived, (\d+) owners? {would}warned, (\d+) rooms? {would}deleted\n", capsys.readouterr().out)
    return int(said[1]), int(said[3])


@pytest.mark.parametrize(
    ("lifetime", "spared", "gone"), [("vanish", 4 * MINUTE, 6 * MINUTE), ("temporary", 23 * HOUR, 25 * HOUR), ("pinned", 900 * DAY, None)]
)
def test_a_room_goes_when_its_lifetime_is_over(room, capsys, lifetime, spared, gone):
    left(room, spared, lifetime=lifetime)
    assert expire(capsys) == (0, 0)
    if gone:
        left(room, gone)
        assert expire(capsys) == (0, 1)
        assert expire(capsys) == (0, 0)
        assert not Room.objects.exists()


def test_a_kept_room_is_archived_first_and_deleted_a_month_later(room, capsys):
    left(room, 29 * DAY)
    assert expire(capsys) == (0, 0)
    left(room, 31 * DAY)
    assert expire(capsys, "--dry-run") == (1, 0)
    assert expire(capsys) == (1, 0)
    assert expire(capsys) == (0, 0)
    room.refresh_from_db()
    assert room.state == "archived"
    left(room, 31 * DAY)
    assert expire(capsys) == (0, 1)


def test_a_closed_room_is_deleted_after_a_week(room, capsys):
    room.close()
    assert expire(capsys) == (0, 0)
    left(room, 8 * DAY)
    assert expire(capsys) == (0, 1)


@pytest.mark.parametrize("lifetime", ["vanish", "temporary", "kept"])
def test_a_room_with_somebody_in_it_is_never_touched(room, ada, capsys, lifetime):
    process = Process(id="p")
    process.renew()
    Connection.objects.create(id="c", process=process, room=room, member=room.memberships.get(user=ada))
    left(room, 900 * DAY, lifetime=lifetime)
    assert expire(capsys) == (0, 0)


def test_when_a_process_dies_its_rooms_are_counted_as_left_then(room, ada):
    now = timezone.now()
    process = Process.objects.create(id="dead", lease_until=now - MINUTE)
    Connection.objects.create(id="c", process=process, room=room, member=room.memberships.get(user=ada))
    left(room, 9 * DAY, lifetime="vanish")
    Connection.objects.sweep(now)
    room.refresh_from_db()
    assert not Connection.objects.exists()
    assert room.seen_at == now - MINUTE


def test_the_scheduler_knows_when_the_next_room_vanishes(room):
    assert Room.objects.next_vanishing() is None
    left(room, MINUTE, lifetime="vanish")
    assert abs(Room.objects.next_vanishing() - timezone.now() - 4 * MINUTE) < timedelta(seconds=5)


def test_guests_rooms_are_temporary_and_accounts_rooms_are_kept(ada, django_user_model):
    assert Room.objects.create_for(ada, "Mine").lifetime == Lifetime.KEPT
    assert Room.objects.create_for(django_user_model.objects.create_guest("Guest"), "Ours").lifetime == Lifetime.TEMPORARY


def test_every_lifetime_can_be_said_in_words():
    assert Lifetime.TEMPORARY.words == "kept 24 h after the last person leaves"
    assert [lifetime.words for lifetime in Lifetime]
