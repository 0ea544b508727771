"""Timers and stopwatches in somebody's pocket: moments and durations, never counters; nobody else hears of them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from rooms.live.broadcast import ring
from rooms.live.protocol import Refused, moment
from syncroom import limits

from .events import PocketChanged, PocketRemoved
from .querysets import PocketManager

MS = timedelta(milliseconds=1)


class Kind(models.TextChoices):
    COUNTDOWN = "countdown"
    STOPWATCH = "stopwatch"


class Pocket(models.Model):
    """`ms` is what a timer has left, or a stopwatch has passed, while it stands still."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="pocket", db_index=False)
    client_id = models.CharField(max_length=64)
    kind = models.CharField(max_length=9, choices=Kind.choices)
    label = models.CharField(max_length=200, blank=True)
    length_ms = models.PositiveBigIntegerField(null=True)  # of a countdown
    ms = models.PositiveBigIntegerField(default=0)
    started_at = models.DateTimeField(null=True)  # of a running stopwatch: now − started_at is what it shows
    ends_at = models.DateTimeField(null=True)  # of a running countdown
    number = models.PositiveBigIntegerField()
    removed = models.BooleanField(default=False)

    objects = PocketManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "client_id"], name="pocket_set_once")]
        indexes = [models.Index(fields=["user", "number"], name="pocket_changes")]

    def __str__(self):
        return f"{self.kind} {self.label}".strip()

    @property
    def running(self):
        return self.started_at is not None

    @property
    def fresh_ms(self):
        """What it shows before it is started."""
        return self.length_ms or 0

    @property
    def state(self):
        return "running" if self.running else "idle" if self.ms == self.fresh_ms else "paused"

    @property
    def receipt(self):
        return {"id": self.pk, "mine": self.number}

    def start(self):
        """From where it stands, or from the beginning where it has ended. Refused `timer-running`."""
        now = timezone.now()
        if self.running and not self.ended(now):
            raise Refused("timer-running")
        return self.change(**self.started(now, self.length_ms if self.running else self.ms))

    def started(self, now, ms):
        """The fields of one that runs from `now` with `ms` left, or passed."""
        if self.kind == Kind.STOPWATCH:
            return {"started_at": now - ms * MS, "ends_at": None}
        return {"started_at": now - (self.length_ms - ms) * MS, "ends_at": now + ms * MS}

    def pause(self):
        """Refused `timer-not-running`."""
        now = timezone.now()
        if not self.running or self.ended(now):
            raise Refused("timer-not-running")
        span = now - self.started_at if self.kind == Kind.STOPWATCH else self.ends_at - now
        return self.change(ms=max(1, span // MS), started_at=None, ends_at=None)

    def reset(self):
        """To where it began, and still."""
        if self.state == "idle":
            return self.receipt
        return self.change(ms=self.fresh_ms, started_at=None, ends_at=None)

    def remove(self):
        return self.change(removed=True, label="", started_at=None, ends_at=None)

    def ended(self, now):
        return self.ends_at is not None and self.ends_at <= now

    def change(self, **fields):
        """Write these fields, and tell every page of theirs."""
        self.number = User.objects.number(self.user_id)
        Pocket.objects.filter(pk=self.pk).update(number=self.number, **fields)
        for name, value in fields.items():
            setattr(self, name, value)
        ring(self.user_id)
        return self.receipt

    def as_event(self):
        if self.removed:
            return PocketRemoved(mine=self.number, id=self.pk)
        still, countdown = not self.running, self.kind == Kind.COUNTDOWN
        return PocketChanged(
            mine=self.number,
            id=self.pk,
            kind=self.kind,
            label=self.label,
            state=self.state,
            started_at=self.started_at and moment(self.started_at),
            ends_at=self.ends_at and moment(self.ends_at),
            length_ms=self.length_ms,
            left_ms=self.ms if countdown and still else None,
            passed_ms=self.ms if not countdown and still else None,
        )


def length(seconds):
    """In ms; Refused `out-of-range`."""
    if not 1 <= seconds <= limits.POCKET_SECONDS:
        raise Refused("out-of-range")
    return seconds * 1000
