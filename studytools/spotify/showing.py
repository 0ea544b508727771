"""Who shows a room what they listen to: as long as they are there, and say so."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from rooms.live.broadcast import stir
from rooms.live.registry import departures
from rooms.models import Connection, Membership

from .events import Listens, SpotifyListening

SLACK = timedelta(seconds=45)  # after its end, or a look that did not come: what was heard last is not shown for ever


class ShowingManager(models.Manager):
    def show(self, membership, on):
        if on:
            self.get_or_create(member_id=membership.pk, defaults={"room_id": membership.room_id})
        else:
            self.filter(member=membership.pk).delete()
        stir([membership.room_id])

    def hide(self, user_id):
        """In every room."""
        rooms = list(self.filter(member__user=user_id).values_list("room", flat=True))
        self.filter(member__user=user_id).delete()
        stir(rooms)

    def note(self, membership, playing, now):
        """Whether they show it; then this (as `views.playing` tells it, or None) is what they listen to."""
        row = self.filter(member=membership.pk).first()
        if row is None:
            return False
        on = playing and playing["on"] and playing["title"]
        title, artist = (playing["title"], playing["artist"]) if on else ("", "")
        until = now + timedelta(milliseconds=playing["ms"] - playing["at_ms"]) + SLACK if on else None
        self.filter(pk=row.pk).update(title=title, artist=artist, until=until)
        if (title, artist) != (row.title, row.artist):
            stir([row.room_id])
        return True

    def states(self, rooms):
        """{room id: SpotifyListening} for all of these rooms."""
        told = {room: [] for room in rooms}
        rows = self.filter(room__in=rooms, until__gt=timezone.now()).select_related("member") if settings.SPOTIFY_CLIENT_ID else ()
        for row in sorted(rows, key=lambda row: row.member_id):
            told[row.room_id].append(Listens(id=row.member.user_id, title=row.title, artist=row.artist))
        return {room: SpotifyListening(people=people) for room, people in told.items()}


class Showing(models.Model):
    member = models.OneToOneField(Membership, models.CASCADE, primary_key=True, related_name="+")
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="+")
    title = models.CharField(max_length=200, blank=True)
    artist = models.CharField(max_length=200, blank=True)
    until = models.DateTimeField(null=True)

    objects = ShowingManager()

    def __str__(self):
        return self.title


@departures
def left(people):
    """Whoever has no connection left shows nothing more."""
    rooms = {room for room, _, _ in people}
    Showing.objects.filter(room__in=rooms).exclude(
        member__in=Connection.objects.alive(timezone.now()).filter(room__in=rooms).values("member")
    ).delete()
