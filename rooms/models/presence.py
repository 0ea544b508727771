"""Which connections there are: each belongs to a process, and counts while the process' lease does."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from rooms.events import Present
from rooms.live import registry
from rooms.live.broadcast import stir, wake_at
from rooms.live.protocol import moment
from rooms.permissions import Role
from syncroom import limits
from syncroom.spans import NONE, before

GRACE = timedelta(seconds=limits.GRACE_SECONDS)
LEASE = timedelta(seconds=limits.LEASE_SECONDS)
RESTART = timedelta(minutes=5)  # whoever was here when a lone process died is waited for when it starts again within this time


class Process(models.Model):
    """A server process; whoever does not renew is taken for dead."""

    id = models.CharField(primary_key=True, max_length=32)
    lease_until = models.DateTimeField()

    def renew(self):
        self.lease_until = timezone.now() + LEASE
        self.save()

    @property
    def renewed_at(self):
        return self.lease_until - LEASE


class ConnectionQuerySet(models.QuerySet):
    def enter(self, rows, now):
        """These connections begin; who had none, and is not away, arrives."""
        members = {row.member_id for row in rows}
        known = list(self.alive(now).filter(member__in=members).values_list("member", "lost_at"))
        self.bulk_create(rows, ignore_conflicts=True)
        standing = Connection.member.field.related_model.objects.filter(pk__in=members)
        standing.exclude(pk__in={member for member, _ in known}).exclude(away_since=None).update(away_since=None)
        new = standing.filter(away_since=None).exclude(pk__in={member for member, lost in known if lost is None})
        registry.came([(room, user, now) for room, user in new.values_list("room", "user")])
        stir({row.room_id for row in rows})

    def alive(self, now=None):
        now = now or timezone.now()
        return self.filter(Q(until__gt=now) | Q(until=None, process__lease_until__gt=now)).exclude(member__role=Role.GONE)

    def people(self, room):
        """How many are in this room."""
        return self.alive().filter(room=room).aggregate(n=Count("member", distinct=True))["n"]

    def counts(self, rooms):
        """{room id: people here}, for those with any."""
        return dict(self.alive().filter(room__in=rooms).values_list("room").annotate(n=Count("member", distinct=True)).order_by())

    def tabs(self, rooms=None):
        """{room id: (people here, connections)}, for those with any; of all rooms by default."""
        alive = self.alive() if rooms is None else self.alive().filter(room__in=rooms)
        rows = alive.values_list("room").annotate(people=Count("member", distinct=True), n=Count("pk")).order_by()
        return {room: (people, n) for room, people, n in rows}

    def present(self, rooms):
        """{room id: [Present, …]}, each person once however many tabs."""
        here = {room: [] for room in rooms}
        rows = self.alive().filter(room__in=rooms).values_list("room", "member__user", "member__name", "member__role", "member__away_since")
        for room, user, name, role, away in rows.distinct().order_by("member__name", "member__user"):
            here[room].append(Present(id=user, name=name, role=role, **({"state": "away", "since": moment(away)} if away else {})))
        return here

    def active(self, ids):
        """Their people did something."""
        self.filter(pk__in=ids).update(acted_at=timezone.now())

    def lost(self, ids):
        """These connections broke: their people have a moment to return."""
        now = timezone.now()
        if self.filter(pk__in=ids, until=None).update(until=now + GRACE, lost_at=now):
            wake_at(now + GRACE)

    @transaction.atomic
    def abandon(self, starting=""):
        """A lone process starts: whatever connection is on record belonged to one that is gone, but its people may be on their way back."""
        now = timezone.now()
        for process in Process.objects.filter(lease_until__gt=now - RESTART).exclude(pk=starting):
            rows = self.filter(process=process, until=None)
            people = [(room, user, process.renewed_at) for room, user in rows.values_list("room", "member__user").distinct()]
            Connection.room.field.related_model.objects.lock({room for room, _, _ in people})
            rows.update(until=now + GRACE, lost_at=process.renewed_at, crashed=True)
            registry.left(people)

    def next_due(self):
        """When somebody stops being here, or None."""
        ends = self.aggregate(lost=Min("until"), lease=Min("process__lease_until", filter=Q(until=None)))
        return min(filter(None, ends.values()), default=None)

    def over(self, now, age=NONE):
        """Those that no longer count."""
        then = before(now, 0, age)
        return self.filter(Q(until__lte=then) | Q(until=None, process__lease_until__lte=then))

    def clear(self, now, age=NONE):
        """`sweep`, yielding how many."""
        over = self.over(now, age).count()
        self.sweep(before(now, 0, age))
        yield over

    @transaction.atomic
    def sweep(self, now):
        """Remove what no longer counts, and note when each room was last seen."""
        rooms = self.model.room.field.related_model.objects
        gone = self.over(now)
        rooms.lock(set(gone.values_list("room", flat=True)))
        people = list(gone.filter(crashed=False).values_list("member", "room", "member__user", "lost_at", "process__lease_until"))
        ends = list(gone.values_list("room").annotate(lost=Max("until"), lease=Max("process__lease_until")).order_by("room"))
        if not ends:
            return
        gone.delete()
        self.tell_who_left(people, now)
        for room, until, lease in ends:
            rooms.filter(pk=room, seen_at__lt=until or lease).update(seen_at=until or lease)
        Process.objects.filter(lease_until__lte=now - LEASE).delete()
        stir(room for room, *_ in ends)

    def tell_who_left(self, people, now):
        """[(member, room, user, lost at, or else a dead process' lease), …] are over: who has no other left when the last of theirs was lost.

        Who came back to another process after theirs had died was not here in between; who came back within their grace was.
        """
        rest, last = {}, {}
        for member, at, away in self.alive(now).filter(member__in={row[0] for row in people}).values_list("member", "at", "member__away_since"):
            rest[member] = (min(at, rest.get(member, (at, None))[0]), away)
        for member, room, user, lost, lease in people:
            if member not in rest or lost is None:
                at = lost or lease - LEASE
                last[member] = (room, user, max(at, last.get(member, (0, 0, at))[2]))
        gone = {member: who for member, who in last.items() if member not in rest or rest[member][0] > who[2]}
        registry.left(list(gone.values()))
        registry.came([(*who[:2], rest[member][0]) for member, who in gone.items() if member in rest and not rest[member][1]])


class Connection(models.Model):
    """One browser tab's WebSocket to one room."""

    id = models.CharField(primary_key=True, max_length=48)
    process = models.ForeignKey(Process, models.CASCADE)
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="connections")
    member = models.ForeignKey("rooms.Membership", models.CASCADE, related_name="connections")
    at = models.DateTimeField(default=timezone.now)
    acted_at = models.DateTimeField(default=timezone.now)  # when somebody last did something here
    lost_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True, db_index=True)  # set once it is lost
    crashed = models.BooleanField(default=False)  # with its process, which tools were told: it is only shown for a moment longer

    objects = ConnectionQuerySet.as_manager()
