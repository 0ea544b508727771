"""What people have before them: what they set out to do, whether they are in flow, whether they are still there."""

from contextlib import suppress
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Max, Min
from django.utils import timezone

from rooms.live.broadcast import stir
from rooms.live.protocol import Refused
from rooms.models import Connection, Membership, Room
from studytools.focus import models as focus
from syncroom import limits

from .span import present

ANSWER = timedelta(seconds=limits.STILL_THERE_SECONDS)


class DeskManager(models.Manager):
    def of(self, membership):
        return self.get_or_create(room=membership.room, user_id=membership.user_id)[0]

    def tasks(self, pairs):
        """{(room id, user id): task id} for those of the pairs that have one."""
        rows = self.filter(room__in={room for room, _ in pairs}, user__in={user for _, user in pairs}).exclude(task=None)
        return {(room, user): task for room, user, task in rows.values_list("room", "user", "task") if (room, user) in pairs}

    def clear(self, people):
        """[(room id, user id), …] are gone: no flow goes on, and no question waits."""
        rows = self.filter(room__in={room for room, _ in people}, user__in={user for _, user in people})
        rows.exclude(flow_since=None, asked_at=None).update(flow_since=None, asked_at=None)

    def next_due(self):
        """When somebody is to be asked whether they are still there, or has not answered, or None."""
        asked = self.aggregate(at=Min("asked_at"))["at"]
        ask = focus.Interval.objects.filter(ended_at=None).aggregate(at=Min("ask_at"))["at"]
        return min(filter(None, [ask, asked and asked + ANSWER]), default=None)

    def ask_who_is_still_there(self, now):
        """Ask whoever did nothing for three cycles; whoever did not answer is away since they were asked."""
        with transaction.atomic():
            silent = list(self.filter(asked_at__lte=now - ANSWER))
            due = list(focus.Interval.objects.filter(ended_at=None, ask_at__lte=now).exclude(room=None))
            Room.objects.lock({row.room_id for row in [*silent, *due]})
            for desk in silent:
                desk.give_up()
            acted = self.last_acts({(interval.room_id, interval.user_id) for interval in due})
            for interval in due:
                interval.ask(now, acted.get((interval.room_id, interval.user_id), interval.started_at))

    def last_acts(self, pairs):
        rows = Connection.objects.alive().filter(room__in={room for room, _ in pairs}, member__user__in={user for _, user in pairs})
        return {(room, user): at for room, user, at in rows.values_list("room", "member__user").annotate(at=Max("acted_at")).order_by()}


class Desk(models.Model):
    """What somebody has before them in a room."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="desks", db_index=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="desks")
    doing = models.CharField(max_length=500, blank=True)
    task = models.ForeignKey("Task", models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=7, blank=True)
    flow_since = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True, db_index=True)

    objects = DeskManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "user"], name="one_desk_each")]

    def write(self, **fields):
        Desk.objects.filter(pk=self.pk).update(**fields)
        for name, value in fields.items():
            setattr(self, name, value)
        stir([self.room_id])

    @transaction.atomic
    def intend(self, doing, task=None):
        """Set out to do this; minutes from now on are the task's, an id or None."""
        now, running = timezone.now(), focus.Interval.objects.filter(user=self.user_id, room=self.room_id, ended_at=None)
        was = self.task_id
        self.write(doing=doing, task_id=task, outcome="")
        if was != task and (interval := running.first()):
            running.cut(now)
            interval.go_on(now, task)

    @transaction.atomic
    def flow(self, on):
        """Stay in focus while the room breaks, or no longer: the seconds of flow that end now."""
        now, since = timezone.now(), self.flow_since
        mine = focus.Interval.objects.filter(user=self.user_id, ended_at=None)
        running = focus.Span.objects.running([self.room_id]).get(self.room_id)
        if on and since is None:
            mine.exclude(room=self.room_id).cut(now)
            self.write(flow_since=now)
            focus.Interval.objects.begin([(self.user_id, running or focus.Span(room_id=self.room_id, started_at=now), now, now)])
        elif not on and since is not None:
            self.write(flow_since=None)
            if running is None:
                mine.filter(room=self.room_id).cut(now)
                focus.Interval.objects.take_over([(self.user_id, now)])
            return int((now - since).total_seconds())
        return 0

    def answer(self):
        """Still there."""
        now = timezone.now()
        Connection.objects.filter(room=self.room_id, member__user=self.user_id).update(acted_at=now)
        self.write(asked_at=None)
        for interval in focus.Interval.objects.filter(user=self.user_id, room=self.room_id, ended_at=None):
            interval.ask(now, now)

    def give_up(self):
        """Nobody answered: away since the question, and nothing since then counts."""
        at, membership = self.asked_at, Membership.objects.standing().filter(room=self.room_id, user=self.user_id).first()
        self.write(asked_at=None)
        if membership is not None:
            membership.go_away(at)

    @transaction.atomic
    def settle(self, outcome, membership):
        """What became of it: done, carry or blocked; a task that is done is ticked. Once nobody here is left to say, the recap comes."""
        self.write(outcome=outcome)
        if outcome == "done" and self.task and not self.task.removed_at:
            with suppress(Refused):  # it is not theirs alone
                self.task.finish(membership)
        others = Desk.objects.filter(room=self.room_id, outcome="", user__in=[user for _, user in present(room=self.room_id)])
        if not others.exclude(doing="").exists():
            focus.Phase.objects.tell(focus.Phase.objects.filter(room=self.room_id, recap_at__isnull=False))
