"""Intention → focus → recap: what each set out to do, what became of it, and one line about it in the chat."""

from datetime import timedelta

from django.db import models, transaction
from django.db.models import Min, Q

from chat.models import Message
from rooms.live.broadcast import wake_at
from rooms.models import Membership, Room
from studytools.focus import models as focus
from studytools.focus.words import recap
from syncroom import limits
from syncroom.sql import set_each

PAUSE = timedelta(seconds=limits.RECAP_SECONDS)


class PhaseManager(models.Manager):
    def begin(self, begun):
        """[(room id, at, round), …] begin a focus phase, unless they are in one: what was done or is blocked is cleared away."""
        known = set(self.filter(room__in=[room for room, *_ in begun], ended_at=None).values_list("room", flat=True))
        new = [focus.Phase(room_id=room, started_at=at, round=number) for room, at, number in begun if room not in known]
        rooms = [phase.room_id for phase in new]
        if new:
            self.tell(self.filter(room__in=rooms, recap_at__isnull=False))
            desks = focus.Desk.objects.filter(room__in=rooms).exclude(outcome="")
            desks.exclude(outcome="carry").update(doing="", task=None, outcome="")
            desks.update(outcome="")
            self.bulk_create(new)

    def end(self, ended):
        """[(room id, at), …] are in no focus phase any more; what became of it is told after a while."""
        at = dict(ended)
        phases = list(self.filter(room__in=at, ended_at=None))
        for phase in phases:
            phase.ended_at = max(at[phase.room_id], phase.started_at)
            phase.recap_at = phase.ended_at + PAUSE
        if phases:
            set_each(Phase, ["ended_at", "recap_at"], [(phase.pk, phase.ended_at, phase.recap_at) for phase in phases])
            wake_at(min(phase.recap_at for phase in phases))

    def next_due(self):
        return self.aggregate(at=Min("recap_at"))["at"]

    @transaction.atomic
    def tell_due(self, now):
        due = self.filter(recap_at__lte=now)
        Room.objects.lock(set(due.values_list("room", flat=True)))
        self.tell(due)

    def tell(self, phases):
        """One line for each of these, in locked rooms, if anybody said what became of theirs."""
        due = list(phases.order_by("pk"))
        if due:
            self.filter(pk__in=[phase.pk for phase in due]).update(recap_at=None)
            desks = focus.Desk.objects.filter(room__in=[phase.room_id for phase in due]).exclude(outcome="").exclude(doing="")
            said = set(desks.values_list("room", flat=True))
            for phase in due:
                if phase.room_id in said:
                    phase.recap()


class Phase(models.Model):
    """A focus phase from its start to its end, pauses and all, and the recap that follows."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    round = models.PositiveIntegerField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    recap_at = models.DateTimeField(null=True)  # when it is due; null once it is told, or while the phase lasts

    objects = PhaseManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room"], condition=Q(ended_at=None), name="one_phase_at_a_time")]
        indexes = [models.Index(fields=["recap_at"], name="recaps_due", condition=Q(recap_at__isnull=False))]

    def recap(self):
        desks = focus.Desk.objects.filter(room=self.room_id).exclude(outcome="").exclude(doing="").order_by("pk")
        names = dict(Membership.objects.standing().filter(room=self.room_id).values_list("user", "name"))
        words = recap([(names[desk.user_id], desk.doing, desk.outcome) for desk in desks if desk.user_id in names])
        if words:
            Message.objects.announce(self.room_id, f"Round {self.round}\n{words}", f"recap-{self.pk}")
