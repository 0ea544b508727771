"""What holds for a room's calls, one row each: whether people may talk while it focuses, and how the call that is on is carried."""

from django.db import models

from rooms.live.broadcast import publish
from rooms.live.protocol import Refused
from rooms.models import Room, RoomAct
from studytools.timer.models import Timer
from syncroom import limits

from .events import CallRulesChanged
from .seam import seam

MESH, JANUS = "mesh", "janus"


class CallRulesManager(models.Manager):
    def of(self, room_id):
        return self.filter(room=room_id).first() or self.model(room_id=room_id)

    def changes(self, room, since):
        return (rules.as_event() for rules in self.filter(room=room, seq__gt=since))

    def silent(self, rooms):
        """Those of these rooms where microphones are off while the room focuses."""
        return set(rooms) - set(self.filter(room__in=rooms, talk=True).values_list("room", flat=True))

    def transports(self, rooms):
        """{room id: transport} of those that have left the mesh."""
        return dict(self.filter(room__in=rooms).exclude(transport=MESH).values_list("room", "transport"))


class CallRules(models.Model):
    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="call_rules")
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    talk = models.BooleanField(default=False)
    transport = models.CharField(max_length=8, default=MESH, editable=False)

    objects = CallRulesManager()

    def __str__(self):
        return "talk in focus phases" if self.talk else "silent in focus phases"

    @property
    def quiet(self):
        """Whether microphones are off just now."""
        timer = None if self.talk else Timer.objects.filter(room=self.room_id).first()
        return bool(timer and timer.focusing)

    def choose(self, by, talk):
        """Told and noted, if it is news."""
        if talk != self.talk:
            self.become(talk)
            RoomAct.objects.note(self.room_id, by, "call-rules", {"talk": not talk}, {"talk": talk, "seq": self.seq})
        return {"seq": self.seq}

    def become(self, talk):
        self.talk, self.seq = talk, Room.objects.number({self.room_id: 1})[self.room_id]
        CallRules.objects.update_or_create(room_id=self.room_id, defaults={"talk": talk, "seq": self.seq})
        publish(self.room_id, self.as_event())

    def seat(self, people, cameras):
        """There shall be so many people in the call, and cameras: beyond the mesh the SFU carries them. Refused `call-full`, `call-cameras`."""
        if self.transport == MESH and (people > limits.CALL_PEOPLE or cameras > limits.CALL_CAMERAS) and seam.grows:
            self.carry(JANUS)
        if people > (limits.CALL_PEOPLE if self.transport == MESH else limits.CALL_SFU_PEOPLE):
            raise Refused("call-full")
        if self.transport == MESH and cameras > limits.CALL_CAMERAS:
            raise Refused("call-cameras")

    def carry(self, transport):
        if transport != self.transport:
            self.transport = transport
            CallRules.objects.update_or_create(room_id=self.room_id, defaults={"transport": transport})

    def as_event(self):
        return CallRulesChanged(seq=self.seq, talk=self.talk)
