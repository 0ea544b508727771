"""Tracks: sound files of one room, or of the shelf that every room of the site may play from."""

import secrets

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Sum
from django.utils import timezone

from chat.events import Author
from rooms.live.protocol import Refused
from rooms.models import Room
from rooms.models.acts import who
from syncroom import limits

from . import tracklog
from .events import MusicTrack, MusicTrackRemoved
from .formats import TYPES, examine
from .rows import Row, RowQuerySet, keep
from .storing import stem, unlink
from .words import clean

FOLDER = "music/"


def unguessable(track, name):
    """Never the uploader's name."""
    return FOLDER + secrets.token_urlsafe(18)


class TrackQuerySet(RowQuerySet):
    def shelf(self):
        return self.standing().filter(room=None)

    def playable(self, room_id, ids):
        """{id: track} of those that this room may play."""
        return self.standing().filter(models.Q(room=room_id) | models.Q(room=None)).in_bulk(ids)

    def bytes(self):
        return self.standing().aggregate(sum=Sum("bytes"))["sum"] or 0


class TrackManager(models.Manager.from_queryset(TrackQuerySet)):
    def upload(self, room, by, upload, licence=""):
        """What was uploaded becomes a track of the room, or of the shelf where that is None. Refused in words, and then nothing is kept.

        Two uploads to two rooms at the same instant may go over the site's quota by one of them.
        """
        found = self.accept(upload)
        track = self.model(room=room, bytes=upload.size, kind=found.kind, ms=found.ms, title=found.title or clean(stem(upload.name)) or "Untitled")
        track.artist, track.licence = found.artist, clean(licence, limits.LICENCE_CHARS)
        track.by_id, track.by_name = who(by)
        with transaction.atomic():
            Room.objects.lock({room.pk} if room else set())
            self.must_fit(room, upload.size)
            track.file = upload
            try:
                self.enter(track)
                tracklog.note(track, by, "added")
            except BaseException:
                if track.file.name.startswith(FOLDER):
                    default_storage.delete(track.file.name)
                raise
        return track

    def accept(self, upload):
        """What it is found to be. Refused in words."""
        if upload.size > limits.TRACK_BYTES:
            raise Refused("track-too-big")
        return examine(upload)

    def must_fit(self, room, size):
        """Refused `too-many-tracks`, `room-music-full`, `site-music-full`."""
        if room and room.refusal:
            raise Refused(room.refusal)
        own = self.standing().filter(room=room)
        if own.count() >= limits.TRACKS:
            raise Refused("too-many-tracks")
        if room and own.bytes() + size > limits.ROOM_MUSIC_BYTES:
            raise Refused("room-music-full")
        if self.bytes() + size > limits.SITE_MUSIC_BYTES:
            raise Refused("site-music-full")

    def enter(self, track):
        if track.room_id:
            keep(track.room_id, track)
        else:
            track.seq = 0
            track.save(force_insert=True)


class Track(Row):
    room = models.ForeignKey(Room, models.CASCADE, null=True, blank=True, related_name="tracks")
    file = models.FileField(upload_to=unguessable, blank=True)
    kind = models.CharField(max_length=6, choices=[(kind, kind) for kind in TYPES], editable=False)
    bytes = models.PositiveBigIntegerField(editable=False)
    ms = models.PositiveIntegerField("milliseconds", editable=False)
    title = models.CharField(max_length=200)
    artist = models.CharField(max_length=200, blank=True)
    licence = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")
    by_name = models.CharField(max_length=150, blank=True, editable=False)
    at = models.DateTimeField(default=timezone.now, editable=False)
    removed = models.BooleanField(default=False, editable=False)

    objects = TrackManager()

    class Meta:
        indexes = [models.Index(fields=["room", "seq"], name="track_changes")]

    def __str__(self):
        return self.title

    @property
    def type(self):
        return TYPES[self.kind]

    def edit(self, by, **called):
        """See `call`; `by`: a membership."""
        before = tracklog.called(self)
        self.call(**called)
        tracklog.note(self, by, "edited", before)

    def call(self, title, artist, licence):
        """Refused `empty`."""
        self.title, self.artist, self.licence = clean(title), clean(artist), clean(licence, limits.LICENCE_CHARS)
        if not self.title:
            raise Refused("empty")
        keep(self.room_id, self)

    @transaction.atomic
    def remove(self, by=None):
        """It leaves every queue, and its file the disk once that is certain. On the shelf it is gone at once, in a room a tombstone stays."""
        from .entries import Entry

        rooms = {self.room_id} if self.room_id else set(Entry.objects.standing().filter(track=self).values_list("room", flat=True))
        Room.objects.lock(rooms)
        for room in sorted(rooms):
            Entry.objects.drop_track(room, self, timezone.now(), by)
        name, self.file, self.removed = self.file.name, "", True
        if self.room_id:
            keep(self.room_id, self)
            tracklog.note(self, by, "removed")
            Track.objects.forget(self.room_id, self.seq)
        else:
            Track.objects.filter(pk=self.pk).delete()
        unlink([name])

    def as_event(self):
        if self.removed:
            return MusicTrackRemoved(seq=self.seq, id=self.pk)
        by = Author(id=self.by_id, name=self.by_name)
        return MusicTrack(seq=self.seq, id=self.pk, title=self.title, artist=self.artist, ms=self.ms, licence=self.licence, by=by, bytes=self.bytes)

    def as_shelved(self):
        """For who looks at the shelf."""
        return {"id": self.pk, "title": self.title, "artist": self.artist, "ms": self.ms, "licence": self.licence}
