"""Who acts for an owner who is away."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rooms.models import Connection, Membership, Process, Room, RoomAct
from rooms.models.hosting import next_due, run
from rooms.permissions import Permission, Role
from syncroom import limits

pytestmark = pytest.mark.django_db
NOW = timezone.now()


@pytest.fixture
def lin(room, django_user_model):
    lin = django_user_model.objects.create_user("lin", password="group-theory-1", display_name="Lin")
    room.admit(lin)
    return lin


@pytest.fixture
def process(db):
    process = Process(id="p")
    process.renew()
    return process


@pytest.fixture
def come(room, process):
    def come(user, at=None):
        member = room.memberships.get(user=user)
        row = Connection(id=f"c{user.pk}", process=process, room=room, member=member, at=at or timezone.now())
        Connection.objects.enter([row], timezone.now())

    return come


@pytest.fixture
def temporary(room):
    room.change(lifetime="temporary")
    return room


def go(room, user):
    room.memberships.select_related("room").get(user=user).step_out()


def host(room):
    return Room.objects.get(pk=room.pk).acting_host


def after(seconds):
    run(timezone.now() + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("lifetime", "seconds"), [("temporary", 120), ("vanish", 120), ("kept", limits.HOST_KEPT_SECONDS), ("pinned", limits.HOST_KEPT_SECONDS)]
)
def test_after_long_enough_somebody_acts_and_not_before(room, ada, grace, come, lifetime, seconds):
    room.change(lifetime=lifetime)
    come(ada)
    come(grace)
    go(room, ada)
    after(seconds - 5)
    assert host(room) is None
    after(seconds + 1)
    assert host(room) == grace.pk
    assert str(RoomAct.objects.get()) == "SyncRoom let Grace act for the owner, who is away"


def test_while_the_owner_is_here_nobody_acts(temporary, ada, grace, come):
    come(ada)
    come(grace)
    after(10_000)
    assert host(temporary) is None
    assert next_due() is None


def test_a_moderator_goes_before_who_is_here_longer(temporary, ada, grace, lin, come):
    come(grace, NOW - timedelta(hours=2))
    come(lin, NOW)
    temporary.memberships.select_related("room").get(user=lin).change(role=Role.MODERATOR)
    after(130)
    assert host(temporary) == lin.pk


def test_of_members_the_one_who_is_here_longest(temporary, grace, lin, come):
    come(grace, NOW)
    come(lin, NOW - timedelta(hours=1))
    after(130)
    assert host(temporary) == lin.pk


def test_who_is_away_does_not_act(temporary, grace, come):
    come(grace)
    temporary.memberships.select_related("room").get(user=grace).go_away(NOW)
    assert next_due() is None
    after(130)
    assert host(temporary) is None


def test_an_acting_host_moderates_and_does_not_manage(temporary, grace, come):
    come(grace)
    after(130)
    member = Membership.objects.of({(temporary.pk, grace.pk)})[temporary.pk, grace.pk]
    whole = temporary.memberships.select_related("room").get(user=grace)
    for membership in (member, whole):
        assert membership.may(Permission.MODERATE)
        assert not membership.may(Permission.MANAGE)


def test_the_owner_returns_and_is_host_again(temporary, ada, grace, come):
    come(grace)
    after(130)
    come(ada)
    assert host(temporary) is None
    assert not temporary.memberships.select_related("room").get(user=grace).may(Permission.MODERATE)


def test_when_the_host_goes_the_next_one_acts(temporary, grace, lin, come):
    come(grace, NOW - timedelta(hours=1))
    come(lin, NOW)
    after(130)
    go(temporary, grace)
    assert host(temporary) is None
    after(130)
    assert host(temporary) == lin.pk


def test_a_removed_host_acts_no_more(temporary, ada, grace, come):
    come(grace)
    after(130)
    temporary.memberships.select_related("room").get(user=ada).show_out(grace.pk)
    assert host(temporary) is None


def test_a_room_whose_owner_is_gone_for_good_is_inherited(room, ada, grace, lin, come, django_user_model):
    room.memberships.select_related("room").get(user=lin).change(role=Role.MODERATOR)
    come(grace)
    come(lin)
    django_user_model.objects.filter(pk=ada.pk).leave()
    after(1)
    assert room.memberships.get(role=Role.OWNER).user_id == lin.pk
    assert host(room) is None
    assert RoomAct.objects.get().kind == "heir"


def test_two_processes_appoint_one(temporary, grace, come):
    come(grace)
    after(130)
    after(130)
    assert RoomAct.objects.count() == 1


def test_every_change_of_host_is_told(temporary, ada, grace, come):
    come(grace)
    before = Room.objects.get(pk=temporary.pk).seq
    after(130)
    (event,) = Room.changes(temporary, before)
    assert event.acting_host == grace.pk
