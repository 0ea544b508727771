"""Reports: what somebody thinks the site's moderators should see, with a copy of what was said around it; the room's own do not decide."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone

from accounts.models import Deed
from rooms.events import Reported
from rooms.live import registry
from rooms.live.broadcast import ring
from rooms.live.protocol import Refused
from syncroom import limits

WHY_CHARS = 500
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
CONTEXT = 5  # messages of context


class State(models.TextChoices):
    OPEN = "open", "open"
    ACTED = "acted", "acted on"
    DISMISSED = "dismissed", "dismissed"


class ReportQuerySet(models.QuerySet):
    @transaction.atomic
    def file(self, membership, about_id, about_name, why, context, message=None):
        """`context`: [{id, author, at, body, reported}, …], a copy. The same again is the same report. Refused `too-many-reports`, `forbidden`."""
        if about_id == membership.user_id:
            raise Refused("forbidden")
        now = timezone.now()
        mine = self.filter(reporter=membership.user_id)
        if known := mine.filter(room=membership.room_id, about=about_id, message=message, state=State.OPEN).first():
            return known
        for most, time in ((limits.REPORTS_PER_HOUR, HOUR), (limits.REPORTS_PER_DAY, DAY)):
            if mine.filter(at__gt=now - time).count() >= most:
                raise Refused("too-many-reports", retry_after=time.total_seconds())
        return self.create(
            room_id=membership.room_id,
            room_name=membership.room.name,
            reporter_id=membership.user_id,
            reporter_name=membership.name,
            about_id=about_id,
            about_name=about_name,
            message=message,
            why=why,
            context=context,
            at=now,
        )

    def told(self, user):
        """What was decided on this person's reports, and they have not put away yet."""
        return self.filter(reporter=user, seen_at=None).exclude(state=State.OPEN).order_by("pk")

    def seen(self, user_id, id):
        """They know; harmless twice."""
        self.filter(reporter=user_id, pk=id).exclude(state=State.OPEN).update(seen_at=timezone.now())

    def mine(self, since):
        """(user id, Reported) for each decision after their number that they have not put away."""
        for user, number in since.items():
            for row in self.told(user).filter(mine__gt=number):
                yield user, row.as_event()


class Report(models.Model):
    room = models.ForeignKey("rooms.Room", models.SET_NULL, null=True, related_name="reports")
    room_name = models.CharField(max_length=200)
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="reports")
    reporter_name = models.CharField(max_length=150)
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    about_name = models.CharField("about", max_length=150)
    message = models.BigIntegerField("the message's id", null=True)
    why = models.CharField("reason", max_length=WHY_CHARS)
    context = models.JSONField("what was said then")
    at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    outcome = models.CharField(max_length=WHY_CHARS, blank=True, help_text="A sentence for whoever reported it.")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    mine = models.PositiveBigIntegerField(null=True)  # the reporter's number of the decision

    objects = ReportQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "at"], name="report_queue"), models.Index(fields=["reporter", "at"], name="report_rate")]

    def __str__(self):
        return f"{self.reporter_name} about {self.about_name}"

    @transaction.atomic
    def decide(self, by, state, outcome=""):
        """Once: True in the one of many calls that decides. Whoever reported it is told."""
        now = timezone.now()
        mine = get_user_model().objects.number(self.reporter_id) if self.reporter_id else None
        fields = {"state": state, "outcome": outcome, "decided_at": now, "decided_by": by, "mine": mine}
        if not Report.objects.filter(pk=self.pk, state=State.OPEN).update(**fields):
            return False
        if mine:
            ring(self.reporter_id)
        return True

    @transaction.atomic
    def settle(self, by, why, state, outcome="", measures=()):
        """Decide it, and take [(Measure, seconds), …] about it, each of which stands in the audit; False if somebody was faster."""
        if self.room:
            type(self.room).objects.lock({self.room_id})  # before anybody's own row, as everywhere
        if not self.decide(by, state, outcome):
            return False
        for measure, seconds in measures:
            if (row := measure.take(self, by, why, seconds)) is not None:
                Deed.objects.note(by, measure.name, measure.done, row, why, self.about, self.whereabouts)
        return True

    @property
    def whereabouts(self):
        return self.room.whereabouts if self.room else ("", self.room_name)

    @property
    def words(self):
        did = "A moderator has acted on it." if self.state == State.ACTED else "A moderator has looked at it and found nothing to be done."
        return f"You reported {self.about_name} in {self.room_name}. {self.outcome or did}"

    def as_event(self):
        return Reported(mine=self.mine, id=self.pk, words=self.words)


registry.my_replay(Report.objects.mine)
