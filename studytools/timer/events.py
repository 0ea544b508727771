"""What the room tells about its timer: the whole row, whatever changed in it."""

from typing import Literal

from chat.events import Author
from rooms.live.protocol import Change, Event, Moment

Act = Literal["started", "paused", "resumed", "skipped", "added", "reset", "edited", "ended", "parked", "restarted", "undone"]


class TimerChanged(Change, tag="timer.changed"):
    """The room's timer, by anchors: clients count from them, and change nothing themselves.

    `ends_at` is set while it runs towards an end, and in overtime, where it is when the phase should have ended: count up from it. `left_ms` is what
    is left while it does not run; `passed_ms` the same of a paused stopwatch. A running stopwatch shows the time since `started_at`. `phase` is
    the one it is in, or would start; `length_ms` that phase's whole length. A room whose timer was never used has none: it is idle, with the
    defaults. `focus`, `short`, `long` and `countdown` are minutes. `control` is who may act, also where nobody has set it (moderators in a public
    room, all in others). `quiet` is null until somebody has decided. `act`, `by` and `at` are the last act; `by` is null for what it did by itself.
    """

    mode: Literal["pomodoro", "countdown", "stopwatch"]
    phase: Literal["focus", "break", "long"]
    state: Literal["idle", "running", "paused", "overtime", "parked"]
    started_at: Moment | None
    ends_at: Moment | None
    left_ms: int | None
    passed_ms: int | None
    length_ms: int | None
    round: int
    every: int
    focus: int
    short: int
    long: int
    countdown: int
    auto_break: bool
    auto_focus: bool
    control: Literal["moderators", "all", "vote"]
    ready_check: bool
    aligned: bool
    quiet: bool | None
    act: Act
    by: Author | None
    at: Moment


class TimerPoll(Event, tag="timer.poll"):
    """What the room is asked about its timer, or nothing (`kind` null): a `vote` on `by`'s act, or whether everybody is `ready` for the start.

    It passes as soon as `needed` of those who are here, and not away, are among `yes`; after `ends_at` it has lapsed.
    """

    kind: Literal["vote", "ready"] | None = None
    act: str | None = None
    minutes: int | None = None
    by: Author | None = None
    yes: list[int] = []
    needed: int = 0
    ends_at: Moment | None = None
