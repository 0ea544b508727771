"""Messages, many at once: posting, pages, changes, what is unread."""

from collections import Counter

from django.db import connection, models
from django.utils import timezone

from rooms.live.broadcast import publish_all
from rooms.live.protocol import Refused
from rooms.models import Room
from rooms.sql import values
from syncroom import limits

from .markdown import render


def clean(body):
    """What is kept of what was typed: no NUL, which PostgreSQL cannot store, and no lines of nothing around it."""
    return body.replace("\x00", "").strip()


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
        known, new = {}, []
        for member, body, client_id in asked:
            key = (member.room_id, member.user_id, client_id)
            if key not in known and (body := clean(body)):
                known[key] = self.model(room_id=member.room_id, author_id=member.user_id, author_name=member.name, body=body, client_id=client_id)
                new.append(known[key])
        for again in self.posted_before(known):
            key = (again.room_id, again.author_id, again.client_id)
            new.remove(known[key])
            known[key] = again
        self.write(new)
        posted = ((known.get((member.room_id, member.user_id, client_id)), clean(body)) for member, body, client_id in asked)
        return [message.receipt(body) if message and body else Refused("empty") for message, body in posted]

    def posted_before(self, keys):
        if not keys:
            return []
        rows, parameters = values(keys)
        return self.raw(
            f"WITH asked(room, person, cid) AS (VALUES {rows}) SELECT m.* FROM asked JOIN chat_message m"  # noqa: S608 placeholders only
            " ON m.room_id = asked.room AND m.author_id = asked.person AND m.client_id = asked.cid",
            parameters,
        )

    def write(self, messages):
        """One block of numbers and one insert, whatever the rooms; bulk_create would cost 40 µs a row."""
        if not messages:
            return
        now = timezone.now()
        numbers = Room.objects.number(Counter(message.room_id for message in messages))
        for message in messages:
            message.at, message.html = now, render(message.body)
            message.place = message.seq = numbers[message.room_id]
            numbers[message.room_id] += 1
        at = connection.ops.adapt_datetimefield_value(now)
        rows, parameters = values((m.room_id, m.author_id, m.author_name, m.client_id, m.body, m.html, at, m.place, m.seq) for m in messages)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO chat_message (room_id, author_id, author_name, client_id, body, html, at, place, seq)"  # noqa: S608 placeholders only
                f" VALUES {rows} RETURNING room_id, place, id",
                parameters,
            )
            ids = {(room, place): id for room, place, id in cursor.fetchall()}
        for message in messages:
            message.pk = ids[message.room_id, message.place]
        publish_all([(message.room_id, message.as_event()) for message in messages])

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
