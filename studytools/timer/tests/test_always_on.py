"""Always-on rooms: the same phase everywhere, and no start button."""

from datetime import UTC, datetime

import pytest

from rooms.models import Room
from studytools.timer.alignment import clock_phase, fits_the_day

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def always_on(ask, come, ada):
    come(ada)
    ask(ada, "edit", aligned=True)


@pytest.mark.parametrize(
    ("time", "phase", "started", "ends"),
    [
        ((9, 10), "focus", (9, 0), (9, 25)),
        ((9, 24, 59), "focus", (9, 0), (9, 25)),
        ((9, 25), "break", (9, 25), (9, 30)),
        ((9, 30), "focus", (9, 30), (9, 55)),
        ((23, 59, 59), "break", (23, 55), (24, 0)),
        ((0, 0), "focus", (0, 0), (0, 25)),
    ],
)
def test_25_and_5_begin_on_the_half_hour(time, phase, started, ends):
    day = datetime(2026, 3, 2, tzinfo=UTC)
    focus, _, start, end = clock_phase(day.replace(hour=time[0], minute=time[1], second=time[2] if len(time) > 2 else 0), 25, 5)
    assert ("focus" if focus else "break") == phase
    assert [(at - day).total_seconds() / 60 for at in (start, end)] == [h * 60 + m for h, m in (started, ends)]


def test_the_phase_is_that_of_the_clock_and_the_same_in_every_room(ask, come, always_on, ada, timer, clock):
    assert (timer().phase, timer().started_at, timer().ends_at) == ("focus", clock.to(minutes=-10), clock.to(minutes=15))
    clock.move(minutes=17)
    other = Room.objects.create_for(ada, "Other")
    ask(ada, "edit", where=other, aligned=True)
    assert timer(other).phase == timer().phase == "break"
    assert timer(other).ends_at == timer().ends_at == clock.to(minutes=20)
    assert timer(other).round == timer().round


@pytest.mark.parametrize("act", ["start", "pause", "resume", "skip", "add", "reset"])
def test_nobody_starts_or_stops_it(ask, always_on, ada, timer, act):
    before = timer().seq
    assert ask(ada, act, **({"minutes": 5} if act == "add" else {})) == "on-the-clock"
    assert timer().seq == before


@pytest.mark.parametrize(
    ("focus", "short", "fits"), [(25, 5, True), (50, 10, True), (45, 15, True), (25, 10, False), (25, 6, False), (180, 60, True)]
)
def test_focus_and_break_must_divide_a_day(ask, ada, timer, focus, short, fits):
    assert fits_the_day(focus, short) is fits
    answer = ask(ada, "edit", aligned=True, focus=focus, short=short)
    assert (answer == "out-of-range") is not fits
    assert timer().aligned is fits


def test_while_it_is_on_the_clock_other_lengths_take_effect_at_once(ask, always_on, ada, timer, clock):
    assert ask(ada, "edit", focus=24) == "out-of-range"
    ask(ada, "edit", focus=50, short=10)
    assert (timer().started_at, timer().ends_at) == (clock.to(minutes=-10), clock.to(minutes=40))


def test_phases_change_by_the_clock_and_no_long_break_is_in_the_way(ask, always_on, clock):
    told = clock.move(hours=3)
    assert [event["phase"] for event in told] == ["break", "focus"] * 6
    assert {(event["started_at"][14:16], event["phase"]) for event in told} == {("00", "focus"), ("30", "focus"), ("25", "break"), ("55", "break")}


def test_when_empty_it_parks_and_whoever_comes_finds_the_phase_of_the_clock(ask, come, go, always_on, ada, clock, state, timer):
    go(ada)
    clock.move(minutes=40)
    assert state()[1] == "parked"
    clock.sleep(minutes=7)  # 9:57
    come(ada)
    assert state()[:2] == ("break", "running")
    assert timer().ends_at == clock.to(minutes=50)


def test_after_a_long_sleep_it_is_where_the_clock_is(always_on, clock, state, timer):
    clock.sleep(hours=5, minutes=3)
    told = clock.chores()
    assert [event["act"] for event in told] == ["parked", "restarted"]
    assert timer().ends_at == clock.to(hours=5, minutes=15)


def test_taken_off_the_clock_the_phase_runs_on_as_any_other(ask, always_on, ada, timer, clock):
    end = timer().ends_at
    ask(ada, "edit", aligned=False)
    assert timer().ends_at == end
    ask(ada, "add", minutes=5)
    assert timer().ends_at > end
