"""Whatever is done to a timer, in whatever order, its anchors make sense."""

import copy
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from rooms.live.protocol import Refused, encode
from rooms.models import Room
from studytools.models import Timer
from studytools.timer.states import PHASE_MS_MOST, RANGES

from .conftest import START

LENGTHS = st.dictionaries(st.sampled_from(sorted(RANGES)), st.integers(0, 200), max_size=3)
SWITCHES = st.dictionaries(st.sampled_from(["auto_break", "auto_focus", "aligned"]), st.booleans(), max_size=2)


class Machine(RuleBasedStateMachine):
    @initialize()
    def begin(self):
        self.timer, self.now = Timer(room=Room(pk=1)), START

    def attempt(self, act, **fields):
        trial = copy.copy(self.timer)
        try:
            trial.perform(act, self.now, None, **fields)
        except Refused:
            return
        self.timer = trial
        self.ends()

    def ends(self, here=True):
        while self.timer.overdue(self.now):
            before = self.timer.ends_at
            self.timer.end(here)
            assert self.timer.at == before
            assert not self.timer.overdue(before)

    @rule(act=st.sampled_from(["pause", "resume", "skip", "reset"]))
    def press(self, act):
        self.attempt(act)

    @rule(mode=st.sampled_from([None, "pomodoro", "countdown", "stopwatch"]), minutes=st.none() | st.integers(0, 200))
    def start(self, mode, minutes):
        self.attempt("start", mode=mode, minutes=minutes)

    @rule(minutes=st.sampled_from([1, 5]), times=st.integers(1, 80))
    def add(self, minutes, times):
        for _ in range(times):
            self.attempt("add", minutes=minutes)

    @rule(now=st.booleans(), lengths=LENGTHS, switches=SWITCHES)
    def edit(self, now, lengths, switches):
        self.attempt("edit", now=now, **lengths, **switches)

    @rule(seconds=st.integers(0, 4 * 3600), here=st.booleans())
    def wait(self, seconds, here):
        self.now += timedelta(seconds=seconds)
        self.ends(here)

    @rule()
    def come(self):
        if self.timer.state == "parked":
            self.timer.restart(self.now)

    @invariant()
    def makes_sense(self):
        timer = self.timer
        timed = timer.mode != "stopwatch"
        assert 1 <= timer.round <= timer.every
        assert (timer.ends_at is not None) == (timed and timer.state in ("running", "overtime"))
        assert (timer.left_ms is not None) == (timed and timer.state in ("idle", "paused", "parked"))
        assert (timer.passed_ms is not None) == (not timed and timer.state == "paused")
        assert (timer.length_ms is not None) == timed
        assert timer.state == "idle" or timer.started_at is not None or timer.state == "parked"
        assert not timed or 0 < timer.length_ms <= PHASE_MS_MOST
        assert timer.left_ms is None or timer.left_ms > 0
        assert timer.state != "running" or not timed or timer.ends_at > self.now
        assert timer.state in ("running", "parked") or not timer.aligned
        assert timer.phase == "focus" or timer.mode == "pomodoro"
        encode(timer.as_event())


Machine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestClockwork = Machine.TestCase
