"""How rows of a room's music are kept: numbered, written while they are as they were read, told, and put back as they were."""

from datetime import datetime

from django.db import models

from rooms.live.broadcast import publish_all
from rooms.live.protocol import Refused
from rooms.models import Room
from syncroom import limits

HELD = ("id", "room", "seq")  # what no act changes


class Row(models.Model):
    """One row, one number, one event."""

    seq = models.PositiveBigIntegerField(editable=False)

    class Meta:
        abstract = True

    def snapshot(self):
        """All that an act may change, as JSON."""
        values = {field.attname: getattr(self, field.attname) for field in self.changing()}
        return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()}

    def restore(self, snapshot):
        for name, value in snapshot.items():
            setattr(self, name, self._meta.get_field(name).to_python(value))

    @classmethod
    def changing(cls):
        return [field for field in cls._meta.concrete_fields if field.name not in HELD]


def keep(room_id, *rows):
    """Rows of a locked room, changed in memory, get their numbers in this order. Refused `changed-meanwhile`."""
    if not rows:
        return
    first = Room.objects.number({room_id: len(rows)})[room_id]
    for number, row in enumerate(rows, first):
        before, row.seq = row.seq, number
        if row._state.adding:
            row.save(force_insert=True)
        elif not type(row).objects.filter(pk=row.pk, seq=before).update(seq=number, **{f.attname: getattr(row, f.attname) for f in row.changing()}):
            raise Refused("changed-meanwhile")
    publish_all([(room_id, row.as_event()) for row in rows])


class RowQuerySet(models.QuerySet):
    """Rows with `removed`, which stay until nobody can ask for them: whoever missed more changes starts afresh."""

    def standing(self):
        return self.filter(removed=False)

    def changes(self, room, since):
        rows = self.filter(room=room, seq__gt=since)
        return (row.as_event() for row in (rows if since else rows.standing()))

    def forget(self, room_id, number):
        """Tombstones that no replay before this number can reach."""
        self.filter(room=room_id, removed=True, seq__lt=number - limits.RESUME_CHANGES).delete()

    def one(self, room_id, id):
        row = self.standing().filter(room=room_id, pk=id).first()
        if row is None:
            raise Refused("not-found")
        return row
