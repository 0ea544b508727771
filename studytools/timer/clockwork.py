"""What a timer does by itself: anchors in, anchors out. Nothing here reads a clock or a table."""

from datetime import timedelta

from .alignment import clock_phase
from .states import LENGTHS, MINUTE_MS, Mode, Phase, State


class Clockwork:
    """Mixed into the timer's row. A verb changes the row in memory; `at` is when it happens."""

    @property
    def focusing(self):
        return self.state == State.RUNNING and self.phase == Phase.FOCUS

    def overdue(self, now):
        return self.state == State.RUNNING and self.ends_at is not None and self.ends_at <= now

    def late(self, now):
        """By more than a whole cycle: hours are not replayed."""
        cycle = self.focus + self.short if self.aligned else self.every * self.focus + (self.every - 1) * self.short + self.long
        return now - self.ends_at > timedelta(minutes=cycle)

    @property
    def length_name(self):
        """Which of the settings is the length of this phase."""
        return "countdown" if self.mode == Mode.COUNTDOWN else LENGTHS[self.phase]

    def following(self):
        if self.phase == Phase.FOCUS:
            return (Phase.LONG if self.round >= self.every else Phase.BREAK), self.round
        return Phase.FOCUS, 1 if self.phase == Phase.LONG or self.round >= self.every else self.round + 1

    def lay(self, phase, round):
        """Ready to run, at its full length."""
        self.phase, self.round, self.state = phase, round, State.IDLE
        self.started_at = self.ends_at = self.paused_at = self.passed_ms = None
        self.length_ms = None if self.mode == Mode.STOPWATCH else getattr(self, self.length_name) * MINUTE_MS
        self.left_ms, self.added_ms = self.length_ms, 0

    def run(self, at):
        if self.mode == Mode.STOPWATCH:
            self.started_at = at - timedelta(milliseconds=self.passed_ms or 0)
        else:
            self.started_at, self.ends_at = self.started_at or at, at + timedelta(milliseconds=self.left_ms)
        self.state, self.left_ms, self.passed_ms, self.paused_at = State.RUNNING, None, None, None

    def end(self, here):
        """Its time is up: what follows begins when this should have ended. `here`: whether somebody is present."""
        at = self.ends_at
        if self.mode == Mode.COUNTDOWN:
            self.lay(Phase.FOCUS, 1)
        elif not here:
            return self.park(at)
        elif self.aligned:
            self.follow_clock(at)
        else:
            phase, round = self.following()
            if self.auto_focus if phase == Phase.FOCUS else self.auto_break:
                self.lay(phase, round)
                self.run(at)
            else:
                self.state = State.OVERTIME
        self.note("ended", at)

    def park(self, at):
        self.lay(Phase.FOCUS, 1)
        self.state = State.PARKED
        self.note("parked", at)

    def restart(self, at):
        """Somebody came to a parked timer."""
        if self.aligned:
            self.follow_clock(at)
        else:
            self.lay(Phase.FOCUS, 1)
            self.run(at)
        self.note("restarted", at)

    def follow_clock(self, at):
        focus, cycle, start, end = clock_phase(at, self.focus, self.short)
        self.lay(Phase.FOCUS if focus else Phase.BREAK, cycle % self.every + 1)
        self.state, self.started_at, self.ends_at, self.left_ms = State.RUNNING, start, end, None

    def note(self, act, at, by=None):
        self.act, self.at, self.by_id, self.by_name = act, at, by and by.id, by.name if by else ""
