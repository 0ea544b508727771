"""Who may come in, who belongs, who is shown out."""

import pytest

from rooms.live.protocol import Refused
from rooms.models import Connection, Membership, Process, Room
from rooms.permissions import GRANTS, Permission, Role

pytestmark = pytest.mark.django_db


def role(room, user):
    return room.memberships.get(user=user).role


def test_who_creates_a_room_owns_it(room, ada, grace):
    assert role(room, ada) == Role.OWNER
    assert role(room, grace) == Role.MEMBER


def test_joining_twice_changes_nothing(room, grace):
    before = Room.objects.get(pk=room.pk).seq
    room.admit(grace)
    assert Room.objects.get(pk=room.pk).seq == before


def test_every_change_takes_the_next_number(room, mallory):
    first = Room.objects.get(pk=room.pk).seq
    membership = room.admit(mallory)
    assert membership.seq == first + 1
    membership.revoke()
    assert Room.objects.get(pk=room.pk).seq == membership.seq == first + 2


@pytest.mark.parametrize(("fields", "code"), [({"locked": True}, "locked"), ({"state": "closed"}, "closed"), ({"state": "archived"}, "archived")])
def test_a_newcomer_is_refused_with_the_reason(room, mallory, fields, code):
    room.change(**fields)
    with pytest.raises(Refused) as refusal:
        room.admit(mallory)
    assert refusal.value.code == code


def test_a_member_may_return_to_a_locked_room(room, grace):
    room.change(locked=True)
    assert room.admit(grace).role == Role.MEMBER


def test_a_room_for_accounts_refuses_guests(room, django_user_model):
    room.change(accounts_only=True)
    with pytest.raises(Refused, match="accounts-only"):
        room.admit(django_user_model.objects.create_guest("Guest"))


@pytest.mark.parametrize(("capacity", "fits"), [(1, False), (2, False), (3, True)])
def test_capacity_counts_the_people_who_are_here(room, ada, grace, mallory, capacity, fits):
    process = Process(id="p")
    process.renew()
    for member in room.memberships.all():
        Connection.objects.create(id=f"c{member.pk}", process=process, room=room, member=member)
        Connection.objects.create(id=f"second tab {member.pk}", process=process, room=room, member=member)
    room.change(capacity=capacity)
    if fits:
        assert room.admit(mallory)
    else:
        with pytest.raises(Refused, match="full"):
            room.admit(mallory)


def test_a_removed_member_leaves_a_tombstone_and_may_ask_again(room, grace):
    room.memberships.get(user=grace).revoke()
    assert role(room, grace) == Role.GONE
    assert [change.member.role for change in Membership.objects.changes(room, 2)] == ["gone"]
    assert room.admit(grace).role == Role.MEMBER


def test_the_owner_cannot_be_removed_and_cannot_walk_away(room, ada):
    owner = room.memberships.get(user=ada)
    for verb in (owner.revoke, owner.resign):
        with pytest.raises(Refused, match="last-owner"):
            verb()


def test_a_new_name_is_heard_in_every_room(room, grace, ada):
    other = Room.objects.create_for(grace, "Other")
    grace.rename("Rear Admiral")
    assert {row.name for row in Membership.objects.filter(user=grace)} == {"Rear Admiral"}
    assert [change.member.name for change in Membership.objects.changes(other, 1)] == ["Rear Admiral"]
    assert room.memberships.get(user=ada).name == "Ada"


def test_reading_moves_forward_only(room, grace):
    membership = room.memberships.get(user=grace)
    membership.read(9)
    membership.read(4)
    assert room.memberships.get(user=grace).read_place == 9


def test_a_suspended_person_is_no_member_anywhere(room, grace, ada):
    grace.suspend()
    assert set(Membership.objects.of({(room.pk, grace.pk), (room.pk, ada.pk)})) == {(room.pk, ada.pk)}


def test_each_role_holds_what_the_next_one_holds():
    assert GRANTS[Role.GONE] == set()
    assert GRANTS[Role.MEMBER] < GRANTS[Role.MODERATOR] < GRANTS[Role.OWNER] == set(Permission)
