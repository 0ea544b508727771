"""The room's list in the room's log, and undoing from there what was done to it."""

from rooms.live.protocol import Refused
from rooms.live.registry import logged
from rooms.models import RoomAct
from rooms.models.acts import UNDO
from rooms.permissions import Permission

TITLE_CHARS = 80  # as much as a line of the log needs
WORDS = {
    "add": "added the task {}",
    "edit": "changed the task {}",
    "move": "moved the task {}",
    "remove": "removed the task {}",
    "assign": "changed who does the task {}",
    "undo": "undid the undoing of what was done to the task {}",
}


def note(by, act, task):
    """`act`: of the task's own log. What is one's own is in no room's log."""
    if task.room_id and not (act.verb == "undo" and undone(by, act, task)):
        title = task.title if len(task.title) <= TITLE_CHARS else f"{task.title[: TITLE_CHARS - 1]}…"
        after = {"act": act.pk, "verb": act.verb, "title": title, "done": bool(act.after.get("done"))}
        RoomAct.objects.note(task.room_id, by, "task", after=after, at=act.at)


def undone(by, act, task):
    """Whether what is undone stands in the room's log; it is marked there, wherever it was undone."""
    first = task.undoing
    line = RoomAct.objects.filter(room=task.room_id, kind="task", at__gte=first.at, after__act=first.pk).first()
    if line and not line.is_undone:
        RoomAct.objects.note(task.room_id, by, UNDO, undoing=line, at=act.at)
    return line is not None


def words(act):
    verb, title = act.after["verb"], f"“{act.after['title']}”"
    if verb == "done":
        return f"ticked off the task {title}" if act.after["done"] else f"opened the task {title} again"
    return WORDS[verb].format(title)


def undo(act, by):
    from .models import Act, Task

    found = Act.objects.filter(pk=act.after["act"]).first()
    if found is None:
        raise Refused("not-found")
    Task.objects.of(by, found.task_id, removed=True).undo(by, found)


logged("task", words, undo, Permission.RUN_TOOLS, tool=True)
