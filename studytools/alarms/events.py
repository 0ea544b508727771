"""What is told about alarms: the whole row, mine to me in every room, the room's to everyone in it."""

import msgspec

from rooms.live.protocol import Change, Id, Moment, MyChange


class AlarmRow(msgspec.Struct, kw_only=True, frozen=True):
    """An alarm: `time` is a time of day in `zone`; without `weekdays` (Monday is 1) it rings once. `next_at` is when it is due next.

    It fell due at `rang_at`, and was not dismissed: ring if that is at most 10 minutes ago, say that it was missed if it is longer.
    Where it was put off, `next_at` is `snoozed` minutes later. `setter` is the id of who set it, null once they are gone for good.
    """

    id: Id
    label: str
    time: str
    zone: str
    weekdays: list[int]
    on: bool
    next_at: Moment | None
    rang_at: Moment | None
    snoozed: int
    setter: int | None


class AlarmChanged(Change, tag="alarms.changed"):
    """An alarm of the room, which rings for everyone in it; each dismisses it for themselves, and nobody is told."""

    alarm: AlarmRow


class AlarmRemoved(Change, tag="alarms.removed"):
    """An alarm of the room is gone; whoever did not know it has nothing to do."""

    id: Id


class MyAlarmChanged(MyChange, tag="alarms.mine"):
    """An alarm of mine, which goes with me into every room."""

    alarm: AlarmRow


class MyAlarmRemoved(MyChange, tag="alarms.mine-removed"):
    """An alarm of mine is gone."""

    id: Id
