"""Who listens to a room's music, and which of them would rather hear the next."""

from django.db import models
from django.utils import timezone

from chat.events import Author
from rooms.live.broadcast import stir
from rooms.live.protocol import Refused
from rooms.models import Connection, Membership

from .events import MusicListeners


class ListenerManager(models.Manager):
    def listen(self, membership, on):
        if on:
            self.get_or_create(member_id=membership.pk, defaults={"room_id": membership.room_id})
        else:
            self.filter(member=membership.pk).delete()
        stir([membership.room_id])

    def present(self, rooms):
        """{room id: [listener, …]}, by name; whoever is away has no say."""
        here = {room: [] for room in rooms}
        rows = self.filter(room__in=rooms, member__away_since=None).select_related("member").order_by("member__name", "member__user")
        for row in rows:
            here[row.room_id].append(row)
        return here

    def states(self, rooms):
        """{room id: MusicListeners} for all of these rooms."""
        return {room: state(rows) for room, rows in self.present(rooms).items()}

    def vote(self, membership, yes):
        """Whether enough of them would now rather hear the next. Refused `not-listening`."""
        if not self.filter(member=membership.pk).update(vote=yes):
            raise Refused("not-listening")
        stir([membership.room_id])
        rows = self.present([membership.room_id])[membership.room_id]
        return sum(row.vote for row in rows) >= needed(rows)

    def begin_anew(self, room_id):
        """Something else is on: what was voted is moot."""
        self.filter(room=room_id, vote=True).update(vote=False)

    def part(self, rooms):
        """Whoever has no connection left listens no more."""
        alive = Connection.objects.alive(timezone.now()).filter(room__in=rooms).values("member")
        self.filter(room__in=rooms).exclude(member__in=alive).delete()


class Listener(models.Model):
    member = models.OneToOneField(Membership, models.CASCADE, primary_key=True, related_name="+")
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="+")
    vote = models.BooleanField(default=False)

    objects = ListenerManager()

    def __str__(self):
        return self.member.name


def needed(rows):
    """Half of those who listen, rounded up."""
    return max(1, (len(rows) + 1) // 2)


def state(rows):
    people = [Author(id=row.member.user_id, name=row.member.name) for row in rows]
    return MusicListeners(people=people, votes=[row.member.user_id for row in rows if row.vote], needed=needed(rows))
