"""What I alone am told about my timers and stopwatches."""

from rooms.live.protocol import Id, Moment, MyChange


class PocketChanged(MyChange, tag="pocket.changed"):
    """A timer (`kind` countdown) or stopwatch of mine, as moments and never as a count.

    `state` is idle, running or paused. A running timer ends, or ended, at `ends_at`; otherwise `left_ms` are left of `length_ms`.
    A running stopwatch shows the time since `started_at`; otherwise `passed_ms`.
    """

    id: Id
    kind: str
    label: str
    state: str
    started_at: Moment | None
    ends_at: Moment | None
    length_ms: int | None
    left_ms: int | None
    passed_ms: int | None


class PocketRemoved(MyChange, tag="pocket.removed"):
    """A timer or stopwatch of mine is gone."""

    id: Id
