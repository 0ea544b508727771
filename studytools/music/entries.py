"""The queue of a room: what is to be played, in what order, and who put it there."""

import random

from django.conf import settings
from django.db import models
from django.db.models import Max
from django.utils import timezone

from chat.events import Author
from rooms.live.protocol import Refused
from rooms.models import Room
from syncroom import limits

from .events import EntryRow, MusicEntry, MusicEntryRemoved
from .rows import Row, RowQuerySet, keep
from .stations import Station
from .tracks import Track
from .videos import UNKNOWN, Video

STEP = 1024  # between two places, so that something fits in between


class EntryManager(models.Manager.from_queryset(RowQuerySet)):
    def add(self, membership, sources, client_id, after=None):
        """Tracks and stations at the end of the room's queue, or right `after` an entry; sent again they are left as they are."""
        room = membership.room_id
        if known := self.filter(room=room, client_id=client_id).order_by("pk").values_list("pk", flat=True):
            return list(known)
        if self.standing().filter(room=room).count() + len(sources) > limits.QUEUE:
            raise Refused("queue-full")
        places = self.room_for(room, len(sources), after)
        now = timezone.now()
        rows = [self.model.of(source, place) for source, place in zip(sources, places, strict=True)]
        for row in rows:
            row.room_id, row.by_id, row.by_name, row.at, row.client_id = room, membership.user_id, membership.name, now, client_id
        keep(room, *rows)
        return [row.pk for row in rows]

    def room_for(self, room, count, after=None):
        """So many places behind the last one, or between `after` and what follows it."""
        if after is None:
            last = self.standing().filter(room=room).aggregate(last=Max("place"))["last"] or 0
            return [last + STEP * n for n in range(1, count + 1)]
        step = self.gap(room, after) // (count + 1)
        if not step:
            self.spread(room, count)
            after.refresh_from_db()
            step = self.gap(room, after) // (count + 1)
        return [after.place + step * n for n in range(1, count + 1)]

    def gap(self, room, after):
        following = self.standing().filter(room=room, place__gt=after.place).order_by("place").values_list("place", flat=True).first()
        return following - after.place if following is not None else STEP * (limits.QUEUE + 2)

    def spread(self, room, count):
        """New places for all, far enough apart."""
        rows = list(self.standing().filter(room=room).order_by("place", "pk"))
        for n, row in enumerate(rows, 1):
            row.place = n * STEP * (count + 1)
        keep(room, *rows)

    def following(self, player, but):
        """What comes next, by chance where it is shuffled; None at the end."""
        waiting = self.standing().filter(room=player.room_id).exclude(pk=but.pk if but else None)
        if player.shuffle:
            ids = list(waiting.values_list("pk", flat=True))
            return self.get(pk=random.choice(ids)) if ids else None  # noqa: S311 for pleasure
        return waiting.order_by("place", "pk").first()

    def drop_track(self, room_id, track, now, by):
        """A track is about to be gone: out of the queue, and if it is on, on to the next."""
        from .player import Player

        player = Player.objects.of(Room.objects.get(pk=room_id))
        rows = [entry for entry in self.standing().filter(room=room_id, track=track) if entry.pk != player.entry_id]
        for row in rows:
            row.removed = True
        keep(room_id, *rows)
        if player.entry and player.entry.track_id == track.pk:
            player.leave(now, by, "removed")


class Entry(Row):
    room = models.ForeignKey(Room, models.CASCADE, related_name="music_queue")
    client_id = models.CharField(max_length=64, editable=False)
    place = models.BigIntegerField()
    track = models.ForeignKey(Track, models.SET_NULL, null=True, related_name="entries")
    station = models.ForeignKey(Station, models.SET_NULL, null=True, related_name="+")
    video = models.CharField(max_length=11, blank=True)  # what YouTube calls it
    title = models.CharField(max_length=200)
    artist = models.CharField(max_length=300, blank=True)
    ms = models.PositiveIntegerField(null=True)  # radio has no end, and a video none until a browser found it
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    at = models.DateTimeField()
    removed = models.BooleanField(default=False)

    objects = EntryManager()

    class Meta:
        indexes = [models.Index(fields=["room", "seq"], name="music_queue_changes"), models.Index(fields=["room", "client_id"], name="music_queued")]

    def __str__(self):
        return self.title

    @classmethod
    def of(cls, source, place):
        if isinstance(source, Station):
            return cls(station=source, title=source.name, artist=source.about, place=place)
        if isinstance(source, Video):
            return cls(video=source.id, title=UNKNOWN, artist="YouTube", place=place)
        return cls(track=source, title=source.title, artist=source.artist, ms=source.ms, place=place)

    @property
    def kind(self):
        return "video" if self.video else "radio" if self.ms is None else "track"

    @property
    def playable(self):
        """Its file is there, or its station is still offered. Of a video only browsers know."""
        if self.kind == "radio":
            return bool(self.station_id and self.station.on)
        return self.kind == "video" or bool(self.track_id and not self.track.removed)

    @property
    def author(self):
        return Author(id=self.by_id, name=self.by_name)

    def as_event(self):
        if self.removed:
            return MusicEntryRemoved(seq=self.seq, id=self.pk)
        row = EntryRow(
            id=self.pk, place=self.place, kind=self.kind, track=self.track_id, station=self.station_id, video=self.video or None, title=self.title,
            artist=self.artist, ms=self.ms, by=self.author,
        )  # fmt: skip
        return MusicEntry(seq=self.seq, entry=row)
