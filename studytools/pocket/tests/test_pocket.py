"""Timers and stopwatches that only I see: moments, never counters."""

import pytest

from accounts.models import User
from rooms.live.broadcast import Telling
from studytools.pocket.models import Pocket
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def tea(clock, ask, ada):
    """The id of Ada's running timer of five minutes."""
    return ask(ada, "pocket.set", client_id="tea", kind="countdown", seconds=300, label=" Tea\n")["id"]


@pytest.fixture
def watch(clock, ask, ada):
    """The id of Ada's running stopwatch."""
    return ask(ada, "pocket.set", client_id="watch", kind="stopwatch")["id"]


@pytest.fixture
def shown(mine, ada):
    """What Ada's page knows of the one she has."""
    return lambda *names: tuple(mine(ada)[-1][name] for name in names)


def test_a_timer_is_told_me_as_the_moment_it_ends_and_nobody_else(tea, ask, ada, grace, mine):
    assert not [letter for letter in ask.letters if isinstance(letter, Telling)]
    assert mine(grace) == []
    assert mine(ada) == [
        {
            "type": "pocket.changed",
            "mine": 1,
            "id": tea,
            "kind": "countdown",
            "label": "Tea",
            "state": "running",
            "started_at": "2026-03-02T14:00:00.000Z",
            "ends_at": "2026-03-02T14:05:00.000Z",
            "length_ms": 300_000,
            "left_ms": None,
            "passed_ms": None,
        }
    ]


def test_paused_it_keeps_what_is_left_and_goes_on_from_there(tea, ask, ada, clock, shown):
    clock.shift(100)
    ask(ada, "pocket.pause", id=tea)
    assert shown("state", "left_ms", "ends_at") == ("paused", 200_000, None)
    clock.shift(3600)
    ask(ada, "pocket.start", id=tea)
    assert shown("state", "left_ms", "ends_at") == ("running", None, "2026-03-02T15:05:00.000Z")


def test_a_stopwatch_paused_keeps_what_has_passed_and_goes_on_from_there(watch, ask, ada, clock, shown):
    assert shown("state", "started_at", "ends_at", "length_ms") == ("running", "2026-03-02T14:00:00.000Z", None, None)
    clock.shift(90.5)
    ask(ada, "pocket.pause", id=watch)
    assert shown("state", "passed_ms") == ("paused", 90_500)
    clock.shift(60)
    ask(ada, "pocket.start", id=watch)
    assert shown("state", "started_at") == ("running", "2026-03-02T14:01:00.000Z")


def test_paused_at_once_it_still_counts_as_paused(watch, ask, ada, shown):
    ask(ada, "pocket.pause", id=watch)
    assert shown("state") == ("paused",)


def test_it_may_be_set_without_being_started(clock, ask, ada, shown):
    ask(ada, "pocket.set", client_id="a", kind="countdown", seconds=60, start=False)
    assert shown("state", "left_ms", "ends_at") == ("idle", 60_000, None)


def test_ended_it_cannot_be_paused_and_starts_anew(tea, ask, ada, clock, shown):
    clock.shift(300)
    before = shown("mine", "ends_at")
    assert ask(ada, "pocket.pause", id=tea) == "timer-not-running"
    assert shown("mine", "ends_at") == before == (1, "2026-03-02T14:05:00.000Z")
    ask(ada, "pocket.start", id=tea)
    assert shown("ends_at") == ("2026-03-02T14:10:00.000Z",)


def test_reset_it_stands_at_its_beginning(tea, ask, ada, clock, shown):
    clock.shift(100)
    ask(ada, "pocket.reset", id=tea)
    assert shown("state", "left_ms", "mine") == ("idle", 300_000, 2)
    assert ask(ada, "pocket.reset", id=tea) == {"id": tea, "mine": 2}


def test_what_runs_is_not_started_and_what_stands_is_not_paused(tea, ask, ada, shown):
    assert ask(ada, "pocket.start", id=tea) == "timer-running"
    ask(ada, "pocket.pause", id=tea)
    assert ask(ada, "pocket.pause", id=tea) == "timer-not-running"
    assert shown("mine") == (2,)


def test_set_again_it_is_one_and_answered_again(tea, ask, ada):
    assert ask(ada, "pocket.set", client_id="tea", kind="countdown", seconds=300, label="Tea") == {"id": tea, "mine": 1}
    assert Pocket.objects.count() == 1


@pytest.mark.parametrize("seconds", [0, limits.POCKET_SECONDS + 1, None])
def test_a_duration_out_of_range_is_refused_and_nothing_changes(clock, ask, ada, seconds):
    assert ask(ada, "pocket.set", client_id="a", kind="countdown", seconds=seconds) == "out-of-range"
    assert (Pocket.objects.count(), User.objects.get(pk=ada.pk).seq) == (0, 0)


@pytest.mark.parametrize("seconds", [1, limits.POCKET_SECONDS])
def test_from_a_second_to_a_day_is_fine(clock, ask, ada, seconds, shown):
    ask(ada, "pocket.set", client_id="a", kind="countdown", seconds=seconds)
    assert shown("length_ms") == (seconds * 1000,)
    assert ask(ada, "pocket.set", client_id="b", kind="stopwatch", seconds=seconds) == "out-of-range"


def test_ten_fit_into_a_pocket_and_not_one_more(clock, ask, ada, grace):
    made = [ask(ada, "pocket.set", client_id=f"n{n}", kind="stopwatch") for n in range(limits.POCKET_TIMERS)]
    assert ask(ada, "pocket.set", client_id="more", kind="stopwatch") == "too-many-timers"
    assert User.objects.get(pk=ada.pk).seq == limits.POCKET_TIMERS
    assert ask(grace, "pocket.set", client_id="more", kind="stopwatch")["mine"] == 1
    ask(ada, "pocket.remove", id=made[0]["id"])
    assert ask(ada, "pocket.set", client_id="more", kind="stopwatch")["id"]


def test_removed_it_is_gone_for_newcomers_and_a_tombstone_for_who_knew_it(tea, ask, ada, mine):
    ask(ada, "pocket.remove", id=tea)
    assert mine(ada) == []
    assert mine(ada, since=1) == [{"type": "pocket.removed", "mine": 2, "id": tea}]


@pytest.mark.parametrize("type", ["pocket.start", "pocket.pause", "pocket.reset", "pocket.remove"])
def test_nobody_reaches_into_somebody_elses_pocket(tea, ask, ada, grace, mallory, type, mine):
    before = mine(ada)
    assert ask(grace, type, id=tea) == "not-found"
    assert ask(mallory, type, id=tea) == "forbidden"
    assert mine(ada) == before
