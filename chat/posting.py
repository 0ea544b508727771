"""How messages come in: many at once, each once, and in quiet rooms held for the break."""

from collections import Counter
from html import escape

from django.db import connection, models
from django.utils import timezone

from rooms.live.broadcast import publish_all, stir
from rooms.live.protocol import Refused, moment
from rooms.models import Membership, Room
from rooms.permissions import Permission
from syncroom import limits
from syncroom.sql import values

from .events import Author, Posted
from .holding import Hold
from .markdown import render, sanitize
from .pacing import pace

RECAP, URGENT = "recap", "urgent"


def clean(body):
    """What is kept of what was typed: no NUL, which PostgreSQL cannot store, and no lines of nothing around it."""
    return body.replace("\x00", "").strip()


def receipt(hold, place, id, kept, changed, body):
    """What its sender is answered, however often it is sent. An edit does not change that."""
    if not (changed or kept == body):
        return Refused("id-reused")
    if place is not None:
        return {"seq": place, "id": id}
    return {"held_until": hold.promise, "id": id} if hold and kept else Refused("not-found")  # taken back before it arrived


def announcement(words):
    """As the room itself says it."""
    head, _, rest = words.partition("\n") if "\n" in words else ("", "", words)
    return sanitize(f"<p>{head and f'<strong>{escape(head)}</strong> '}{escape(rest)}</p>")


class PostingManager(models.Manager):
    def post(self, asked):
        """[(membership, body, client_id[, urgent]), …] in order: one answer, or Refused, for each. Sent again is answered again."""
        keys = [(member.room_id, member.user_id, client_id) for member, _, client_id, *_ in asked]
        bodies, wanted = [clean(line[1]) for line in asked], {}
        for key, body, (member, _, _, *urgent) in zip(keys, bodies, asked, strict=True):
            if body:
                wanted.setdefault(key, (member, body, any(urgent)))
        known, holds = self.posted_before(wanted), Hold.objects.quiet_in({room for room, _, _ in wanted})
        new = {key: line for key, line in wanted.items() if key not in known}
        slow, refused = pace(new)
        new = {key: line for key, line in new.items() if key not in refused} if refused else new
        if holds:
            passing, held, others = self.sort(new, holds)
            refused |= others
            known |= self.hold(held)
            stir(holds)
        else:
            passing = [(*key, member.name, body, "") for key, (member, body, _) in new.items()]
        known |= self.write(passing)
        Membership.objects.spoke([pk for key, pk in slow.items() if key not in refused], timezone.now())
        answers = []
        for key, body in zip(keys, bodies, strict=True):
            answers.append(refused.get(key) or receipt(holds.get(key[0]), *known[key], body) if body else Refused("empty"))
        return answers

    def sort(self, new, holds):
        """{key: (membership, body, urgent)} where some rooms are quiet: lines that pass, lines that wait, {key: Refused}."""
        passing, waiting, refused = [], [], {}
        used, counts = self.urgent_by(holds), self.held_by(holds)
        for key, (member, body, urgent) in new.items():
            room, user, _ = key
            line = (*key, member.name, body)
            if room not in holds or member.may(Permission.MODERATE):
                passing.append((*line, ""))
            elif urgent and user in used[room]:
                refused[key] = Refused("urgent-used")
            elif urgent:
                used[room].add(user)
                passing.append((*line, URGENT))
            elif counts[room, user] >= limits.HELD_MESSAGES:
                refused[key] = Refused("too-many-held")
            else:
                counts[room, user] += 1
                waiting.append((*line, ""))
        return passing, waiting, refused

    def posted_before(self, keys):
        """{(room id, user id, client id): (place or None, id, body, whether it changed since)}"""
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
        """[(room id, user id, client id, name, body, kind), …]: one block of numbers and one insert, whatever the rooms."""
        if not new:
            return {}
        now = timezone.now()
        numbers, told = Room.objects.number(Counter(line[0] for line in new)), moment(now)
        placed = []
        for line in new:
            place = numbers[line[0]]
            numbers[line[0]] = place + 1
            placed.append((*line, render(line[4]), place))
        ids, news, posted = self.insert(placed, now), [], {}
        for room, author, client_id, name, body, kind, html, place in placed:
            id = ids[room, place]
            posted[room, author, client_id] = place, id, body, False
            who = Author(id=author, name=name)
            news.append((room, Posted(seq=place, place=place, id=id, client_id=client_id, author=who, at=told, html=html, kind=kind)))
        publish_all(news)
        return posted

    def hold(self, new):
        """Such lines, kept where nobody hears of them until they are released."""
        if not new:
            return {}
        self.insert([(*line, render(line[4]), None) for line in new], timezone.now())
        return self.posted_before([line[:3] for line in new])

    def insert(self, placed, now):
        """{(room id, place): id}"""
        at = connection.ops.adapt_datetimefield_value(now)
        rows, parameters = values([(*line, line[-1], at) for line in placed])
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO chat_message (room_id, author_id, client_id, author_name, body, kind, html, place, seq, at)"  # noqa: S608 placeholders only
                f" VALUES {rows} RETURNING room_id, place, id",
                parameters,
            )
            return {(room, place): id for room, place, id in cursor.fetchall()}

    def announce(self, room_id, words, client_id):
        """The room itself says `words`, plain text, once however often it is told to; a first line of several is their heading.

        Inside the transaction that locked the room.
        """
        if self.filter(room=room_id, client_id=client_id, kind=RECAP).exists():
            return
        words = clean(words)
        html = announcement(words)
        place, now = Room.objects.number({room_id: 1})[room_id], timezone.now()
        line = (room_id, None, client_id, "", words, RECAP, html, place)
        id = self.insert([line], now)[room_id, place]
        told = Posted(seq=place, place=place, id=id, client_id=client_id, author=None, at=moment(now), html=html, kind=RECAP)
        publish_all([(room_id, told)])
