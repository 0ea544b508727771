"""How a task's row is read, changed field by field, numbered and told."""

from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from rooms.live.protocol import Refused, moment
from syncroom import limits

from . import lists
from .acts import Act
from .events import MyTaskChanged, MyTaskRemoved, TaskChanged, TaskRemoved, TaskRow
from .tree import generations, oldest, put_back, restore, strike

COLUMNS = {"done": ["parts"], "place": ["parent", "position"], "removed": ["removed_at"]}  # the others are called as the field is
DECIDE = {"completion", "assignees", "done"}  # whether it is done


def clean_title(text):
    """One line, without what PostgreSQL cannot store. Refused `empty`, `too-long`."""
    title = " ".join(text.replace("\x00", "").split())
    if not title or len(title) > limits.TASK_CHARS:
        raise Refused("too-long" if title else "empty")
    return title


class Row:
    """What every task can do, without saying what is done with it. `begin` notes how it was, `keep` writes what is different."""

    def begin(self):
        self.before, self.was_open = self.state(), not (self.done_at or self.removed_at)

    def fresh(self):
        lists.lock(self)
        self.refresh_from_db()
        self.begin()

    def state(self):
        """Its fields, as the log and the versions know them."""
        return {name: getattr(self, name) for name in ("title", "priority", "estimate", "completion")} | {
            "due": self.due and self.due.isoformat(),
            "assignees": list(self.assignees),
            "done": dict(self.parts),
            "place": [self.parent_id, self.position],
            "removed": self.removed_at is not None,
        }

    def changed(self):
        """{field: value} of those that are not as they were."""
        return {field: value for field, value in self.state().items() if value != self.before[field]}

    def set(self, **fields):
        for name, value in fields.items():
            setattr(self, name, clean_title(value) if name == "title" else value)
        if self.completion == "everyone" and not self.room_id:
            raise Refused("forbidden")

    def siblings(self, *parent):
        """What stands in the same list, or only below `parent`."""
        rows = type(self).objects.standing().filter(room=self.room_id, owner=self.owner_id)
        return rows.filter(parent=parent[0]) if parent else rows

    def check_space(self, opened=1, new=1):
        """For so many more open tasks, and new rows for which the oldest of what is done goes. Refused `list-full`."""
        if not (opened or new):
            return
        rows = self.siblings().aggregate(all=Count("pk"), open=Count("pk", filter=Q(done_at=None)))
        if opened and rows["open"] + opened > limits.TASKS_OPEN:
            raise Refused("list-full")
        if new and rows["all"] + new > limits.TASKS:
            self.write(oldest(self, rows["all"] + new - limits.TASKS))

    def responsible(self):
        """Who must have done it where everyone must: those it is assigned to, or all members."""
        members = self.members()
        return {id for id in self.assignees if id in members} or members

    def members(self):
        return set(self.room.memberships.standing().values_list("user_id", flat=True))

    def settle(self):
        """Whether it is done follows from who did their part."""
        done = bool(self.parts) and (self.completion == "anyone" or self.responsible() <= set(map(int, self.parts)))
        self.done_at = datetime.fromisoformat(max(self.parts.values())) if done else None

    def keep(self, by, verb, client_id, others):
        """Write what is different, with a line in the log, and tell it. `others` are further rows that changed with it."""
        after = self.changed()
        if not after:
            return {"id": self.pk, "number": self.seq, "act": None}
        if DECIDE & after.keys():
            self.settle()
        rows = [row for row in (self, *others) if not row.removed_at]
        self.check_space(sum(not (row.was_open or row.done_at) for row in rows), sum(row.before["removed"] for row in rows))
        along = [row.pk for row in others if "removed" in row.changed()]
        self.write([self, *others])
        before = {field: self.before[field] for field in after}
        more = {"client_id": client_id or None, "along": along, "number": self.seq, "at": timezone.now()}
        return Act.objects.note(self, by, verb, before, after, **more).answer()

    def write(self, rows):
        """One number, one row, one event."""
        columns = {"seq", "versions", "done_at"}
        for number, row in enumerate(rows, lists.numbers(self, len(rows)) if rows else 0):
            fields = row.changed()
            row.seq, row.versions = number, row.versions | dict.fromkeys(fields, number)
            columns.update(column for field in fields for column in COLUMNS.get(field, [field]))
        type(self).objects.bulk_update(rows, sorted(columns))
        lists.tell(rows)

    def revert(self, act):
        """What the act changed is as it was before."""
        others = []
        for field, value in act.before.items():
            if field == "place":
                others += put_back(self, *value, generations(self))
            elif field == "removed":
                others += strike(self) if value else restore(self, act.along)
            elif field == "done":
                self.parts = value
            else:
                self.set(**{field: date.fromisoformat(value) if field == "due" and value else value})
        return others

    def as_event(self):
        number = {"seq": self.seq} if self.room_id else {"mine": self.seq}
        if self.removed_at:
            return (TaskRemoved if self.room_id else MyTaskRemoved)(**number, id=self.pk)
        return (TaskChanged if self.room_id else MyTaskChanged)(**number, task=self.as_row())

    def as_row(self):
        last = max(self.parts.items(), key=lambda part: part[1], default=(None,))[0]
        return TaskRow(
            **{name: getattr(self, name) for name in ("client_id", "title", "position", "due", "priority", "estimate", "seconds")},
            **{name: getattr(self, name) for name in ("completion", "assignees", "versions")},
            id=self.pk,
            parent=self.parent_id,
            parts=sorted(map(int, self.parts)),
            done_at=self.done_at and moment(self.done_at),
            done_by=int(last) if self.done_at else None,
            by=self.creator_id,
            at=moment(self.at),
        )
