"""Alarms are set, changed, switched and removed by those who may, and nobody else hears of what is one's own."""

from datetime import UTC, datetime

import pytest

from rooms.live.protocol import Refused
from rooms.models import Room
from rooms.permissions import Role
from studytools.alarms.models import Alarm
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)


def at(*parts):
    return datetime(2026, *parts, tzinfo=UTC)


def again(alarm):
    alarm.refresh_from_db()
    return alarm


def test_an_alarm_of_mine_is_told_me_whole_and_nobody_else(clock, ask, add, ada, mine, room):
    alarm = add(ada, weekdays=[3, 1, 3])
    assert ask.told == []
    assert mine(ada) == [
        {
            "type": "alarms.mine",
            "mine": 1,
            "alarm": {
                "id": alarm.pk,
                "label": "Tea",
                "time": "07:30",
                "zone": "Europe/Berlin",
                "weekdays": [1, 3],
                "on": True,
                "next_at": "2026-03-02T06:30:00.000Z",
                "rang_at": None,
                "snoozed": 0,
                "setter": ada.pk,
            },
        }
    ]


def test_an_alarm_of_the_room_is_told_everyone_in_it_by_the_rooms_number(clock, ask, add, grace, room, mine):
    alarm = add(grace, "room")
    (event,) = ask.told
    assert (event["type"], event["seq"], event["alarm"]["id"]) == ("alarms.changed", Room.objects.get(pk=room.pk).seq, alarm.pk)
    assert mine(grace) == []


def test_sent_again_it_is_set_once_and_answered_again(clock, ask, ada):
    fields = {"client_id": "one", "list": "mine", "time": "07:30", "zone": "Europe/Berlin", "weekdays": []}
    assert ask(ada, "alarms.add", **fields) == ask(ada, "alarms.add", **fields)
    assert Alarm.objects.count() == 1


def test_what_is_no_time_no_weekday_and_no_list_is_refused_and_nothing_changes(clock, ada, add, number, room):
    for wrong in (
        {"time": "24:00"},
        {"time": "7:30"},
        {"time": "07:30:00"},
        {"weekdays": [0]},
        {"weekdays": [8]},
        {"weekdays": [1] * 8},
        {"list": "x"},
    ):
        with pytest.raises(Refused, match="malformed"):
            add(ada, **wrong)
    for zone in ("Mars/Olympus", "", "../Europe/Berlin"):
        assert add(ada, zone=zone) == "unknown-zone"
    assert (Alarm.objects.count(), number(ada)) == (0, 0)


def test_a_label_is_one_line_without_what_a_database_cannot_keep(clock, ada, add):
    assert add(ada, label="  green\n tea\x00 ").label == "green tea"
    assert add(ada, label="x" * limits.LABEL_CHARS).label == "x" * limits.LABEL_CHARS
    with pytest.raises(Refused, match="malformed"):
        add(ada, label="x" * (limits.LABEL_CHARS + 1))


@pytest.mark.parametrize("list", ["mine", "room"])
def test_a_person_and_a_room_have_25_alarms_and_not_one_more(clock, ada, grace, add, list, number):
    for _ in range(limits.ALARMS - 1):
        add(ada, list)
    last = add(ada, list)
    before = number(ada)
    assert add(ada, list) == "too-many-alarms"
    assert (Alarm.objects.count(), number(ada)) == (limits.ALARMS, before)
    last.remove()
    assert add(ada, list).label == "Tea"
    assert add(ada, "mine" if list == "room" else "room").label == "Tea"


def test_switched_off_it_is_not_due_and_on_again_from_now_on(clock, ada, ask, add):
    alarm = add(ada, weekdays=[1])
    ask(ada, "alarms.switch", id=alarm.pk, on=False)
    assert (again(alarm).on, alarm.next_at) == (False, None)
    clock.move_to(at(3, 2, 7))
    ask(ada, "alarms.switch", id=alarm.pk, on=True)
    assert (again(alarm).on, alarm.next_at) == (True, at(3, 9, 6, 30))
    before = alarm.number
    assert ask(ada, "alarms.switch", id=alarm.pk, on=True) == {"id": alarm.pk, "mine": before}


