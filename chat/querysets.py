"""Messages, many at once: posting, pages, changes, what is unread."""

from collections import Counter

from django.db import connection, models
from django.utils import timezone

from rooms.live.broadcast import publish_all
from rooms.live.protocol import Refused, moment
from rooms.models import Room
from syncroom import limits
from syncroom.sql import values

from .events import Author, Posted
from .markdown import render


def clean(body):
    """What is kept of what was typed: no NUL, which PostgreSQL cannot store, and no lines of nothing around it."""
    return body.replace("\x00", "").strip()


def receipt(place, id, kept, changed, body):
    """What its sender is answered, however often it is sent. An edit does not change that."""
    return {"seq": place, "id": id} if changed or kept == body else Refused("id-reused")


class MessageQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(removed_at=None)

    def page(self, room, before=None, after=None, size=limits.PAGE_MESSAGES):
        """(messages by place, whether there are more beyond): the last page, or that before or after a place."""
        rows = self.standing().filter(room=room)
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
        return (message.as_event() for message in self.filter(room=room, seq__gt=since))

    def unread(self, user):
        """{room id: messages of others that `user` has not read}, for those with any."""
        unread = self.standing().filter(room__memberships__user=user, place__gt=models.F("room__memberships__read_place")).exclude(author=user)
        return dict(unread.values_list("room").annotate(n=models.Count("pk")).order_by())


class MessageManager(models.Manager.from_queryset(MessageQuerySet)):
    def post(self, asked):
        """[(membership, body, client_id), …] in order: one answer, or Refused, for each. Sent again is answered again."""
        keys = [(member.room_id, member.user_id, client_id) for member, _, client_id in asked]
        bodies, wanted = [clean(body) for _, body, _ in asked], {}
        for key, body, (member, _, _) in zip(keys, bodies, asked, strict=True):
            if body:
                wanted.setdefault(key, (*key, member.name, body))
        known = self.posted_before(wanted)
        known |= self.write([line for key, line in wanted.items() if key not in known])
        return [receipt(*known[key], body) if body else Refused("empty") for key, body in zip(keys, bodies, strict=True)]

    def posted_before(self, keys):
        """{(room id, user id, client id): (place, id, body, whether it changed since)}"""
        if not keys:
            return {}
        rows, parameters = values(keys)
        with connection.cursor() as cursor:
            cursor.execute(
                f"WITH asked(room, person, cid) AS (VALUES {rows})"  # noqa: S608 placeholders only
                " SELECT m.room_id, m.author_id, m.client_id, m.place, m.id, m.body, m.edited_at IS NOT NULL OR m.removed_at IS NOT NULL"
                " FROM asked JOIN chat_message m ON m.room_id = asked.room AND m.author_id = asked.person AND m.client_id = asked.cid",
                parameters,
            )
            return {row[:3]: row[3:] for row in cursor.fetchall()}

    def write(self, new):
        """[(room id, user id, client id, name, body), …]: one block of numbers and one insert, whatever the rooms."""
        if not new:
            return {}
        now = timezone.now()
        numbers = Room.objects.number(Counter(line[0] for line in new))
        at, told = connection.ops.adapt_datetimefield_value(now), moment(now)
        placed = []
        for line in new:
            place = numbers[line[0]]
            numbers[line[0]] = place + 1
            placed.append((*line, render(line[4]), at, place, place))
        rows, parameters = values(placed)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO chat_message (room_id, author_id, client_id, author_name, body, html, at, place, seq)"  # noqa: S608 placeholders only
                f" VALUES {rows} RETURNING room_id, place, id",
                parameters,
            )
            ids = {(room, place): id for room, place, id in cursor.fetchall()}
        news, posted = [], {}
        for room, author, client_id, name, body, html, _, place, _ in placed:
            id = ids[room, place]
            posted[room, author, client_id] = place, id, body, False
            news.append((room, Posted(seq=place, place=place, id=id, client_id=client_id, author=Author(id=author, name=name), at=told, html=html)))
        publish_all(news)
        return posted

    def of(self, membership, id):
        """A standing message of the member's room; Refused `not-found`."""
        message = self.standing().filter(room=membership.room_id, pk=id).first()
        if message is None:
            raise Refused("not-found")
        return message

    def own(self, membership, id):
        """Such a message which the member wrote; Refused `not-found`, `forbidden`."""
        message = self.of(membership, id)
        if message.author_id != membership.user_id:
            raise Refused("forbidden")
        return message
