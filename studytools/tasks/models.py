"""A task: of a room, or of one person; changed field by field, so that nobody loses what another wrote."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from rooms.live.protocol import Refused, moment
from rooms.models import Room

from .acts import CLIENT_ID_CHARS, Act, once
from .querysets import TaskManager
from .rows import Row
from .tree import generations, put, strike

TITLE_CHARS = 500  # what the column holds


class Completion(models.TextChoices):
    ANYONE = "anyone"
    EVERYONE = "everyone"


class Task(Row, models.Model):
    room = models.ForeignKey(Room, models.CASCADE, null=True, related_name="tasks", db_index=False)  # the indexes below serve
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="tasks", db_index=False)
    creator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    client_id = models.CharField(max_length=CLIENT_ID_CHARS)
    title = models.CharField(max_length=TITLE_CHARS)
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    position = models.CharField(max_length=64)
    due = models.DateField(null=True)
    priority = models.PositiveSmallIntegerField(default=0)
    estimate = models.PositiveSmallIntegerField(default=0)  # pomodoros
    seconds = models.PositiveBigIntegerField(default=0)  # of focus, measured
    completion = models.CharField(max_length=8, choices=Completion.choices, default=Completion.ANYONE)
    assignees = models.JSONField(default=list)  # user ids: one row is one change
    parts = models.JSONField(default=dict)  # user id, as text → when they did it
    done_at = models.DateTimeField(null=True)
    versions = models.JSONField(default=dict)  # field → the number at which it was last changed
    seq = models.PositiveBigIntegerField()  # of the room, or of the owner
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = TaskManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(room=None, owner__isnull=False) | Q(room__isnull=False, owner=None), name="task_in_one_list")
        ]
        indexes = [models.Index(fields=["room", "seq"], name="room_task_changes"), models.Index(fields=["owner", "seq"], name="own_task_changes")]

    def __str__(self):
        return self.title

    @once
    def edit(self, by, base, **fields):
        """Only over what one has seen: `base` is the task's number then. Refused `changed-meanwhile`, `empty`, `too-long`, `forbidden`."""
        self.set(**fields)
        if any(self.versions.get(field, 0) > base for field in self.changed()):
            raise Refused("changed-meanwhile")

    @once
    def done(self, by, on=True):
        """Done, or not after all; where everyone must, it is my part. Refused `not-yours`."""
        me = str(by.user_id)
        if self.completion == Completion.EVERYONE:
            if on and by.user_id not in self.responsible():
                raise Refused("not-yours")
            others = {who: at for who, at in self.parts.items() if who != me}
            self.parts = {me: moment(timezone.now())} | self.parts if on else others
        else:
            self.parts = (self.parts or {me: moment(timezone.now())}) if on else {}

    def finish(self, membership):
        """As if they had ticked it."""
        return self.done(membership)

    @once
    def move(self, by, parent, after):
        """Below `parent`, an id or None, and after a sibling: see `tree.put`."""
        return put(self, parent, after)

    @once
    def remove(self, by):
        """With its sub-tasks."""
        return strike(self)

    @once
    def assign(self, by, member, on):
        """Somebody else's or one's own task, or not; who has left can only be taken off. Refused `not-found`, `forbidden`."""
        if not self.room_id:
            raise Refused("forbidden")
        if not on:
            self.assignees = [id for id in self.assignees if id != member]
        elif member not in self.assignees:
            if member not in self.members():
                raise Refused("not-found")
            self.assignees = [*self.assignees, member]

    @once
    def undo(self, by, act):
        """What the act changed is as it was, unless somebody changed it since. Refused `undo-over`, `changed-meanwhile`."""
        state = self.state()
        if all(state[field] == value for field, value in act.before.items()):
            return None
        act.in_time(timezone.now())
        if self.removed_at and "removed" not in act.before:
            raise Refused("not-found")
        added = act.verb == "add"
        since = [field for field, number in self.versions.items() if number > act.number and (added or field in act.before)]
        if since or (added and generations(self)):
            raise Refused("changed-meanwhile")
        self.undoing = act  # for the log
        return self.revert(act)


__all__ = ["Act", "Completion", "Task"]
