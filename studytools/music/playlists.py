"""Playlists of a room: a name, and tracks in order."""

from django.db import models

from rooms.live.protocol import Refused
from rooms.models import Room
from syncroom import limits

from .events import MusicPlaylist, MusicPlaylistRemoved
from .rows import Row, RowQuerySet, keep
from .tracks import Track
from .words import clean


class PlaylistManager(models.Manager.from_queryset(RowQuerySet)):
    def add(self, membership, client_id, name, tracks):
        """Refused `too-many-playlists`, `empty`; sent again it is left as it is."""
        if known := self.filter(room=membership.room_id, client_id=client_id).first():
            return known
        if self.standing().filter(room=membership.room_id).count() >= limits.PLAYLISTS:
            raise Refused("too-many-playlists")
        playlist = self.model(room_id=membership.room_id, client_id=client_id)
        playlist.become(name, tracks)
        return playlist


class Playlist(Row):
    room = models.ForeignKey(Room, models.CASCADE, related_name="playlists")
    client_id = models.CharField(max_length=64, editable=False)
    name = models.CharField(max_length=200)
    tracks = models.JSONField(default=list)  # ids, those of the shelf too
    removed = models.BooleanField(default=False)

    objects = PlaylistManager()

    class Meta:
        indexes = [models.Index(fields=["room", "seq"], name="playlist_changes")]

    def __str__(self):
        return self.name

    def become(self, name=None, tracks=None):
        """What is None stays; tracks that are gone are left out. Refused `empty`, `too-long`."""
        if name is not None:
            self.name = clean(name)
        if tracks is not None:
            found = Track.objects.playable(self.room_id, tracks)
            self.tracks = [id for id in tracks if id in found]
        if not self.name:
            raise Refused("empty")
        keep(self.room_id, self)

    def remove(self):
        self.removed = True
        keep(self.room_id, self)
        Playlist.objects.forget(self.room_id, self.seq)

    def as_event(self):
        if self.removed:
            return MusicPlaylistRemoved(seq=self.seq, id=self.pk)
        return MusicPlaylist(seq=self.seq, id=self.pk, name=self.name, tracks=self.tracks)
