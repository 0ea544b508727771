"""Messages, many at once: pages, changes, what is unread, what waits for the break."""

from collections import Counter

from django.db import models

from rooms.live.broadcast import publish_all
from rooms.live.protocol import Refused
from syncroom import limits

from .arriving import arrive
from .posting import RECAP, URGENT, PostingManager


class MessageQuerySet(models.QuerySet):
    def arrived(self):
        """What the room has heard of; the rest is nobody's but its author's."""
        return self.filter(place__isnull=False)

    def held(self, rooms):
        """What waits for the break, in the order it was written."""
        return self.filter(room__in=list(rooms), place=None, removed_at=None).order_by("pk")

    def standing(self):
        return self.arrived().filter(removed_at=None)

    def announced(self, rooms):
        """What these rooms themselves have said."""
        return self.standing().filter(room__in=rooms, kind=RECAP)

    def page(self, room, before=None, after=None, size=limits.PAGE_MESSAGES, floor=0):
        """(messages by place, whether there are more beyond): the last page, or that before or after a place; those up to `floor` are not."""
        rows = self.standing().filter(room=room, place__gt=floor)
        if after is not None:
            some = list(rows.filter(place__gt=after).order_by("place")[: size + 1])
            return some[:size], len(some) > size
        if before is not None:
            rows = rows.filter(place__lt=before)
        some = list(rows.order_by("-place")[: size + 1])
        return some[:size][::-1], len(some) > size

    def changes(self, room, since):
        """A newcomer is told the last page; who was away, every row that changed."""
        if not since:
            return (message.as_event() for message in self.page(room)[0])
        return (message.as_event() for message in self.arrived().filter(room=room, seq__gt=since))

    def unread(self, user):
        """{room id: messages of others that `user` has not read}, for those with any."""
        unread = self.standing().filter(room__memberships__user=user, place__gt=models.F("room__memberships__read_place"))
        unread = unread.exclude(author=user).exclude(kind=RECAP)
        return dict(unread.values_list("room").annotate(n=models.Count("pk")).order_by())

    def waiting(self, rooms):
        """{room id: messages that wait there}, for those with any."""
        return dict(self.held(rooms).order_by().values_list("room").annotate(n=models.Count("pk")))

    def held_by(self, rooms):
        """Counter {(room id, user id): messages of theirs that wait there}."""
        return Counter(self.held(rooms).order_by().values_list("room", "author"))

    def urgent_by(self, rooms):
        """{room id: ids of those who said something urgent in the phase that it is quiet for}"""
        used = {room: set() for room in rooms}
        rows = self.filter(room__in=list(rooms), kind=URGENT, author__isnull=False, at__gte=models.F("room__hold__since"))
        for room, user in rows.values_list("room", "author"):
            used[room].add(user)
        return used


class MessageManager(PostingManager.from_queryset(MessageQuerySet)):
    def release(self, rooms, now):
        """What waits in these rooms arrives, except of people who are gone or suspended: nobody will ever hear of that."""
        arrived, dropped = arrive(self.held(rooms), "author", ("place", "seq"), now)
        if dropped:
            self.filter(pk__in=[message.pk for message in dropped]).update(body="", html="", removed_at=now)
        publish_all([(message.room_id, message.as_event()) for message in arrived])

    def of(self, membership, id):
        """A standing message of the member's room, also one of their own that waits; Refused `not-found`."""
        seen = models.Q(place__gt=membership.floor) | models.Q(author=membership.user_id)
        message = self.filter(seen, room=membership.room_id, pk=id, removed_at=None).first()
        if message is None:
            raise Refused("not-found")
        return message

    def own(self, membership, id):
        """Such a message which the member wrote; Refused `not-found`, `forbidden`."""
        message = self.of(membership, id)
        if message.author_id != membership.user_id:
            raise Refused("forbidden")
        return message
