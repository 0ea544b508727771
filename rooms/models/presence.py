"""Which connections there are: each belongs to a process, and counts while the process' lease does."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from rooms.events import Present
from rooms.live.broadcast import stir, wake_at
from rooms.permissions import Role
from syncroom import limits

GRACE = timedelta(seconds=limits.GRACE_SECONDS)
LEASE = timedelta(seconds=limits.LEASE_SECONDS)


class Process(models.Model):
    """A server process; whoever does not renew is taken for dead."""

    id = models.CharField(primary_key=True, max_length=32)
    lease_until = models.DateTimeField()

    def renew(self):
        self.lease_until = timezone.now() + LEASE
        self.save()


class ConnectionQuerySet(models.QuerySet):
    def alive(self, now=None):
        now = now or timezone.now()
        return self.filter(Q(until__gt=now) | Q(until=None, process__lease_until__gt=now)).exclude(member__role=Role.GONE)

    def people(self, room):
        """How many are in this room."""
        return self.alive().filter(room=room).aggregate(n=Count("member", distinct=True))["n"]

    def counts(self, rooms):
        """{room id: people here}, for those with any."""
        return dict(self.alive().filter(room__in=rooms).values_list("room").annotate(n=Count("member", distinct=True)).order_by())

    def present(self, rooms):
        """{room id: [Present, …]}, each person once however many tabs."""
        here = {room: [] for room in rooms}
        rows = self.alive().filter(room__in=rooms).values_list("room", "member__user", "member__name", "member__role")
        for room, user, name, role in rows.distinct().order_by("member__name", "member__user"):
            here[room].append(Present(id=user, name=name, role=role))
        return here

    def lost(self, ids):
        """These connections broke: their people have a moment to return."""
        until = timezone.now() + GRACE
        if self.filter(pk__in=ids, until=None).update(until=until):
            wake_at(until)

    def abandon(self):
        """A lone process starts: whatever connection is on record belonged to one that is gone."""
        self.filter(until=None).update(until=timezone.now() + GRACE)

    def next_due(self):
        """When somebody stops being here, or None."""
        ends = self.aggregate(lost=Min("until"), lease=Min("process__lease_until", filter=Q(until=None)))
        return min(filter(None, ends.values()), default=None)

    @transaction.atomic
    def sweep(self, now):
        """Remove what no longer counts, and note when each room was last seen."""
        rooms = self.model.room.field.related_model.objects
        gone = self.filter(Q(until__lte=now) | Q(until=None, process__lease_until__lte=now))
        rooms.lock(set(gone.values_list("room", flat=True)))
        ends = list(gone.values_list("room").annotate(lost=Max("until"), lease=Max("process__lease_until")).order_by("room"))
        if not ends:
            return
        gone.delete()
        for room, until, lease in ends:
            rooms.filter(pk=room, seen_at__lt=until or lease).update(seen_at=until or lease)
        Process.objects.filter(lease_until__lte=now - LEASE).delete()
        stir(room for room, *_ in ends)


class Connection(models.Model):
    """One browser tab's WebSocket to one room."""

    id = models.CharField(primary_key=True, max_length=48)
    process = models.ForeignKey(Process, models.CASCADE)
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="connections")
    member = models.ForeignKey("rooms.Membership", models.CASCADE, related_name="connections")
    until = models.DateTimeField(null=True, db_index=True)  # set once it is lost

    objects = ConnectionQuerySet.as_manager()
