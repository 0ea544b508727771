"""The room's timer: one row of anchors, never a counter."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat.events import Author
from rooms.live.protocol import Refused, moment
from rooms.models import Room, RoomAct
from rooms.models.acts import Somebody
from rooms.models.rooms import Visibility
from rooms.permissions import Audience

from .acts import Acts
from .events import TimerChanged
from .managers import TimerManager
from .states import MINUTE_MS, Control, Mode, Phase, State

FOCUS, SHORT, LONG, EVERY = 25, 5, 15, 4
SETTINGS = ("every", "focus", "short", "long", "countdown", "auto_break", "auto_focus", "ready_check", "aligned", "quiet")
UNTOUCHED = ("room_id", "seq", "act", "by_id", "by_name", "at")
ANCHORS = ("mode", "phase", "state", "left_ms", "passed_ms", "length_ms", "round")


class Timer(Acts, models.Model):
    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="timer")
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    mode = models.CharField(max_length=9, choices=Mode.choices, default=Mode.POMODORO)
    phase = models.CharField(max_length=5, choices=Phase.choices, default=Phase.FOCUS)
    state = models.CharField(max_length=8, choices=State.choices, default=State.IDLE)
    started_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)  # while it runs towards an end; in overtime when it should have ended
    paused_at = models.DateTimeField(null=True)
    left_ms = models.PositiveIntegerField(null=True, default=FOCUS * MINUTE_MS)
    passed_ms = models.PositiveBigIntegerField(null=True)  # of a paused stopwatch
    length_ms = models.PositiveIntegerField(null=True, default=FOCUS * MINUTE_MS)  # of the whole phase, with what was added
    added_ms = models.PositiveIntegerField(default=0)
    round = models.PositiveSmallIntegerField(default=1)

    focus = models.PositiveSmallIntegerField(default=FOCUS)
    short = models.PositiveSmallIntegerField(default=SHORT)
    long = models.PositiveSmallIntegerField(default=LONG)
    every = models.PositiveSmallIntegerField(default=EVERY)
    countdown = models.PositiveSmallIntegerField(default=FOCUS)
    auto_break = models.BooleanField(default=True)
    auto_focus = models.BooleanField(default=True)
    control = models.CharField(max_length=10, choices=Control.choices, blank=True)  # nobody has decided: see `policy`
    ready_check = models.BooleanField(default=False)
    aligned = models.BooleanField(default=False)
    quiet = models.BooleanField(null=True)  # nobody has decided yet

    act = models.CharField(max_length=9)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = TimerManager()

    class Meta:
        indexes = [models.Index(fields=["state", "ends_at"], name="timers_due")]

    def __str__(self):
        return f"{self.phase}, {self.state}"

    @property
    def policy(self):
        """Who may act. "All" are no more than the room lets run its tools."""
        if self.room.tools_by != Audience.ALL and self.control in ("", Control.ALL):
            return Control.MODERATORS
        return self.control or (Control.MODERATORS if self.room.visibility == Visibility.PUBLIC else Control.ALL)

    def expect(self, version, now):
        """Refused `changed-meanwhile`: who asks does not know it as it is, or it is about to change by itself."""
        if self.seq != version or self.overdue(now):
            raise Refused("changed-meanwhile")

    def settle(self, now):
        """Keep what somebody did to it; what that ended, ends."""
        act, by = self.act, Somebody(self.by_id, self.by_name)
        Timer.objects.keep([(self, self.at)])
        Timer.objects.turn([self], now)
        RoomAct.objects.note(self.room_id, by, "timer", self.was, {"act": act, "seq": self.seq}, at=now)

    def snapshot(self):
        """All that an act may change, as JSON."""
        values = {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields if field.attname not in UNTOUCHED}
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}

    def restore(self, snapshot):
        for name, value in snapshot.items():
            setattr(self, name, self._meta.get_field(name).to_python(value))

    def as_event(self):
        told = {name: getattr(self, name) for name in (*ANCHORS, *SETTINGS)}
        return TimerChanged(
            seq=self.seq,
            started_at=self.started_at and moment(self.started_at),
            ends_at=self.ends_at and moment(self.ends_at),
            control=str(self.policy),
            act=self.act,
            by=Author(id=self.by_id, name=self.by_name) if self.by_name else None,
            at=moment(self.at),
            **told,
        )
