"""Who is credited with focus: presence ∩ (focus ∪ flow), in one room at a time, written by the server when either changes."""

from collections import Counter, defaultdict
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Min, Q

from rooms.live.broadcast import wake_at
from rooms.models import Room
from studytools.focus import models as focus
from studytools.tasks.models import Task
from syncroom.sql import set_each

from .elsewhere import Elsewhere
from .span import CYCLE_SECONDS

SETTLED = timedelta(minutes=2)  # longer than a lease and a grace: so long an interval may still be cut
AT_ONCE = 200
CYCLES = 3  # without anything done, before one is asked whether one is still there


class IntervalQuerySet(models.QuerySet):
    def cut(self, at):
        """None of this counts after `at`; what lies wholly after it never was."""
        late = self.filter(Q(ended_at=None) | Q(ended_at__gt=at))
        late.filter(started_at__gte=at).delete()
        late.update(ended_at=at)


class IntervalManager(Elsewhere, models.Manager.from_queryset(IntervalQuerySet)):
    def begin(self, credited):
        """[(user id, span, from, last did something), …]; whoever is credited elsewhere is not credited twice."""
        tasks = focus.Desk.objects.tasks({(span.room_id, user) for user, span, _, _ in credited})
        rows = [
            self.model(
                user_id=user,
                room_id=span.room_id,
                started_at=max(span.started_at, since),
                ended_at=span.ended_at,
                task_id=tasks.get((span.room_id, user)),
                ask_at=max(acted + CYCLES * timedelta(seconds=span.cycle_seconds), since, span.started_at),
            )
            for user, span, since, acted in credited
        ]
        rows = sorted(self.after_others(rows), key=lambda row: row.started_at)  # of two rooms the one that focused first
        if rows:
            self.bulk_create(rows, ignore_conflicts=True)
            wake_at(min(row.ask_at for row in rows))

    def open(self, spans, here):
        """Everybody in `here`, as `present` gives it, is credited from the start of their room's span, or since they came."""
        by_room = {span.room_id: span for span in spans}
        self.begin([(user, by_room[room], since, acted) for (room, user), (since, acted) in here.items() if room in by_room])

    def arrive(self, people):
        """[(room id, user id, at), …] are here since `at`, perhaps through phases that are over by now."""
        earliest = min(at for *_, at in people)
        spans = focus.Span.objects.filter(Q(ended_at=None) | Q(ended_at__gt=earliest), room__in={room for room, _, _ in people})
        by_room = defaultdict(list)
        for span in spans.order_by("started_at"):
            by_room[span.room_id].append(span)
        self.begin([(user, span, at, at) for room, user, at in people for span in by_room[room] if span.ended_at is None or span.ended_at > at])

    def depart(self, people):
        """[(room id, user id, at), …] are gone since `at`: nothing after it counts here."""
        groups = defaultdict(list)
        for room, user, at in people:
            groups[room, at].append(user)
        for (room, at), users in groups.items():
            self.filter(room=room, user__in=users).cut(at)
        focus.Desk.objects.clear([(room, user) for room, user, _ in people])
        self.take_over([(user, at) for _, user, at in people])

    def close(self, ended):
        """[(room id, at), …]: the focus there is over for all but those in flow."""
        flowing = {(desk.room_id, desk.user_id) for desk in focus.Desk.objects.filter(room__in=[room for room, _ in ended]).exclude(flow_since=None)}
        at, running = dict(ended), self.filter(room__in=[room for room, _ in ended], ended_at=None)
        over = [interval for interval in running if (interval.room_id, interval.user_id) not in flowing]
        self.filter(pk__in=[interval.pk for interval in over if interval.started_at >= at[interval.room_id]]).delete()
        set_each(Interval, ["ended_at"], [(interval.pk, at[interval.room_id]) for interval in over])
        self.take_over([(interval.user_id, at[interval.room_id]) for interval in over])

    def next_count(self):
        """When a task is next told of the focus it was given, or None."""
        ended = self.filter(counted=False, task__isnull=False).aggregate(at=Min("ended_at"))["at"]
        return ended and ended + SETTLED

    @transaction.atomic
    def count_for_tasks(self, now):
        """Tell tasks what was worked on them, some at a time, once it is sure that it will not be cut any more."""
        rows = list(self.filter(counted=False, task__isnull=False, ended_at__lte=now - SETTLED).select_for_update()[:AT_ONCE])
        spent = Counter()
        for row in rows:
            spent[row.task_id] += round((row.ended_at - row.started_at).total_seconds())
        self.filter(pk__in=[row.pk for row in rows]).update(counted=True)
        Task.objects.worked(spent)


class Interval(models.Model):
    """Somebody was here while the room focused, or was in flow: what all minutes are counted from. It outlives its room."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="focus_intervals", db_index=False)
    room = models.ForeignKey(Room, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    task = models.ForeignKey("Task", models.SET_NULL, null=True, related_name="+")  # what they worked on
    counted = models.BooleanField(default=False)  # the task knows
    ask_at = models.DateTimeField(null=True)  # whether they are still there, unless they do something first

    objects = IntervalManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], condition=Q(ended_at=None), name="in_one_room_at_a_time")]
        indexes = [
            models.Index(fields=["user", "started_at"], name="intervals_of_a_person"),
            models.Index(fields=["ask_at"], name="intervals_to_ask", condition=Q(ended_at=None, ask_at__isnull=False)),
            models.Index(fields=["ended_at"], name="intervals_to_count", condition=Q(counted=False, task__isnull=False)),
        ]

    def ask(self, now, acted):
        """Ask whether they are still there, or note when that is to be asked, by when they last did something."""
        span = focus.Span.objects.filter(room=self.room_id).order_by("-started_at").first()
        due = acted + CYCLES * timedelta(seconds=span.cycle_seconds if span else CYCLE_SECONDS)
        if due > now:
            self.note(ask_at=due)
            wake_at(due)
            return
        self.note(ask_at=None)
        desk, _ = focus.Desk.objects.get_or_create(room_id=self.room_id, user_id=self.user_id)
        if desk.asked_at is None:
            desk.write(asked_at=now)
            wake_at(now + focus.ANSWER)

    def note(self, **fields):
        Interval.objects.filter(pk=self.pk).update(**fields)

    def go_on(self, now, task):
        """The same focus, on another task, an id or None, from now on."""
        Interval.objects.create(user_id=self.user_id, room_id=self.room_id, started_at=now, task_id=task, ask_at=self.ask_at)
