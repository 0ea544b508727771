"""The parking lot: what people ask while others focus, by name or not, and who wants to know it too."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone

from chat.events import Author
from rooms.live.broadcast import publish, ring
from rooms.live.protocol import Refused, moment
from rooms.models import Room, RoomAct
from rooms.permissions import Permission

from .events import MyQuestion, QuestionChanged, QuestionRemoved
from .querysets import QuestionManager

CLIENT_ID_CHARS = 64


class Question(models.Model):
    room = models.ForeignKey(Room, models.CASCADE, related_name="questions", db_index=False)
    asker = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="questions", db_index=False)
    asker_name = models.CharField(max_length=150, blank=True)  # as they were called then; of anonymous ones nothing
    anonymous = models.BooleanField()
    client_id = models.CharField(max_length=CLIENT_ID_CHARS)
    text = models.TextField()
    at = models.DateTimeField()
    seq = models.PositiveBigIntegerField(null=True)  # none while it is parked
    mine = models.PositiveBigIntegerField(null=True)  # its asker's number, if it was ever parked or is anonymous
    released_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)
    answered_name = models.CharField(max_length=150, blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_index=False)

    objects = QuestionManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asker", "room", "client_id"], name="asked_once")]
        indexes = [
            models.Index(fields=["room", "seq"], name="question_changes"),
            models.Index(fields=["asker", "mine"], name="question_own", condition=models.Q(mine__isnull=False)),
            models.Index(fields=["answered_by"], name="question_answerers", condition=models.Q(answered_by__isnull=False)),
            models.Index(fields=["removed_by"], name="question_removers", condition=models.Q(removed_by__isnull=False)),
        ]

    def __str__(self):
        return self.text[:80]

    @property
    def is_parked(self):
        return self.seq is None

    def vote(self, user_id, on):
        """I want to know it too, or not any more."""
        votes = self.votes.filter(user=user_id)
        changed = (not votes.exists() and self.votes.create(user_id=user_id)) if on else votes.delete()[0]
        return self.change() if changed else self.receipt

    def mark(self, member, on):
        """Answered, by whoever says so: everybody is told who it was."""
        if on == bool(self.answered_at):
            return self.receipt
        if not on:
            return self.change(answered_at=None, answered_by_id=None, answered_name="")
        return self.change(answered_at=timezone.now(), answered_by_id=member.user_id, answered_name=member.name)

    def remove(self, membership):
        """By its asker, or by a moderator; Refused `forbidden`."""
        if self.asker_id != membership.user_id and not membership.may(Permission.MODERATE):
            raise Refused("forbidden")
        return self.strike(membership.user_id)

    @transaction.atomic
    def take_down(self, by, why):
        """By one of the site's moderators; the room's log does not say whose it was. True if that is news."""
        Room.objects.lock({self.room_id})
        if not Question.objects.filter(pk=self.pk, removed_at=None).exists():
            return False
        RoomAct.objects.note(self.room_id, by, "question", {"question": self.pk}, why=why)
        self.strike(by.pk)
        return True

    def strike(self, user_id):
        """What was asked is forgotten; that something was asked is not."""
        if self.asker_id and self.mine:
            self.mine = get_user_model().objects.number(self.asker_id)
            ring(self.asker_id)
        return self.change(text="", mine=self.mine, removed_at=timezone.now(), removed_by_id=user_id)

    def change(self, **fields):
        """Everybody hears; of what is parked, nobody but its asker does."""
        if not self.is_parked:
            self.seq = fields["seq"] = self.room.next_seq()
        Question.objects.filter(pk=self.pk).update(**fields)
        for name, value in fields.items():
            setattr(self, name, value)
        if not self.is_parked:
            publish(self.room_id, self.as_event())
        return self.receipt

    @property
    def receipt(self):
        return {"id": self.pk} if self.is_parked else {"id": self.pk, "seq": self.seq}

    def as_event(self):
        if self.removed_at:
            return QuestionRemoved(seq=self.seq, id=self.pk)
        answered = self.answered_at and Author(id=self.answered_by_id, name=self.answered_name)
        return QuestionChanged(
            seq=self.seq,
            id=self.pk,
            text=self.text,
            asker=None if self.anonymous else Author(id=self.asker_id, name=self.asker_name),
            at=moment(self.released_at or self.at),
            voters=sorted(vote.user_id for vote in self.votes.all()),
            answered_at=self.answered_at and moment(self.answered_at),
            answered_by=answered or None,
        )

    def as_mine(self):
        gone = self.removed_at or (not self.is_parked and (self.answered_at or not self.anonymous))
        text = None if gone else self.text
        return MyQuestion(
            mine=self.mine, id=self.pk, room=self.room.code, text=text, anonymous=self.anonymous, parked=self.is_parked, at=moment(self.at)
        )


class Vote(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="votes", db_index=False)
    # Whoever is gone for good still counts: others have been told of their vote.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "user"], name="one_vote_per_person")]
