"""The room's sound, one row each, and the mixes that people save under names."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import User
from chat.events import Author
from rooms.live.broadcast import publish, ring
from rooms.live.protocol import Refused, moment
from rooms.models import Room, RoomAct

from .codes import decode
from .events import MixRemoved, MixRow, MixSaved, SoundChanged
from .querysets import MixManager, SoundManager, clean

PERSON = settings.AUTH_USER_MODEL


class Sound(models.Model):
    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="sound")
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    code = models.CharField(max_length=200, blank=True)
    playing = models.BooleanField(default=False)
    by = models.ForeignKey(PERSON, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = SoundManager()

    def __str__(self):
        return self.code or "silence"

    @property
    def receipt(self):
        return {"seq": self.seq}

    @property
    def standing(self):
        """What an act may change, as JSON."""
        return {"code": self.code, "playing": self.playing}

    def choose(self, code, by):
        """This mix from now on, heard at once; "" takes it away. Refused `no-mix`."""
        if code:
            decode(code)
        return self.act(by, code=code, playing=bool(code))

    def play(self, on, by):
        """Heard or paused, for all who follow. Refused `no-sound`."""
        if on and not self.code:
            raise Refused("no-sound")
        return self.act(by, playing=on)

    def act(self, by, **fields):
        before = self.standing
        if before | fields == before:
            return self.receipt
        self.become(by, **fields)
        RoomAct.objects.note(self.room_id, by, "sound", before, self.standing | {"seq": self.seq}, at=self.at)
        return self.receipt

    def become(self, by, **fields):
        """Written and told."""
        self.seq = Room.objects.number({self.room_id: 1})[self.room_id]
        fields |= {"seq": self.seq, "by_id": by.user_id, "by_name": by.name, "at": timezone.now()}
        for name, value in fields.items():
            setattr(self, name, value)
        Sound.objects.update_or_create(room_id=self.room_id, defaults=fields)
        publish(self.room_id, self.as_event())

    def as_event(self):
        by = Author(id=self.by_id, name=self.by_name) if self.by_name else None
        return SoundChanged(seq=self.seq, code=self.code, playing=self.playing, by=by, at=moment(self.at))


class Mix(models.Model):
    owner = models.ForeignKey(PERSON, models.CASCADE, related_name="mixes", db_index=False)  # the index below serves
    client_id = models.CharField(max_length=64)
    name = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=200, blank=True)
    number = models.PositiveBigIntegerField()  # of its last change, its owner's
    removed = models.BooleanField(default=False)

    objects = MixManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "client_id"], name="mix_saved_once")]
        indexes = [models.Index(fields=["owner", "number"], name="my_mixes")]

    def __str__(self):
        return self.name

    @property
    def receipt(self):
        return {"id": self.pk, "mine": self.number}

    def change(self, name, code):
        """Another name or another mix. Refused `no-mix`, `empty`."""
        decode(code)
        return self.write(name=clean(name), code=code)

    def remove(self):
        return self.write(removed=True, name="", code="")

    def write(self, **fields):
        self.number = User.objects.number(self.owner_id)
        Mix.objects.filter(pk=self.pk).update(number=self.number, **fields)
        ring(self.owner_id)
        return self.receipt

    def as_event(self):
        if self.removed:
            return MixRemoved(mine=self.number, id=self.pk)
        return MixSaved(mine=self.number, mix=MixRow(id=self.pk, name=self.name, code=self.code))
