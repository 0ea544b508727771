"""When rooms focus: told by their timers, many at once, at the time it really happened."""

from django.db import models
from django.db.models import Max, Min, Q

from rooms.live.broadcast import stir
from rooms.models import Connection, Room
from studytools.focus import models as focus
from syncroom.sql import set_each

CYCLE_SECONDS = 30 * 60  # of a room whose timer never ran


def present(**which):
    """{(room id, user id): (here since, last did something)} of who is here and not away."""
    rows = Connection.objects.alive().filter(crashed=False, member__away_since=None, **which).values_list("room", "member__user")
    return {(room, user): (since, acted) for room, user, since, acted in rows.annotate(since=Min("at"), acted=Max("acted_at")).order_by()}


class SpanManager(models.Manager):
    def running(self, rooms):
        """{room id: Span} of those that focus now."""
        return {span.room_id: span for span in self.filter(room__in=rooms, ended_at=None)}

    def begin(self, begun):
        """[(room id, at, cycle in seconds), …] focus now; those that did already go on."""
        running = self.running([room for room, _, _ in begun])
        new = [focus.Span(room_id=room, started_at=at, cycle_seconds=cycle) for room, at, cycle in begun if room not in running]
        if new:
            self.bulk_create(new)
            focus.Interval.objects.open(new, present(room__in=[span.room_id for span in new]))
            stir([span.room_id for span in new])

    def end(self, ended):
        """[(room id, at), …] focus no longer; those that did not are left alone."""
        at, running = dict(ended), self.running([room for room, _ in ended])
        for span in running.values():
            span.ended_at = max(at[span.room_id], span.started_at)
        if running:
            set_each(Span, ["ended_at"], [(span.pk, span.ended_at) for span in running.values()])
            focus.Interval.objects.close([(span.room_id, span.ended_at) for span in running.values()])
            stir(running)


class Span(models.Model):
    """A stretch of time in which the room's timer ran in a focus phase."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    cycle_seconds = models.PositiveIntegerField(default=CYCLE_SECONDS)  # of focus and break

    objects = SpanManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room"], condition=Q(ended_at=None), name="one_span_at_a_time")]
        indexes = [models.Index(fields=["room", "ended_at"], name="spans_of_a_room")]
