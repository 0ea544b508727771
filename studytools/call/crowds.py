"""Callers, many at once: coming in, being told to the room, being relayed to each other, going."""

from datetime import timedelta

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from rooms.live.broadcast import stir, wake_at
from rooms.live.protocol import Refused
from rooms.models import Connection
from syncroom import limits

from .events import CallOver, CallPeople, CallStopped
from .rules import MESH, CallRules
from .seam import seam

GRACE = timedelta(seconds=limits.CALL_GRACE_SECONDS)
PRESENCE_GRACE = timedelta(seconds=limits.GRACE_SECONDS)


def alive(tabs):
    """Those of these connections that are open."""
    return set(Connection.objects.alive().filter(pk__in=tabs, until=None).values_list("pk", flat=True))


class CallerManager(models.Manager):
    def inside(self, rooms):
        """Those in the call, by order of joining."""
        return self.filter(room__in=rooms, removed_until=None).select_related("member").order_by("pk")

    def others(self, caller):
        return self.inside([caller.room_id]).exclude(pk=caller.pk)

    def of(self, membership, tab):
        """Theirs, in the call by this connection. Refused `not-in-call`."""
        found = self.inside([membership.room_id]).filter(member=membership.pk, tab=tab).first()
        if found is None or not tab:
            raise Refused("not-in-call")
        return found

    def find(self, membership, id):
        """Somebody in the call whom this moderator may do something to. Refused `not-found`, `outranked`."""
        found = self.inside([membership.room_id]).filter(pk=id).first()
        if found is None:
            raise Refused("not-found")
        if found.member_id != membership.pk:
            found.member = membership.standing_over(found.member.user_id)
        return found

    def join(self, membership, tab, client_id, camera):
        """Into the call by this connection. Refused `call-full`, `call-cameras`, `call-removed`. The same page again keeps its place."""
        mine, now = self.filter(member=membership.pk).select_related("member").first(), timezone.now()
        if mine and mine.removed_until and mine.removed_until > now:
            raise Refused("call-removed", retry_after=round((mine.removed_until - now).total_seconds(), 1))
        if mine and not mine.removed_until and mine.client_id == client_id:
            return mine.return_by(tab)
        others = self.inside([membership.room_id]).exclude(member=membership.pk)
        CallRules.objects.of(membership.room_id).seat(others.count() + 1, others.filter(camera=True).count() + camera)
        if mine:
            mine.tell(CallOver(id=mine.pk, reason="elsewhere"))
            mine.delete()
            seam.gone(mine.room_id, mine.pk)
        stir([membership.room_id])
        return self.create(room_id=membership.room_id, member_id=membership.pk, client_id=client_id, tab=tab, camera=camera).receipt

    def people(self, rooms):
        """{room id: [Participant, …]}"""
        found = {room: [] for room in rooms}
        open_ = Connection.objects.alive().filter(pk=OuterRef("tab"), until=None)
        for caller in self.inside(rooms).annotate(here_now=Exists(open_)):
            caller.here = caller.here_now
            found[caller.room_id].append(caller.as_participant())
        return found

    def states(self, rooms):
        transports = CallRules.objects.transports(rooms)
        return {room: CallPeople(transport=transports.get(room, MESH), people=people) for room, people in self.people(rooms).items()}

    def hush(self, rooms):
        """Microphones off, by the room's own rule."""
        loud = self.inside(CallRules.objects.silent(rooms)).filter(muted=False)
        for caller in loud:
            caller.tell(CallStopped(what="mic", by=None))
        rooms = {caller.room_id for caller in loud}
        self.filter(pk__in=[caller.pk for caller in loud]).update(muted=True)
        stir(rooms)

    def hush_now(self, rules):
        """The room's rule may be another since a moment ago."""
        if rules.quiet:
            self.hush({rules.room_id})

    def lost(self, people):
        """[(room id, user id, at), …] are not here since `at`, or only away: who broke off may return, who left is out."""
        now, ended = timezone.now(), []
        for room, user, at in people:
            for caller in self.inside([room]).filter(member__user=user, until=None):
                if caller.tab in alive([caller.tab]):
                    continue
                if at > now - PRESENCE_GRACE:  # a lost connection is told after its grace
                    ended.append(caller)
                else:
                    caller.update(until=at + GRACE)
                    wake_at(at + GRACE)
        self.end(ended)

    def next_due(self):
        return self.filter(removed_until=None).aggregate(at=models.Min("until"))["at"]

    def end_due(self, now):
        """Whose connection did not come back in time."""
        self.end(list(self.filter(removed_until=None, until__lte=now)))

    def sweep(self, now):
        """Whose connection is lost while they have others in the room."""
        loose = [caller for caller in self.filter(removed_until=None, until=None) if caller.tab not in alive([caller.tab])]
        self.filter(pk__in=[caller.pk for caller in loose]).update(until=now + GRACE)
        self.filter(removed_until__lte=now).delete()
        if loose:
            wake_at(now + GRACE)

    def end(self, callers):
        """They are in the call no more."""
        if callers:
            self.filter(pk__in=[caller.pk for caller in callers]).delete()
            self.gone([(caller.room_id, caller.pk) for caller in callers])
            stir({caller.room_id for caller in callers})

    def gone(self, pairs):
        """[(room id, caller id), …] left; the next call of a room that has nobody left begins as a mesh."""
        for room, caller in pairs:
            seam.gone(room, caller)
        for room in {room for room, _ in pairs}:
            if not self.inside([room]).exists():
                CallRules.objects.of(room).carry(MESH)
                seam.ended(room)

    def clear(self, rooms):
        """These rooms are closed or put away."""
        self.end(list(self.inside(rooms)))
