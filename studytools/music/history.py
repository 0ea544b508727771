"""What a room has played: the last of it."""

from django.conf import settings
from django.db import models

from chat.events import Author
from rooms.live.protocol import moment
from rooms.models import Room

from .events import MusicPlayed
from .rows import Row, keep

HISTORY = 50


class PlayedManager(models.Manager):
    def note(self, room_id, entry, at):
        """It was on since `at`; only the last so many are kept."""
        row = self.model(room_id=room_id, title=entry.title, artist=entry.artist, by_id=entry.by_id, by_name=entry.by_name, at=at)
        keep(room_id, row)
        old = self.filter(room=room_id).order_by("-pk").values_list("pk", flat=True)[HISTORY:]
        self.filter(pk__in=list(old)).delete()

    def changes(self, room, since):
        return (row.as_event() for row in self.filter(room=room, seq__gt=since))


class Played(Row):
    room = models.ForeignKey(Room, models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)
    artist = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()

    objects = PlayedManager()

    class Meta:
        indexes = [models.Index(fields=["room", "seq"], name="music_played_changes")]

    def as_event(self):
        by = Author(id=self.by_id, name=self.by_name)
        return MusicPlayed(seq=self.seq, id=self.pk, title=self.title, artist=self.artist, by=by, at=moment(self.at))
