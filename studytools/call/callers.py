"""Who is in a room's call: a row each, of one connection, which outlives a lost one for a while because pictures and sound do."""

from datetime import timedelta

from django.db import models
from django.utils import timezone

from rooms.live.broadcast import send, stir
from rooms.live.protocol import Refused, moment
from rooms.models import Membership, Room, RoomAct
from syncroom import limits

from .crowds import CallerManager
from .events import CallOver, CallStopped, Participant
from .rules import CallRules

BARRED = timedelta(seconds=limits.CALL_REMOVED_SECONDS)


class Caller(models.Model):
    room = models.ForeignKey(Room, models.CASCADE, related_name="callers")
    member = models.OneToOneField(Membership, models.CASCADE, related_name="+")
    client_id = models.CharField(max_length=64)  # of the page's stay in the call, whatever connections it has meanwhile
    tab = models.CharField(max_length=48)  # the connection that is in the call
    muted = models.BooleanField(default=True)
    camera = models.BooleanField(default=False)
    sharing = models.BooleanField(default=False)
    hand_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True, db_index=True)  # set once the connection is lost
    removed_until = models.DateTimeField(null=True)  # not in the call, and not to come back before

    here = True  # whether its connection is; see CallerManager.people

    objects = CallerManager()

    def __str__(self):
        return self.member.name

    @property
    def receipt(self):
        rules = CallRules.objects.of(self.room_id)
        people = Caller.objects.people([self.room_id])[self.room_id]
        return {"id": self.pk, "transport": rules.transport, "people": people, "quiet": rules.quiet}

    def return_by(self, tab):
        """The same page by another connection: peers keep what they have."""
        self.update(tab=tab, until=None)
        return self.receipt

    def set(self, membership, muted=None, camera=None, sharing=None, hand=None):
        """What of mine is on; None stays. Refused `silenced`, `call-focus`, `call-cameras`, `call-shared`."""
        rules, others = CallRules.objects.of(self.room_id), Caller.objects.others(self)
        if muted is False:
            membership.must_speak()
            if rules.quiet:
                raise Refused("call-focus")
        if sharing and others.filter(sharing=True).exists():
            raise Refused("call-shared")
        if camera and not self.camera:
            rules.seat(1, 1 + others.filter(camera=True).count())
        if hand is not None:
            self.update(hand_at=(self.hand_at or timezone.now()) if hand else None)
        asked = {"muted": muted, "camera": camera, "sharing": sharing}
        self.update(**{name: value for name, value in asked.items() if value is not None})

    def update(self, **fields):
        for name, value in fields.items():
            setattr(self, name, value)
        if fields:
            Caller.objects.filter(pk=self.pk).update(**fields)
        stir([self.room_id])

    def tell(self, event):
        send(self.room_id, self.member.user_id, event, self.tab)

    def stop(self, what, by):
        """A moderator turns off their microphone or their share."""
        fields = {"mic": {"muted": True}, "share": {"sharing": False}}[what]
        if any(getattr(self, name) != value for name, value in fields.items()):
            self.update(**fields)
            self.tell(CallStopped(what=what, by=by.name))
            RoomAct.objects.note(self.room_id, by, f"call-{what}", about=self.member)

    def remove(self, by):
        """A moderator shows them out of the call, and for a while they do not return."""
        self.tell(CallOver(id=self.pk, reason="removed", by=by.name))
        self.update(removed_until=timezone.now() + BARRED, until=None, muted=True, camera=False, sharing=False, hand_at=None)
        RoomAct.objects.note(self.room_id, by, "call-remove", about=self.member)
        Caller.objects.gone([(self.room_id, self.pk)])

    def as_participant(self):
        return Participant(
            id=self.pk,
            user=self.member.user_id,
            name=self.member.name,
            muted=self.muted,
            camera=self.camera,
            sharing=self.sharing,
            hand=self.hand_at and moment(self.hand_at),
            away=not self.here,
        )
