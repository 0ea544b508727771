"""Phases follow each other by themselves, each at its time and once."""

from datetime import timedelta

import pytest

from rooms.live.protocol import Refused
from rooms.models import Room
from rooms.models.rooms import RoomQuerySet
from studytools.models import Timer
from studytools.timer import hooks

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def watched():
    """What the watchers of phases are told."""
    seen = []
    hooks.watchers.append(seen.extend)
    yield seen
    hooks.watchers.remove(seen.extend)


def test_a_pomodoro_is_25_minutes_of_focus_and_5_of_break_with_15_after_the_4th(ask, come, ada, clock):
    come(ada)
    ask(ada, "start")
    told = clock.move(hours=2, minutes=10)
    lengths = [(event["phase"], event["round"], event["length_ms"] // 60_000) for event in told]
    rest = [(phase, n, minutes) for n in (2, 3, 4) for phase, minutes in (("focus", 25), ("break" if n < 4 else "long", 5 if n < 4 else 15))]
    assert lengths == [("break", 1, 5), *rest, ("focus", 1, 25)]


def test_a_phase_ends_once_at_its_time_however_late_it_is_noticed(ask, come, ada, clock, timer):
    come(ada)
    ask(ada, "start")
    end = timer().ends_at
    clock.sleep(minutes=25, seconds=7)
    (event,) = clock.chores()
    assert (event["act"], event["phase"], event["by"]) == ("ended", "break", None)
    assert (timer().started_at, timer().at) == (end, end)
    assert timer().ends_at == end + timedelta(minutes=5)
    assert clock.chores() == []


def test_a_phase_does_not_end_a_moment_early(ask, come, ada, clock):
    come(ada)
    ask(ada, "start")
    clock.sleep(minutes=25, microseconds=-1)
    assert clock.chores() == []


def test_several_overdue_phases_run_one_after_the_other(ask, come, ada, clock, state, watched):
    come(ada)
    ask(ada, "start")
    watched.clear()
    clock.sleep(minutes=57)
    told = clock.chores()
    assert [(event["phase"], event["round"]) for event in told] == [("break", 1), ("focus", 2), ("break", 2)]
    assert [event["seq"] for event in told] == list(range(told[0]["seq"], told[0]["seq"] + 3))
    assert [at for _, at in watched] == [clock.to(minutes=25), clock.to(minutes=30), clock.to(minutes=55)]
    assert state() == ("break", "running", 2)


def test_what_is_late_by_more_than_a_whole_cycle_parks_where_it_should_have_ended(ask, come, ada, clock, state, timer):
    come(ada)
    ask(ada, "start")
    clock.sleep(minutes=25 + 130, seconds=1)
    (event,) = clock.chores()
    assert (event["act"], event["state"]) == ("parked", "parked")
    assert timer().at == clock.to(minutes=25)


def test_if_nobody_is_present_at_a_change_of_phase_it_parks_and_starts_a_fresh_focus_when_the_next_person_comes(
    ask, come, go, ada, clock, timer, state
):
    come(ada)
    ask(ada, "start")
    clock.move(minutes=31)
    assert state() == ("focus", "running", 2)
    go(ada)
    clock.move(minutes=23)
    assert state() == ("focus", "running", 2)
    (event,) = clock.move(minutes=1)
    assert (event["state"], event["left_ms"], event["ends_at"]) == ("parked", 25 * 60_000, None)
    assert clock.move(hours=12) == []
    come(ada)
    assert state() == ("focus", "running", 1)
    assert (timer().act, timer().started_at, timer().ends_at) == ("restarted", clock.now, clock.now + timedelta(minutes=25))


def test_who_is_away_is_not_present(ask, come, ada, room, clock, state):
    come(ada)
    ask(ada, "start")
    room.memberships.get(user=ada).go_away(clock.now)
    clock.move(minutes=25)
    assert state()[1] == "parked"
    room.memberships.get(user=ada).come_back(clock.now)
    assert state() == ("focus", "running", 1)


@pytest.mark.parametrize("act", ["pause", "reset"])
def test_a_timer_that_does_not_run_stays_as_it_is_when_nobody_is_there(ask, come, go, ada, clock, state, act):
    come(ada)
    ask(ada, "start")
    ask(ada, act)
    go(ada)
    before = state()
    assert clock.move(hours=9) == []
    come(ada)
    assert state() == before


@pytest.mark.parametrize(("switch", "minutes", "phase", "round"), [("auto_break", 25, "focus", 1), ("auto_focus", 30, "break", 1)])
def test_with_a_switch_off_overtime_counts_up_until_somebody_starts_the_next_phase(
    ask, come, ada, clock, state, timer, switch, minutes, phase, round
):
    come(ada)
    ask(ada, "start")
    ask(ada, "edit", **{switch: False})
    clock.move(minutes=minutes + 3)
    assert state() == (phase, "overtime", round)
    assert timer().ends_at == clock.to(minutes=minutes)
    assert not timer().focusing
    ask(ada, "start")
    assert state()[:2] == ("break" if phase == "focus" else "focus", "running")
    assert timer().started_at == clock.now


def test_an_overtime_that_everybody_has_left_parks(ask, come, go, ada, grace, clock, state):
    come(ada, grace)
    ask(ada, "start")
    ask(ada, "edit", auto_break=False)
    clock.move(minutes=26)
    go(ada)
    assert state()[1] == "overtime"
    go(grace)
    assert state()[1] == "parked"


def test_a_countdown_ends_and_is_ready_again(ask, come, ada, clock, timer):
    come(ada)
    ask(ada, "start", mode="countdown", minutes=50)
    (event,) = clock.move(minutes=50)
    assert (event["act"], event["state"], event["mode"], event["left_ms"]) == ("ended", "idle", "countdown", 50 * 60_000)


def test_a_stopwatch_never_ends(ask, ada, clock, timer):
    ask(ada, "start", mode="stopwatch")
    assert clock.move(hours=30) == []
    assert timer().started_at == clock.to()
    ask(ada, "pause")
    assert timer().passed_ms == 30 * 3_600_000
    clock.sleep(hours=1)
    ask(ada, "resume")
    assert timer().started_at == clock.to(hours=1)


@pytest.mark.parametrize("aligned", [False, True])
def test_in_a_room_that_is_put_away_no_timer_runs_until_it_is_opened_again(ask, come, ada, grace, room, clock, state, aligned):
    come(ada)
    ask(ada, "edit", aligned=True) if aligned else ask(ada, "start")
    room.archive()
    assert state()[1] == "parked"
    come(grace)
    assert state()[1] == "parked"
    room.reopen()
    assert state()[:2] == ("focus", "running")


def test_two_that_race_to_end_a_phase_end_it_once(ask, come, ada, clock, monkeypatch):
    come(ada)
    ask(ada, "start")
    clock.sleep(minutes=25)
    lock, other = RoomQuerySet.lock, []

    def late(rooms, ids):
        """Between looking and locking another process was faster."""
        monkeypatch.setattr(RoomQuerySet, "lock", lock)
        Timer.objects.end_due(clock.now)
        other.append(Timer.objects.get().phase)

    monkeypatch.setattr(RoomQuerySet, "lock", late)
    (event,) = clock.chores()
    assert other == [event["phase"]] == ["break"]


def test_a_row_that_changed_under_our_hands_is_not_overwritten(ask, ada, timer):
    ask(ada, "start")
    stale = timer()
    ask(ada, "pause")
    stale.reset(stale.at)
    with pytest.raises(Refused, match="changed-meanwhile"):
        Timer.objects.keep([(stale, stale.at)])
    assert timer().state == "paused"


def test_many_rooms_change_in_a_few_statements(ask, come, ada, clock, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(hooks, "watchers", [watcher for watcher in hooks.watchers if watcher.__module__.startswith("studytools.timer.")])
    rooms = [Room.objects.create_for(ada, f"Room {n}") for n in range(120)]
    for room in rooms:
        come(ada, where=room)
        ask(ada, "start", where=room)
    clock.sleep(minutes=25)
    with django_assert_max_num_queries(80):
        told = clock.chores()
    assert len(told) == 120
    assert set(Timer.objects.values_list("phase", "state")) == {("break", "running")}
