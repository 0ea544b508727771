"""Alarms ring by themselves, each time once, whatever was switched off meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest

from rooms.live.jobs import Job
from rooms.live.protocol import Refused
from rooms.live.registry import chores
from rooms.live.scheduler import next_due
from rooms.live.writer import perform
from rooms.models import Room
from studytools.alarms import firing
from studytools.alarms.firing import fire, fire_due
from studytools.alarms.models import Alarm

pytestmark = pytest.mark.django_db(transaction=True)


def at(*parts):
    return datetime(2026, *parts, tzinfo=UTC)


def again(alarm):
    alarm.refresh_from_db()
    return alarm


@pytest.fixture
def ring(clock):
    """ring(at): that moment comes, and what is due rings."""

    def ring(moment):
        clock.move_to(moment)
        fire_due(moment)

    return ring


def test_the_next_alarm_is_what_the_server_waits_for(clock, add, ada, room):
    assert next_due() is None or next_due() > at(3, 9)
    add(ada, time="09:00")
    add(ada, "room", time="08:00")
    assert next_due() == at(3, 2, 7, 0)
    assert fire_due in [chore.run for chore in chores]


def test_once_means_once(add, ada, ring, mine):
    alarm = add(ada)
    ring(at(3, 2, 6, 30) - timedelta(milliseconds=1))
    assert again(alarm).rang_at is None
    ring(at(3, 2, 6, 30))
    assert (again(alarm).on, alarm.rang_at, alarm.next_at) == (False, at(3, 2, 6, 30), None)
    assert [event["alarm"]["rang_at"] for event in mine(ada)] == ["2026-03-02T06:30:00.000Z"]
    ring(at(3, 3, 6, 30))
    assert again(alarm).rang_at == at(3, 2, 6, 30)


def test_on_weekdays_it_rings_again_and_again(add, ada, ring):
    alarm = add(ada, weekdays=[1, 3])
    found = []
    for _ in range(4):
        ring(alarm.next_at)
        found.append(again(alarm).rang_at.day)
    assert found == [2, 4, 9, 11]
    assert alarm.on


def test_over_the_change_of_clocks_it_keeps_its_time_of_day(add, ada, ring):
    alarm = add(ada, weekdays=[6, 7])
    found = []
    for _ in range(9):
        ring(alarm.next_at)
        found.append(again(alarm).rang_at.hour)
    assert found == [6] * 7 + [5] * 2


def test_one_of_the_room_is_told_by_the_rooms_number(add, ada, ask, ring, room, django_capture_on_commit_callbacks):
    add(ada, "room")
    before = Room.objects.get(pk=room.pk).seq
    ring(at(3, 2, 6, 30))
    assert [event.seq for event in Alarm.objects.changes(room, before)] == [before + 1]


def test_what_rang_late_says_when_it_should_have(add, ada, ring):
    alarm = add(ada)
    ring(at(3, 2, 9, 0))
    assert again(alarm).rang_at == at(3, 2, 6, 30)


def test_of_many_that_were_missed_only_the_last_is_told(add, ada, ring):
    alarm = add(ada, weekdays=[1, 2, 3, 4, 5, 6, 7])
    ring(at(3, 5, 6, 34))
    assert (again(alarm).rang_at, alarm.next_at) == (at(3, 5, 6, 30), at(3, 6, 6, 30))
    assert alarm.number == 2


def test_two_who_come_at_once_ring_it_once(add, ada, ring, room, number, clock):
    ids = [add(ada).pk, add(ada, "room").pk]
    clock.move_to(at(3, 2, 6, 30))
    before = Room.objects.get(pk=room.pk).seq, number(ada)
    for _ in range(2):
        fire(ids, at(3, 2, 6, 30))
    assert (Room.objects.get(pk=room.pk).seq, number(ada)) == (before[0] + 1, before[1] + 1)


def test_who_looked_before_the_other_wrote_rings_nothing(add, ada, clock):
    alarm, now = add(ada), at(3, 2, 6, 30)
    stale = Alarm.objects.get(pk=alarm.pk)
    fire_due(now)
    firing.ring(stale, 99, now)
    assert again(alarm).number == 2


def test_a_hundred_ring_in_a_few_transactions(add, ada, grace, ring, room, django_assert_max_num_queries):
    other = Room.objects.create_for(grace, "Other")
    people = [(ada, "mine", room), (grace, "mine", room), (ada, "room", room), (grace, "room", other)]
    for n in range(100):
        who, list, where = people[n % 4]
        add(who, list, in_room=where)
    with django_assert_max_num_queries(100 + 50):
        ring(at(3, 2, 6, 30))
    assert Alarm.objects.filter(rang_at=at(3, 2, 6, 30), on=False).count() == 100
    for where in (room, other):
        numbers = sorted(Alarm.objects.filter(room=where).values_list("number", flat=True))
        assert numbers == [*range(numbers[0], numbers[0] + 25)]
        assert numbers[-1] == Room.objects.get(pk=where.pk).seq


def test_a_row_gone_bad_rings_is_off_and_stops_no_other(add, ada, ring):
    bad, good = add(ada, weekdays=[1], time="07:29"), add(ada)
    Alarm.objects.filter(pk=bad.pk).update(zone="Gone/Away")
    ring(at(3, 2, 6, 30))
    assert (again(bad).on, bad.rang_at, bad.next_at) == (False, at(3, 2, 6, 29), None)
    assert again(good).rang_at == at(3, 2, 6, 30)


def test_a_row_that_cannot_be_written_stops_no_other(add, ada, ring, monkeypatch, caplog):
    bad, good = add(ada, time="07:29"), add(ada)
    whole = firing.what_becomes_of
    monkeypatch.setattr(firing, "what_becomes_of", lambda alarm, now: whole(alarm, now) if alarm.pk != bad.pk else {"snoozed": None})
    ring(at(3, 2, 6, 30))
    assert again(good).rang_at == at(3, 2, 6, 30)
    assert again(bad).rang_at is None
    assert "could not ring" in caplog.text


def test_in_a_room_that_is_not_open_nothing_rings_until_it_is_again(add, ada, ring, room, clock):
    alarm = add(ada, "room", weekdays=[1, 2, 3, 4, 5, 6, 7])
    room.archive()
    ring(at(3, 4, 7))
    assert again(alarm).rang_at is None
    assert Alarm.objects.next_due() is None
    room.reopen()
    ring(at(3, 5, 7))
    assert again(alarm).rang_at == at(3, 5, 6, 30)


def test_the_writer_rings_it_as_an_errand_of_its_own(add, ada, clock, room):
    from rooms.live import registry
    from rooms.live.duties import do_chores

    alarm = add(ada, "room")
    clock.move_to(at(3, 2, 6, 30))
    letters = perform([Job(do_chores, (at(3, 2, 6, 30), registry.chores))])
    assert again(alarm).rang_at == at(3, 2, 6, 30)
    assert [letter.seq for letter in letters if getattr(letter, "room", None) == room.pk and getattr(letter, "seq", None)] == [alarm.number]


def test_dismissed_it_has_nothing_more_to_say(add, ask, ada, ring, mine):
    alarm = add(ada, weekdays=[1])
    ring(at(3, 2, 6, 30))
    ask(ada, "alarms.dismiss", id=alarm.pk)
    assert (again(alarm).rang_at, alarm.next_at) == (None, at(3, 9, 6, 30))
    before = alarm.number
    assert ask(ada, "alarms.dismiss", id=alarm.pk) == {"id": alarm.pk, "mine": before}


@pytest.mark.parametrize("minutes", [5, 10])
def test_snoozed_it_rings_again_and_keeps_its_weekdays(add, ask, ada, ring, minutes):
    alarm = add(ada, weekdays=[1])
    ring(at(3, 2, 6, 31))
    ask(ada, "alarms.snooze", id=alarm.pk, minutes=minutes)
    assert (again(alarm).rang_at, alarm.next_at, alarm.snoozed) == (None, at(3, 2, 6, 31 + minutes), minutes)
    ring(alarm.next_at)
    assert (again(alarm).rang_at, alarm.next_at, alarm.snoozed) == (at(3, 2, 6, 31 + minutes), at(3, 9, 6, 30), 0)


def test_one_that_rings_once_can_be_snoozed_again_and_again(add, ask, ada, ring):
    alarm = add(ada)
    ring(at(3, 2, 6, 30))
    for n in (1, 2):
        ask(ada, "alarms.snooze", id=alarm.pk, minutes=5)
        assert again(alarm).on
        ring(alarm.next_at)
        assert (again(alarm).rang_at, alarm.on) == (at(3, 2, 6, 30) + n * timedelta(minutes=5), False)


def test_a_snooze_that_would_end_after_the_next_ring_is_that_ring(add, ask, ada, ring, clock):
    alarm = add(ada, weekdays=[1, 2])
    ring(at(3, 2, 6, 30))
    clock.move_to(at(3, 3, 6, 25))
    ask(ada, "alarms.snooze", id=alarm.pk, minutes=10)
    assert (again(alarm).rang_at, alarm.next_at, alarm.snoozed) == (None, at(3, 3, 6, 30), 0)


def test_what_does_not_ring_cannot_be_snoozed(add, ask, ada, ring):
    alarm = add(ada)
    assert ask(ada, "alarms.snooze", id=alarm.pk, minutes=5) == "not-ringing"
    ring(at(3, 2, 6, 30))
    ask(ada, "alarms.dismiss", id=alarm.pk)
    assert ask(ada, "alarms.snooze", id=alarm.pk, minutes=5) == "not-ringing"
    with pytest.raises(Refused, match="malformed"):
        ask(ada, "alarms.snooze", id=alarm.pk, minutes=7)


def test_the_rooms_alarm_is_snoozed_for_me_alone_and_goes_when_heard(add, ask, ada, grace, ring, mine, room):
    alarm = add(ada, "room")
    ring(at(3, 2, 6, 30))
    before = Room.objects.get(pk=room.pk).seq
    first = ask(grace, "alarms.snooze", id=alarm.pk, minutes=5)
    assert ask(grace, "alarms.snooze", id=alarm.pk, minutes=5)["id"] == first["id"] != alarm.pk
    assert Room.objects.get(pk=room.pk).seq == before
    (event,) = mine(grace)
    assert (event["alarm"]["label"], event["alarm"]["snoozed"], event["alarm"]["time"]) == ("Tea", 5, "07:35")
    ring(at(3, 2, 6, 35))
    ask(grace, "alarms.dismiss", id=first["id"])
    assert mine(grace) == []
    assert mine(ada) == []


def test_a_snoozed_ring_of_the_rooms_that_i_change_is_an_alarm_of_mine_like_any_other(add, ask, ada, grace, ring):
    alarm = add(ada, "room")
    ring(at(3, 2, 6, 30))
    own = ask(grace, "alarms.snooze", id=alarm.pk, minutes=5)["id"]
    ask(grace, "alarms.edit", id=own, time="07:40", zone="Europe/Berlin", weekdays=[])
    ring(at(3, 2, 6, 40))
    ask(grace, "alarms.dismiss", id=own)
    assert not Alarm.objects.get(pk=own).removed


def test_switched_off_while_it_rings_it_is_heard(add, ask, ada, ring):
    alarm = add(ada, weekdays=[1])
    ring(at(3, 2, 6, 30))
    ask(ada, "alarms.switch", id=alarm.pk, on=False)
    assert again(alarm).rang_at is None
