"""Who did what to a task: the log, which answers an act that is sent twice, and from which it is undone."""

from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.db import models, transaction

from rooms.live.protocol import Refused, moment
from syncroom import limits

from . import log

UNDOABLE = timedelta(seconds=limits.UNDO_SECONDS)
CLIENT_ID_CHARS = 64
SHOWN = 30  # acts of a task


class ActManager(models.Manager):
    def note(self, task, by, verb, before, after, **more):
        act = self.create(task=task, by_id=by.user_id, by_name=by.name, verb=verb, before=before, after=after, **more)
        log.note(by, act, task)
        return act

    def visible(self, membership, id):
        """An act on a task of the member's room or own list; Refused `not-found`."""
        mine = models.Q(task__room=membership.room_id) | models.Q(task__owner=membership.user_id)
        act = self.filter(mine, pk=id).first()
        if act is None:
            raise Refused("not-found")
        return act

    def known(self, by, client_id):
        """What this person was answered when they sent it first, or None."""
        return client_id and self.filter(by=by.user_id, client_id=client_id).first()

    def of_task(self, task):
        """The last acts, the newest first."""
        return [act.as_row() for act in self.filter(task=task).order_by("-pk")[:SHOWN]]


class Act(models.Model):
    """`before` and `after` hold the fields it changed; `number` is that of the change."""

    task = models.ForeignKey("studytools.Task", models.CASCADE, related_name="acts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)  # the constraint serves
    by_name = models.CharField(max_length=150)  # as they were called then
    client_id = models.CharField(max_length=CLIENT_ID_CHARS, null=True)  # noqa: DJ001 acts without one are not the same
    verb = models.CharField(max_length=10)
    before = models.JSONField()
    after = models.JSONField()
    along = models.JSONField(default=list)  # ids of sub-tasks that went, or came back, with it
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    objects = ActManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "client_id"], name="task_act_once")]

    def __str__(self):
        return f"{self.by_name}: {self.verb}"

    def answer_if(self, verb, **after):
        """For the same act sent again; Refused `id-reused` if it was another."""
        if self.verb != verb or any(self.after[field] != value for field, value in after.items()):
            raise Refused("id-reused")
        return self.answer()

    def answer(self):
        return {"id": self.task_id, "number": self.number, "act": self.pk}

    def as_row(self):
        who = {"id": self.by_id, "name": self.by_name}
        return {"id": self.pk, "by": who, "at": moment(self.at), "verb": self.verb, "before": self.before, "after": self.after}

    def in_time(self, now):
        if now - self.at > UNDOABLE:
            raise Refused("undo-over")


def once(perform):
    """A verb of a task: `verb(by, …, client_id="")`, `by` a membership. It is done under the lock of the list, logged, told, and once.

    Gives {"id", "number", "act"}; `act` is None where there was nothing to change.
    """
    verb = perform.__name__

    @wraps(perform)
    @transaction.atomic
    def run(task, by, *args, client_id="", **words):
        task.fresh()
        if known := Act.objects.known(by, client_id):
            if known.task_id != task.pk:
                raise Refused("id-reused")
            return known.answer_if(verb)
        if task.removed_at and verb != "undo":
            raise Refused("not-found")
        others = perform(task, by, *args, **words) or []
        return task.keep(by, verb, client_id, others)

    return run