def test_a_change_of_its_time_switches_it_on_and_one_of_its_label_does_not(clock, ada, ask, add):
    alarm = add(ada)
    alarm.switch(False)
    same = {"id": alarm.pk, "time": "07:30", "zone": "Europe/Berlin", "weekdays": []}
    ask(ada, "alarms.edit", **same, label="Coffee")
    assert (again(alarm).label, alarm.on) == ("Coffee", False)
    ask(ada, "alarms.edit", **same | {"zone": "Asia/Kolkata"}, label="Coffee")
    assert (again(alarm).on, alarm.next_at) == (True, at(3, 3, 2, 0))
    assert ask(ada, "alarms.edit", **same | {"zone": "Nowhere"}) == "unknown-zone"
    assert again(alarm).zone == "Asia/Kolkata"


def test_removed_it_is_gone_for_newcomers_and_a_tombstone_for_who_knew_it(clock, ada, ask, add, mine):
    alarm = add(ada)
    assert ask(ada, "alarms.remove", id=alarm.pk) == {"id": alarm.pk, "mine": 2}
    assert mine(ada) == []
    assert mine(ada, since=1) == [{"type": "alarms.mine-removed", "mine": 2, "id": alarm.pk}]
    assert ask(ada, "alarms.remove", id=alarm.pk) == "not-found"


CHANGES = [("alarms.edit", {"time": "08:00", "zone": "Europe/Berlin", "weekdays": []}), ("alarms.switch", {"on": False}), ("alarms.remove", {})]


@pytest.mark.parametrize(("type", "fields"), CHANGES)
def test_only_who_set_it_and_moderators_change_an_alarm_of_the_room(clock, ask, add, ada, grace, mallory, room, type, fields):
    room.admit(mallory)
    alarm = add(grace, "room")
    assert ask(mallory, type, id=alarm.pk, **fields) == "forbidden"
    assert ask(grace, type, id=alarm.pk, **fields)["id"] == alarm.pk
    hers = add(grace, "room")
    assert ask(ada, type, id=hers.pk, **fields)["id"] == hers.pk
    room.memberships.filter(user=mallory).update(role=Role.MODERATOR)
    third = add(grace, "room")
    assert ask(mallory, type, id=third.pk, **fields)["id"] == third.pk


@pytest.mark.parametrize(("type", "fields"), [*CHANGES, ("alarms.snooze", {"minutes": 5}), ("alarms.dismiss", {})])
def test_nobody_reaches_an_alarm_of_somebody_else_or_of_another_room(clock, ask, add, ada, grace, type, fields, number):
    own, elsewhere = add(grace), Room.objects.create_for(ada, "Other")
    there = add(ada, "room", in_room=elsewhere)
    before = number(grace)
    assert ask(ada, type, id=own.pk, **fields) == "not-found"
    assert ask(ada, type, id=there.pk, **fields) == "not-found"
    assert number(grace) == before


@pytest.mark.parametrize(("type", "fields"), [*CHANGES, ("alarms.snooze", {"minutes": 5}), ("alarms.dismiss", {})])
def test_mallory_is_refused_everything(clock, ask, add, ada, mallory, type, fields):
    alarm = add(ada, "room")
    assert ask(mallory, type, id=alarm.pk, **fields) == "forbidden"
    assert add(mallory) == "forbidden"
    assert add(mallory, "room") == "forbidden"


def test_where_members_may_not_run_tools_they_set_alarms_for_themselves_only(clock, add, ada, grace, room):
    room.change(tools_by="moderators")
    assert add(grace, "room") == "forbidden"
    assert add(grace).owner_id == grace.pk
    assert add(ada, "room").room_id == room.pk


def test_an_alarm_of_mine_goes_with_me_into_every_room(clock, ask, add, ada):
    alarm, other = add(ada), Room.objects.create_for(ada, "Other")
    assert ask(ada, "alarms.switch", in_room=other, id=alarm.pk, on=False)["id"] == alarm.pk


def test_when_its_setter_is_gone_for_good_the_rooms_alarm_stays_and_their_own_go(clock, add, grace):
    kept, _ = add(grace, "room"), add(grace)
    grace.delete()
    assert [(alarm.pk, alarm.setter_id) for alarm in Alarm.objects.all()] == [(kept.pk, None)]
