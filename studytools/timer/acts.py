"""What people ask of a timer. Nothing here reads a clock or a table either."""

from datetime import timedelta

from rooms.live.protocol import Refused

from .alignment import fits_the_day
from .clockwork import Clockwork
from .states import MINUTE_MS, PHASE_MS_MOST, RANGES, Mode, Phase, State

DONE = {"start": "started", "pause": "paused", "resume": "resumed", "skip": "skipped", "add": "added", "reset": "reset", "edit": "edited"}


def ms(duration):
    return duration // timedelta(milliseconds=1)


def in_range(name, value):
    least, most = RANGES.get(name, (value, value))
    if not least <= value <= most:
        raise Refused("out-of-range")


class Acts(Clockwork):
    """Each act refuses, or changes the row in memory; `at` is when it happens."""

    def perform(self, act, at, by, **arguments):
        """`by` is an Author; Refused `on-the-clock`, and whatever the act refuses."""
        if self.aligned and act != "edit":
            raise Refused("on-the-clock")
        getattr(self, act)(at, **arguments)
        self.note(DONE[act], at, by)

    def start(self, at, mode=None, minutes=None):
        """In overtime what follows begins; another mode begins anew. `minutes` is the length of this phase only."""
        if self.state in (State.RUNNING, State.PAUSED):
            raise Refused("timer-running")
        if mode and mode != self.mode:
            self.mode = mode
            self.lay(Phase.FOCUS, 1)
        elif self.state == State.OVERTIME:
            self.lay(*self.following())
        if minutes is not None and minutes * MINUTE_MS != self.length_ms:
            self.measure(minutes)
        self.run(at)

    def measure(self, minutes):
        """A countdown remembers it."""
        if self.mode == Mode.STOPWATCH:
            raise Refused("out-of-range")
        in_range(self.length_name, minutes)
        if self.mode == Mode.COUNTDOWN:
            self.countdown = minutes
        self.length_ms = self.left_ms = minutes * MINUTE_MS
        self.added_ms = 0

    def pause(self, at):
        if self.state != State.RUNNING:
            raise Refused("timer-not-running")
        if self.ends_at:
            self.left_ms = max(1, ms(self.ends_at - at))
        else:
            self.passed_ms = max(0, ms(at - self.started_at))
        self.state, self.ends_at, self.paused_at = State.PAUSED, None, at

    def resume(self, at):
        if self.state != State.PAUSED:
            raise Refused("timer-not-running")
        self.run(at)

    def skip(self, at):
        """On to the next phase, running; a countdown or a stopwatch has none, and ends."""
        if self.state not in (State.RUNNING, State.PAUSED, State.OVERTIME):
            raise Refused("timer-not-running")
        if self.mode != Mode.POMODORO:
            return self.reset(at)
        self.lay(*self.following())
        self.run(at)

    def add(self, at, minutes):
        """In overtime the phase goes on, for so long from now."""
        more = minutes * MINUTE_MS
        if self.state == State.PARKED:
            raise Refused("timer-not-running")
        if self.mode == Mode.STOPWATCH or self.length_ms + more > PHASE_MS_MOST:
            raise Refused("out-of-range")
        self.length_ms += more
        self.added_ms += more
        if self.state in (State.IDLE, State.PAUSED):
            self.left_ms += more
        else:
            self.ends_at = (at if self.state == State.OVERTIME else self.ends_at) + timedelta(milliseconds=more)
            self.state = State.RUNNING

    def reset(self, at):
        self.lay(Phase.FOCUS, 1)

    def edit(self, at, now=False, **changes):
        """Lengths hold from the next phase, or (`now`) in this one too."""
        for name, value in changes.items():
            in_range(name, value)
            setattr(self, name, value)
        self.round = min(self.round, self.every)
        if self.aligned and not fits_the_day(self.focus, self.short):
            raise Refused("out-of-range")
        if self.aligned and changes.keys() & {"aligned", "focus", "short", "every"}:
            self.mode = Mode.POMODORO
            self.follow_clock(at)
        elif self.mode != Mode.STOPWATCH and self.length_name in changes and (now or self.state in (State.IDLE, State.PARKED)):
            self.rescale(at, changes[self.length_name] * MINUTE_MS + self.added_ms - self.length_ms)

    def rescale(self, at, more):
        """This phase is longer by `more` ms than it was to be; it does not end in the past."""
        if self.state == State.OVERTIME:
            return
        self.length_ms += more
        if self.length_ms > PHASE_MS_MOST:
            raise Refused("out-of-range")
        if self.state == State.RUNNING:
            self.ends_at = max(at, self.ends_at + timedelta(milliseconds=more))
        else:
            self.left_ms = max(1, self.left_ms + more)
