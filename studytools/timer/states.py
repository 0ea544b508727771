"""The words a timer's state is told in, and the bounds of what can be set."""

from django.db.models import TextChoices

from syncroom import limits

MINUTE_MS = 60_000
PHASE_MS_MOST = limits.PHASE_MINUTES_MOST * MINUTE_MS


class Mode(TextChoices):
    POMODORO = "pomodoro"
    COUNTDOWN = "countdown"
    STOPWATCH = "stopwatch"


class Phase(TextChoices):
    FOCUS = "focus"
    BREAK = "break"
    LONG = "long"


class State(TextChoices):
    IDLE = "idle"
    RUNNING = "running"
    PAUSED = "paused"
    OVERTIME = "overtime"  # the phase is over, and the next one waits for somebody to start it
    PARKED = "parked"  # nobody was there when a phase ended


class Control(TextChoices):
    MODERATORS = "moderators"
    ALL = "all"
    VOTE = "vote"


LENGTHS = {Phase.FOCUS: "focus", Phase.BREAK: "short", Phase.LONG: "long"}
RANGES = {
    "focus": (1, limits.FOCUS_MINUTES_MOST),
    "short": (1, limits.BREAK_MINUTES_MOST),
    "long": (1, limits.BREAK_MINUTES_MOST),
    "every": (1, limits.ROUNDS_MOST),
    "countdown": (1, limits.FOCUS_MINUTES_MOST),
}
