"""What people do to the room's alarms stands in its log, and can be undone while nothing has happened to the alarm since."""

from datetime import timedelta

import pytest

from rooms.live.protocol import Refused
from rooms.models import RoomAct
from studytools.alarms.firing import fire_due
from studytools.alarms.models import Alarm
from syncroom import limits

from .conftest import START

pytestmark = pytest.mark.django_db(transaction=True)
NEW = {"time": "08:15", "zone": "Europe/Berlin", "weekdays": [1], "label": "Coffee"}


@pytest.fixture
def lines(room):
    """The log, the oldest first."""
    return lambda: [f"{act.by_name} {act.words}" for act in reversed(RoomAct.objects.latest(room.pk))]


@pytest.fixture
def undo(room, ada):
    """Ada undoes the last act in the log."""

    def undo():
        membership = room.memberships.select_related("room").get(user=ada)
        RoomAct.objects.latest(room.pk)[0].undo(membership)

    return undo


def told(alarm):
    alarm.refresh_from_db()
    return alarm.as_row() if not alarm.removed else None


ACTS = [
    ("edit", NEW, "changed the alarm for 07:30, “Tea” to 08:15"),
    ("switch", {"on": False}, "switched the alarm for 07:30, “Tea” off"),
    ("remove", {}, "removed the alarm for 07:30, “Tea”"),
]


@pytest.mark.parametrize(("type", "fields", "said"), ACTS)
def test_each_act_stands_there_and_is_undone(clock, ask, add, lines, undo, grace, type, fields, said):
    alarm = add(grace, "room")
    was = told(alarm)
    assert isinstance(ask(grace, f"alarms.{type}", id=alarm.pk, **fields), dict)
    assert lines() == ["Grace set an alarm for 07:30, “Tea”", f"Grace {said}"]
    assert told(alarm) != was
    undo()
    assert told(alarm) == was
    assert lines()[-1] == f"Ada undid: Grace {said}"


def test_one_that_was_set_is_taken_away_again(clock, add, undo, grace):
    alarm = add(grace, "room")
    undo()
    assert told(alarm) is None


def test_one_that_rang_since_is_left_alone(clock, ask, add, undo, grace):
    alarm = add(grace, "room")
    clock.move_to(alarm.next_at + timedelta(seconds=1))
    RoomAct.objects.update(at=START + timedelta(minutes=30))
    fire_due(alarm.next_at + timedelta(seconds=1))
    with pytest.raises(Refused, match="changed-meanwhile"):
        undo()


def test_where_there_is_no_more_space_it_does_not_come_back(clock, ask, add, undo, grace, monkeypatch):
    alarm = add(grace, "room")
    ask(grace, "alarms.remove", id=alarm.pk)
    removed = RoomAct.objects.order_by("-pk").first()
    monkeypatch.setattr(limits, "ALARMS", 1)
    add(grace, "room", client_id="another")
    RoomAct.objects.exclude(pk=removed.pk).delete()
    with pytest.raises(Refused, match="too-many-alarms"):
        undo()
    assert Alarm.objects.standing().count() == 1


def test_what_is_my_own_and_what_changes_nothing_is_in_no_log(clock, ask, add, lines, grace):
    ask(grace, "alarms.remove", id=add(grace, "mine").pk)
    alarm = add(grace, "room")
    add(grace, "room", client_id=alarm.client_id)
    ask(grace, "alarms.switch", id=alarm.pk, on=True)
    assert lines() == ["Grace set an alarm for 07:30, “Tea”"]
