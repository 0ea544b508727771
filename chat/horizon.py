"""Up to where a room's messages have gone for good: what those hear who know some of them."""

from django.db import models

from rooms.live.broadcast import publish
from rooms.models import Room

from .events import Expired


class HorizonManager(models.Manager):
    def move(self, room, place):
        """Nothing up to `place` is there any more, and everybody hears; inside the transaction that deletes it, with the room locked."""
        seq = room.next_seq()
        self.update_or_create(room=room, defaults={"place": place, "seq": seq})
        publish(room.pk, Expired(seq=seq, before=place))

    def changes(self, room, since):
        return (Expired(seq=row.seq, before=row.place) for row in self.filter(room=room, seq__gt=since))


class Horizon(models.Model):
    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="horizon")
    place = models.PositiveBigIntegerField()
    seq = models.PositiveBigIntegerField()

    objects = HorizonManager()

    def __str__(self):
        return f"{self.room_id} up to {self.place}"
