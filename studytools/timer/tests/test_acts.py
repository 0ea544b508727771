"""What members ask of the timer, and what becomes of it."""

import json
from datetime import timedelta

import pytest

from rooms.live.protocol import Refused, actions, parse
from studytools.models import Timer
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)
MINUTE = 60_000


def minutes(n):
    return timedelta(minutes=n)


def test_starting_is_told_whole(ask, ada, clock):
    answer = ask(ada, "start")
    (event,) = clock.told
    assert event == {
        "type": "timer.changed",
        "seq": answer["seq"],
        "mode": "pomodoro",
        "phase": "focus",
        "state": "running",
        "started_at": "2026-03-02T09:10:00.000Z",
        "ends_at": "2026-03-02T09:35:00.000Z",
        "left_ms": None,
        "passed_ms": None,
        "length_ms": 25 * MINUTE,
        "round": 1,
        "every": 4,
        "focus": 25,
        "short": 5,
        "long": 15,
        "countdown": 25,
        "auto_break": True,
        "auto_focus": True,
        "control": "all",
        "ready_check": False,
        "aligned": False,
        "quiet": None,
        "act": "started",
        "by": {"id": ada.pk, "name": "Ada"},
        "at": "2026-03-02T09:10:00.000Z",
    }


def test_a_pause_keeps_what_is_left_and_resuming_goes_on_from_there(ask, ada, clock, timer):
    ask(ada, "start")
    clock.sleep(minutes=10)
    ask(ada, "pause")
    assert (timer().left_ms, timer().ends_at) == (15 * MINUTE, None)
    clock.sleep(hours=3)
    ask(ada, "resume")
    assert (timer().ends_at, timer().left_ms) == (clock.now + minutes(15), None)


@pytest.mark.parametrize("more", [1, 5])
def test_plus_one_and_plus_five_make_this_phase_longer(ask, ada, clock, timer, more):
    ask(ada, "start")
    ask(ada, "add", minutes=more)
    assert (timer().ends_at, timer().length_ms) == (clock.now + minutes(25 + more), (25 + more) * MINUTE)
    ask(ada, "pause")
    ask(ada, "add", minutes=more)
    assert timer().left_ms == (25 + 2 * more) * MINUTE


def test_in_overtime_plus_five_goes_on_for_five_minutes_from_now(ask, come, ada, clock, timer):
    come(ada)
    ask(ada, "start")
    ask(ada, "edit", auto_break=False)
    clock.move(minutes=27)
    ask(ada, "add", minutes=5)
    assert (timer().state, timer().ends_at) == ("running", clock.now + minutes(5))


def test_skip_begins_the_next_phase_at_once_whatever_the_switches(ask, ada, clock, state, timer):
    ask(ada, "start")
    ask(ada, "edit", auto_break=False, auto_focus=False)
    seen = []
    for _ in range(8):
        clock.sleep(minutes=1)
        ask(ada, "skip")
        seen.append(state())
    assert [(phase, round) for phase, _, round in seen] == [
        ("break", 1), ("focus", 2), ("break", 2), ("focus", 3), ("break", 3), ("focus", 4), ("long", 4), ("focus", 1),
    ]  # fmt: skip
    assert {state for _, state, _ in seen} == {"running"}
    assert timer().started_at == clock.now


def test_reset_is_the_start_of_the_first_round(ask, ada, clock, state, timer):
    ask(ada, "start")
    ask(ada, "skip")
    ask(ada, "skip")
    ask(ada, "reset")
    assert state() == ("focus", "idle", 1)
    assert (timer().left_ms, timer().started_at, timer().ends_at) == (25 * MINUTE, None, None)


def test_another_length_holds_from_the_next_phase(ask, ada, timer):
    ask(ada, "start")
    end = timer().ends_at
    ask(ada, "edit", focus=50, short=10)
    assert (timer().ends_at, timer().length_ms) == (end, 25 * MINUTE)
    ask(ada, "skip")
    assert timer().length_ms == 10 * MINUTE


def test_or_now_and_what_was_added_stays_added(ask, ada, clock, timer):
    ask(ada, "start")
    ask(ada, "add", minutes=5)
    clock.sleep(minutes=10)
    ask(ada, "edit", focus=50, now=True)
    assert (timer().ends_at, timer().length_ms) == (clock.to(minutes=55), 55 * MINUTE)
    clock.sleep(minutes=5)
    ask(ada, "pause")
    ask(ada, "edit", focus=30, now=True)
    assert (timer().left_ms, timer().length_ms) == (20 * MINUTE, 35 * MINUTE)


def test_a_length_that_is_over_by_now_ends_the_phase_now_and_not_in_the_past(ask, come, ada, clock, timer):
    come(ada)
    ask(ada, "start")
    clock.sleep(minutes=20)
    answer = ask(ada, "edit", focus=10, now=True)
    assert [(event["act"], event["phase"]) for event in clock.told] == [("edited", "focus"), ("ended", "break")]
    assert (timer().started_at, timer().seq) == (clock.now, answer["seq"])


def test_an_idle_timer_shows_its_new_length_at_once(ask, ada, timer):
    ask(ada, "edit", focus=90)
    assert (timer().left_ms, timer().length_ms, timer().state) == (90 * MINUTE, 90 * MINUTE, "idle")
    ask(ada, "start")
    assert timer().length_ms == 90 * MINUTE


