"""What is told about tasks: the whole row, whatever changed in it."""

import datetime

import msgspec

from rooms.live.protocol import Change, Id, Moment, MyChange


class TaskRow(msgspec.Struct, kw_only=True, frozen=True):
    """A task. People are ids of members; `position` orders the tasks of one parent, as text.

    It is done once `done_at` is set: with `completion` "anyone" as soon as somebody did it, with "everyone" when all it is assigned
    to have, or all members where it is assigned to nobody; `parts` are those who did. `seconds` is the focus spent on it. `versions`
    gives the number at which a field was last changed; one that is missing never was. The fields are title, due, priority, estimate,
    completion, assignees, done, place, removed.
    """

    id: Id
    client_id: str
    title: str
    parent: int | None
    position: str
    due: datetime.date | None
    priority: int
    estimate: int
    seconds: int
    completion: str
    assignees: list[int]
    parts: list[int]
    done_at: Moment | None
    done_by: int | None
    by: int | None
    at: Moment
    versions: dict[str, int]


class TaskChanged(Change, tag="tasks.changed"):
    """A task of the room."""

    task: TaskRow


class TaskRemoved(Change, tag="tasks.removed"):
    """A task of the room is gone; whoever did not know it has nothing to do. It may come back by an undo."""

    id: Id


class MyTaskChanged(MyChange, tag="tasks.mine"):
    """A task of my own list, which goes with me into every room."""

    task: TaskRow


class MyTaskRemoved(MyChange, tag="tasks.mine-removed"):
    """A task of my own list is gone. It may come back by an undo."""

    id: Id
