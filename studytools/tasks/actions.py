"""What members may ask of the tasks."""

import datetime
from typing import Annotated, Literal

from msgspec import UNSET, Meta, UnsetType

from rooms.live.protocol import Id, Number, action, refuses
from rooms.live.registry import my_replay, replay
from rooms.parts import panel, sheet
from rooms.permissions import Permission

from .acts import CLIENT_ID_CHARS, Act
from .models import Task
from .tree import LAST

List = Annotated[Literal["mine", "room"], Meta(description="my own, which goes with me, or this room's")]
ClientId = Annotated[str, Meta(pattern=rf"^[A-Za-z0-9_-]{{1,{CLIENT_ID_CHARS}}}$", description="the same for the same act, however often it is sent")]
Base = Annotated[Number, Meta(description="`seq` or `mine` of the task as I saw it")]
After = Annotated[Number | None, Meta(description="the task it comes after; null: first; one that is not there, or left out: last")]
Parent = Annotated[Id | None, Meta(description="the task it is part of; three levels at most")]
Due = Annotated[datetime.date | None, Meta(description="a day; null: none")]
Priority = Annotated[int, Meta(ge=0, le=3, description="3 is the most urgent")]
Estimate = Annotated[int, Meta(ge=0, le=99, description="pomodoros; 0: none")]
Completion = Annotated[Literal["anyone", "everyone"], Meta(description="who must have done it, in a room's list")]
refuses(
    {
        "cycle": "A task cannot be part of itself.",
        "too-deep": "Sub-tasks go three levels deep, no further.",
        "list-full": "This list is full. Finish or remove something first.",
        "not-yours": "This waits for those it is assigned to.",
    }
)


@action("tasks.add", needs=Permission.SPEAK)
def add(
    membership,
    list: List,
    title: str,
    client_id: ClientId,
    parent: Parent = None,
    after: After = LAST,
    due: Due = None,
    priority: Priority = 0,
    estimate: Estimate = 0,
    completion: Completion = "anyone",
):
    """A new task; whoever changes the room's list also needs the permission to run tools.

    As with every act, `ok` carries the `id` of the task, the `number` of its change, and `act`, by which it is undone.
    """
    fields = {"due": due, "priority": priority, "estimate": estimate, "completion": completion}
    return Task.objects.add(membership, list == "mine", title, client_id, parent, after, **fields)


@action("tasks.edit", needs=Permission.SPEAK)
def edit(
    membership,
    id: Id,
    base: Base,
    title: str | UnsetType = UNSET,
    due: Due | UnsetType = UNSET,
    priority: Priority | UnsetType = UNSET,
    estimate: Estimate | UnsetType = UNSET,
    completion: Completion | UnsetType = UNSET,
    client_id: ClientId = "",
):
    """Change some fields. Refused `changed-meanwhile` if one of them was changed after `base` to something else; then nothing is changed."""
    fields = {"title": title, "due": due, "priority": priority, "estimate": estimate, "completion": completion}
    wanted = {name: value for name, value in fields.items() if value is not UNSET}
    return Task.objects.of(membership, id).edit(membership, base, client_id=client_id, **wanted)


@action("tasks.done", needs=Permission.SPEAK)
def done(membership, id: Id, done: bool, client_id: ClientId = ""):
    """It is done, or not after all; where everyone must do it, my part of it."""
    return Task.objects.of(membership, id).done(membership, done, client_id=client_id)


@action("tasks.move", needs=Permission.SPEAK)
def move(membership, id: Id, parent: Parent = None, after: After = LAST, client_id: ClientId = ""):
    """To another place, with its sub-tasks. Refused `cycle` below itself, `too-deep` below the third level."""
    return Task.objects.of(membership, id).move(membership, parent, after, client_id=client_id)


@action("tasks.remove", needs=Permission.SPEAK)
def remove(membership, id: Id, client_id: ClientId = ""):
    """Take it away, with its sub-tasks."""
    return Task.objects.of(membership, id).remove(membership, client_id=client_id)


@action("tasks.assign", needs=Permission.SPEAK)
def assign(membership, id: Id, member: Id, on: bool, client_id: ClientId = ""):
    """Give a task of the room to a member, or take it off them."""
    return Task.objects.of(membership, id).assign(membership, member, on, client_id=client_id)


@action("tasks.claim", needs=Permission.SPEAK)
def claim(membership, id: Id, on: bool, client_id: ClientId = ""):
    """I take a task of the room, or give it back."""
    return Task.objects.of(membership, id).assign(membership, membership.user_id, on, client_id=client_id)


@action("tasks.undo", needs=Permission.SPEAK)
def undo(membership, act: Id, client_id: ClientId = ""):
    """What this act changed is as it was, for 10 minutes, unless somebody changed it since; what was removed is back with its sub-tasks."""
    found = Act.objects.visible(membership, act)
    return Task.objects.of(membership, found.task_id, removed=True).undo(membership, found, client_id=client_id)


@action("tasks.log", needs=Permission.SPEAK)
def log(membership, id: Id):
    """Who did what: `ok` carries `acts`, the last 30, the newest first, each {id, by {id, name}, at, verb, before, after}."""
    return {"acts": Act.objects.of_task(Task.objects.visible(membership, id))}


DETAILS = "studytools/tasks/details.html", "studytools/tasks/details.js", ("studytools/tasks/details.css",)
sheet("task-details", "Task", *DETAILS, looks="ask task-details")
panel("tasks", "tools", "Tasks", "studytools/tasks/panel.html", "studytools/tasks/tasks.js", ("studytools/tasks/tasks.css",))


@replay
def changes(room, since):
    return Task.objects.changes(room, since)


@my_replay
def my_changes(since):
    return Task.objects.mine(since)