def test_fewer_rounds_than_have_passed_end_with_this_one(ask, ada, timer, state):
    ask(ada, "start")
    for _ in range(4):
        ask(ada, "skip")
    assert state() == ("focus", "running", 3)
    ask(ada, "edit", every=2)
    ask(ada, "skip")
    assert state() == ("long", "running", 2)


BOUNDS = [("focus", 1, 180), ("short", 1, 60), ("long", 1, 60), ("countdown", 1, 180), ("every", 1, limits.ROUNDS_MOST)]


@pytest.mark.parametrize(("name", "least", "most"), BOUNDS)
def test_focus_lasts_1_to_180_minutes_and_a_break_1_to_60(ask, ada, timer, name, least, most):
    for value in (least, most):
        ask(ada, "edit", **{name: value})
        assert getattr(timer(), name) == value
    before = timer().seq
    for value in (least - 1, most + 1, 2**53 - 1):
        assert ask(ada, "edit", **{name: value}) == "out-of-range"
    assert (timer().seq, getattr(timer(), name)) == (before, most)


def test_a_countdown_lasts_1_to_180_minutes(ask, ada, timer):
    for wrong in (0, 181):
        assert ask(ada, "start", mode="countdown", minutes=wrong) == "out-of-range"
    assert ask(ada, "start", mode="stopwatch", minutes=5) == "out-of-range"
    assert timer().seq == 0
    ask(ada, "start", mode="countdown", minutes=180)
    assert timer().length_ms == 180 * MINUTE


def test_what_was_added_before_the_start_may_be_said_again_at_the_start(ask, ada, timer):
    ask(ada, "edit", focus=180)
    ask(ada, "add", minutes=5)
    ask(ada, "start", mode="pomodoro", minutes=185)
    assert (timer().length_ms, timer().added_ms) == (185 * MINUTE, 5 * MINUTE)


def test_a_phase_grows_to_six_hours_and_no_longer(ask, ada, timer):
    ask(ada, "start", mode="countdown", minutes=180)
    answers = [ask(ada, "add", minutes=5) for _ in range(37)]
    assert answers[-1] == "out-of-range"
    assert timer().length_ms == limits.PHASE_MINUTES_MOST * MINUTE


NEVER = {"idle": ["pause", "resume", "skip"], "running": ["start", "resume"], "paused": ["start", "pause"], "overtime": ["pause", "resume"]}


@pytest.mark.parametrize(("where", "act"), [(where, act) for where, acts in NEVER.items() for act in acts])
def test_what_cannot_be_done_now_is_refused_and_changes_nothing(ask, come, ada, clock, timer, where, act):
    come(ada)
    if where != "idle":
        ask(ada, "start")
    if where == "paused":
        ask(ada, "pause")
    if where == "overtime":
        ask(ada, "edit", auto_break=False)
        clock.move(minutes=26)
    before = timer().seq
    assert ask(ada, act) == ("timer-running" if act == "start" else "timer-not-running")
    assert (timer().seq, timer().state) == (before, where)


@pytest.mark.parametrize("act", ["start", "pause", "resume", "skip", "add", "reset", "edit"])
def test_who_knows_an_older_timer_is_refused(ask, ada, timer, act):
    stale = ask(ada, "start")["seq"]
    ask(ada, "pause")
    fields = {"add": {"minutes": 1}, "edit": {"focus": 30}}.get(act, {})
    assert ask(ada, act, version=stale, **fields) == "changed-meanwhile"
    assert ask(ada, act, version=0, **fields) == "changed-meanwhile"
    assert timer().state == "paused"


def test_a_phase_that_is_over_but_not_yet_ended_is_not_touched(ask, ada, clock, timer):
    ask(ada, "start")
    clock.sleep(minutes=25)
    assert ask(ada, "pause") == "changed-meanwhile"


@pytest.mark.parametrize(
    "fields",
    [
        {"focus": "25"},
        {"focus": -1},
        {"focus": 1.5},
        {"focus": 2**53},
        {"control": "mallory"},
        {"aligned": "yes"},
        {"version": None},
        {"rounds": 3},
        {"now": None},
    ],
)
def test_nonsense_is_malformed(fields):
    with pytest.raises(Refused, match="malformed"):
        parse(json.dumps({"type": "timer.edit", "ref": 1, "version": 0, **fields}))


def test_an_edit_of_nothing_is_refused(ask, ada):
    assert ask(ada, "edit", now=True) == "empty"


@pytest.mark.parametrize("act", sorted(name.split(".")[1] for name in actions if name.startswith("timer.")))
def test_mallory_is_refused_everything(ask, mallory, act):
    fields = {"add": {"minutes": 1}, "edit": {"focus": 30}, "vote": {"yes": True}}.get(act, {})
    assert ask(mallory, act, **fields) == "forbidden"
    assert not Timer.objects.exists()


def test_in_a_room_that_is_not_open_nothing_is_started(ask, room, ada):
    room.archive()
    assert ask(ada, "start") == "archived"


def test_of_two_rooms_the_timers_are_two(ask, ada, room, timer):
    from rooms.models import Room

    other = Room.objects.create_for(ada, "Other")
    ask(ada, "start")
    assert timer(other).state == "idle"
