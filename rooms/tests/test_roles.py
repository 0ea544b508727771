"""Roles, the room handed on, who may do what to whom, and the log that keeps account and can undo."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rooms.live.protocol import Refused
from rooms.models import Room, RoomAct
from rooms.permissions import ACTING, AUDIENCES, CHOSEN, GRANTS, Audience, Permission, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin(room, django_user_model):
    """Belongs, too."""
    lin = django_user_model.objects.create_user("lin", password="group-theory-1", display_name="Lin")
    room.admit(lin)
    return lin


def of(room, user):
    """The membership as it is now."""
    return room.memberships.select_related("room").get(user=user)


def role(room, user):
    return of(room, user).role


def test_the_owner_makes_and_unmakes_moderators(room, ada, grace):
    of(room, ada).assign(grace.pk, "moderator")
    assert of(room, grace).may(Permission.MODERATE)
    of(room, ada).assign(grace.pk, "member")
    assert not of(room, grace).may(Permission.MODERATE)
    assert [str(act) for act in RoomAct.objects.latest(room.pk)] == ["Ada made Grace a member again", "Ada made Grace a moderator"]


def test_the_room_is_handed_on_and_its_former_owner_moderates(room, ada, grace):
    of(room, ada).assign(grace.pk, "owner")
    assert (role(room, ada), role(room, grace)) == (Role.MODERATOR, Role.OWNER)
    assert room.memberships.filter(role=Role.OWNER).count() == 1


def test_the_room_is_not_handed_to_somebody_outside_or_to_oneself(room, ada, mallory):
    for user, code in ((mallory, "not-found"), (ada, "last-owner")):
        with pytest.raises(Refused, match=code):
            of(room, ada).assign(user.pk, "owner")


def test_moderators_remove_members_but_not_each_other_or_the_owner(room, ada, grace, lin):
    of(room, ada).assign(grace.pk, "moderator")
    of(room, grace).show_out(lin.pk)
    assert role(room, lin) == Role.GONE
    room.admit(lin)
    of(room, ada).assign(lin.pk, "moderator")
    for user, code in ((lin, "outranked"), (ada, "last-owner"), (grace, "outranked")):
        with pytest.raises(Refused, match=code):
            of(room, grace).show_out(user.pk)


def test_who_was_removed_is_not_removed_twice(room, ada, grace):
    of(room, ada).show_out(grace.pk)
    with pytest.raises(Refused, match="not-found"):
        of(room, ada).show_out(grace.pk)


@pytest.mark.parametrize("permission", CHOSEN)
@pytest.mark.parametrize("audience", Audience)
def test_what_a_room_chooses_is_for_those_it_chose(room, ada, grace, permission, audience):
    room.change(**{CHOSEN[permission]: audience})
    from rooms.models import Membership

    for user, name in ((ada, Role.OWNER), (grace, Role.MEMBER)):
        assert of(room, user).may(permission) == (name in AUDIENCES[audience])
        assert Membership.objects.of({(room.pk, user.pk)})[room.pk, user.pk].may(permission) == (name in AUDIENCES[audience])


def test_who_acts_for_the_owner_does_not_manage_or_see_more_of_the_past():
    assert GRANTS[ACTING].isdisjoint({Permission.MANAGE, Permission.SEE_PAST})


def test_changed_settings_stand_in_the_log_and_can_be_undone(room, ada):
    room.edit(of(room, ada), topic="Reactions", capacity=25, name="Organic chemistry")
    act = RoomAct.objects.get()
    assert (act.before, act.after) == ({"topic": ""}, {"topic": "Reactions"})
    act.undo(of(room, ada))
    assert Room.objects.get(pk=room.pk).topic == ""
    assert str(RoomAct.objects.latest(room.pk)[0]) == "Ada undid: Ada changed topic"


def test_what_is_as_it_was_is_no_act(room, ada):
    before = Room.objects.get(pk=room.pk).seq
    assert not room.edit(of(room, ada), topic="", name=room.name)
    assert not RoomAct.objects.exists()
    assert Room.objects.get(pk=room.pk).seq == before


def test_nothing_is_undone_twice(room, ada):
    room.edit(of(room, ada), locked=True)
    act = RoomAct.objects.get()
    act.undo(of(room, ada))
    with pytest.raises(Refused, match="changed-meanwhile"):
        act.undo(of(room, ada))


def test_what_somebody_changed_since_is_not_undone(room, ada, grace):
    of(room, ada).assign(grace.pk, "moderator")
    act = RoomAct.objects.get()
    of(room, ada).show_out(grace.pk)
    for code in ("not-found", "changed-meanwhile"):
        with pytest.raises(Refused, match=code):
            act.undo(of(room, ada))
        room.admit(grace)
    assert role(room, grace) == Role.MEMBER


@pytest.mark.parametrize(("seconds", "code"), [(599, None), (601, "undo-over")])
def test_there_are_ten_minutes_to_undo(room, ada, seconds, code):
    room.edit(of(room, ada), locked=True)
    RoomAct.objects.update(at=timezone.now() - timedelta(seconds=seconds))
    if code:
        with pytest.raises(Refused, match=code):
            RoomAct.objects.get().undo(of(room, ada))
    else:
        RoomAct.objects.get().undo(of(room, ada))


def test_undoing_needs_what_doing_it_needed(room, ada, grace):
    of(room, ada).assign(grace.pk, "moderator")
    room.edit(of(room, ada), locked=True)
    with pytest.raises(Refused, match="forbidden"):
        RoomAct.objects.latest(room.pk)[0].undo(of(room, grace))


def test_a_passcode_is_in_no_log(room, ada):
    room.edit(of(room, ada), passcode="open sesame")
    act = RoomAct.objects.get()
    assert "sesame" not in str([act.before, act.after, act.words])
    with pytest.raises(Refused, match="forbidden"):
        act.undo(of(room, ada))


def test_the_log_of_another_room_is_not_found(room, ada, mallory):
    room.edit(of(room, ada), locked=True)
    other = Room.objects.create_for(mallory, "Other")
    with pytest.raises(Refused, match="not-found"):
        RoomAct.objects.of(of(other, mallory), RoomAct.objects.get().pk)
