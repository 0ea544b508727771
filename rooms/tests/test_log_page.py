"""The page of the room's log, and what the owner does to members on the settings page."""

import re

import pytest

from rooms.models import Room, RoomAct
from rooms.permissions import Role
from tests.cast import do

pytestmark = pytest.mark.django_db


def page(client, room, **query):
    return re.sub(r"\s+", " ", client.get(f"/rooms/{room.code}/log/", query).content.decode())


@pytest.fixture
def acted(room, ada, client):
    """Ada has locked the room, and is signed in."""
    client.force_login(ada)
    room.edit(room.memberships.select_related("room").get(user=ada), locked=True)
    return RoomAct.objects.get()


def test_the_log_says_who_did_what_and_undoes_it(client, room, acted):
    assert "<b>Ada</b> locked the room" in page(client, room)
    client.post(f"/rooms/{room.code}/log/{acted.pk}/undo/")
    assert not Room.objects.get(pk=room.pk).locked
    assert "undid: Ada locked the room" in page(client, room)
    assert "undo/" not in page(client, room)


def test_a_member_does_not_read_it(client, room, acted, grace):
    client.force_login(grace)
    assert client.get(f"/rooms/{room.code}/log/").status_code == 403
    assert client.post(f"/rooms/{room.code}/log/{acted.pk}/undo/").status_code == 403


def test_a_moderator_reads_it_and_sees_no_button_for_what_is_the_owners(client, room, acted, grace):
    room.memberships.select_related("room").get(user=grace).become(Role.MODERATOR)
    client.force_login(grace)
    assert "locked the room" in page(client, room)
    assert "undo/" not in page(client, room)


def test_earlier_acts_are_a_page_away(client, room, acted, ada):
    for _ in range(100):
        RoomAct.objects.note(room.pk, ada, "close", at=acted.at)
    first = page(client, room)
    assert first.count("closed the room") == 100
    assert "locked" not in first
    before = re.search(r"before=(\d+)", first)[1]
    assert "locked the room" in page(client, room, before=before)
    assert client.get(f"/rooms/{room.code}/log/", {"before": "9" * 30}).status_code == 200


def test_what_was_done_with_the_tools_can_be_left_out(client, room, acted, ada):
    owner = room.memberships.select_related("room").get(user=ada)
    do("tasks.add", room, ada, client_id="t1", list="room", title="Essay")
    RoomAct.objects.latest(room.pk)[0].undo(owner)
    acted.undo(owner)
    assert "added the task “Essay”" in page(client, room)
    without = page(client, room, tools="hide")
    assert "Essay" not in without
    assert without.count("locked the room") >= 2
    assert "undid: Ada locked the room" in without
    for _ in range(100):
        RoomAct.objects.note(room.pk, ada, "close", at=acted.at)
    assert "?tools=hide&amp;before=" in page(client, room, tools="hide")


@pytest.mark.parametrize("role", ["moderator", "member", "owner"])
def test_the_owner_gives_roles_on_the_settings_page(client, room, ada, grace, role):
    client.force_login(ada)
    client.post(f"/rooms/{room.code}/members/{grace.pk}/role/", {"role": role})
    assert room.memberships.get(user=grace).role == role


def test_no_other_role_can_be_given(client, room, ada, grace):
    client.force_login(ada)
    assert client.post(f"/rooms/{room.code}/members/{grace.pk}/role/", {"role": "gone"}).status_code == 400
    assert client.post(f"/rooms/{room.code}/members/999999/role/", {"role": "member"}).status_code == 404
