"""What is said in a room."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from rooms.live.broadcast import publish, publish_all, stir
from rooms.live.protocol import Refused, moment
from rooms.models import Room, RoomAct
from rooms.permissions import Permission
from syncroom import limits

from .events import Author, Edited, Posted, Removed, Typing
from .holding import Hold, quiet_now
from .horizon import Horizon
from .markdown import render
from .posting import RECAP, URGENT, announcement, clean
from .querysets import MessageManager
from .questions.models import Question

__all__ = ["CLIENT_ID_CHARS", "Hold", "Horizon", "Message", "Question", "quiet", "typing"]

EDITABLE = timedelta(seconds=limits.EDIT_SECONDS)
CLIENT_ID_CHARS = 64


class Message(models.Model):
    room = models.ForeignKey(Room, models.CASCADE, related_name="messages", db_index=False)  # the indexes below serve
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="messages", db_index=False)
    author_name = models.CharField(max_length=150)  # as they were called then
    client_id = models.CharField(max_length=CLIENT_ID_CHARS)
    body = models.TextField()
    html = models.TextField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=6, blank=True, default="", db_default="")  # of the room itself, or urgent
    place = models.PositiveBigIntegerField(null=True)  # none, and no number, while it is held for the break
    seq = models.PositiveBigIntegerField(null=True)
    released_at = models.DateTimeField(null=True)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)

    objects = MessageManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "room", "client_id"], name="posted_once"),
            models.UniqueConstraint(fields=["room", "client_id"], condition=models.Q(kind=RECAP), name="announced_once"),
        ]
        indexes = [
            models.Index(fields=["room", "seq"], name="message_changes"),
            models.Index(fields=["room", "place"], name="message_places"),
            models.Index(fields=["author", "id"], name="message_authors"),
            models.Index(fields=["removed_at"], name="message_removed", condition=models.Q(removed_at__isnull=False)),
            models.Index(fields=["removed_by"], name="message_removers", condition=models.Q(removed_by__isnull=False)),
            models.Index(fields=["room"], name="message_held", condition=models.Q(place=None)),
            models.Index(fields=["room", "at"], name="message_urgent", condition=models.Q(kind=URGENT)),
        ]

    def __str__(self):
        return f"{self.author_name}, {self.at:%Y-%m-%d %H:%M}"

    def edit(self, body):
        """By its author, for a while; Refused `too-late`, `empty`."""
        if not (body := clean(body)):
            raise Refused("empty")
        now = self.in_time()
        if body == self.body:
            return self.receipt
        return self.change(body=body, html=render(body), edited_at=now)

    def remove(self, by):
        """By its author for a while, by a moderator at any time: `by` is the membership."""
        if not by.may(Permission.MODERATE):
            self.in_time()
        return self.strike(by.user_id)

    def strike(self, user_id):
        """What was said is forgotten; that something was said is not."""
        return self.change(body="", html="", removed_at=timezone.now(), removed_by_id=user_id)

    @transaction.atomic
    def take_down(self, by, why):
        """By one of the site's moderators, a user; the room's log says so. True if that is news."""
        Room.objects.lock({self.room_id})
        if not Message.objects.filter(pk=self.pk, removed_at=None).exists():
            return False
        RoomAct.objects.note(self.room_id, by, "message", {"message": self.pk}, about=self.author, why=why)
        self.strike(by.pk)
        return True

    def reword(self, words):
        """What the room itself said, said otherwise."""
        if words != self.body:
            self.change(body=words, html=announcement(words))

    @property
    def is_held(self):
        return self.place is None

    def in_time(self):
        """As long as it waits, and for a while after others could read it."""
        now = timezone.now()
        if not self.is_held and now - (self.released_at or self.at) > EDITABLE:
            raise Refused("too-late")
        return now

    def change(self, **fields):
        """Everybody hears; of what is held, nobody does."""
        if not self.is_held:
            self.seq = fields["seq"] = self.room.next_seq()
        Message.objects.filter(pk=self.pk).update(**fields)
        for name, value in fields.items():
            setattr(self, name, value)
        if self.is_held:
            stir([self.room_id])
        else:
            publish(self.room_id, self.as_event())
        return self.receipt

    @property
    def receipt(self):
        if not self.is_held:
            return {"seq": self.seq}
        hold = Hold.objects.filter(room=self.room_id).first()
        return {"held_until": hold and hold.promise}

    def as_event(self):
        if self.removed_at:
            return Removed(seq=self.seq, place=self.place, id=self.pk)
        seen = self.edited_at and not (self.released_at and self.edited_at < self.released_at)  # by anybody, before it was edited
        kind, edited = (Edited, {"edited_at": moment(self.edited_at)}) if seen else (Posted, {})
        return kind(
            seq=self.seq,
            place=self.place,
            id=self.pk,
            client_id=self.client_id,
            author=None if self.kind == RECAP else Author(id=self.author_id, name=self.author_name),
            at=moment(self.at),
            html=self.html,
            kind=self.kind,
            released_at=self.released_at and moment(self.released_at),
            **edited,
        )


def quiet(rooms):
    """{room id: Quiet}"""
    return quiet_now(rooms, Message.objects.waiting, Message.objects.urgent_by)


def typing(members):
    """They are writing; told to everyone, kept nowhere."""
    publish_all([(member.room_id, Typing(member=Author(id=member.user_id, name=member.name))) for member in members])
