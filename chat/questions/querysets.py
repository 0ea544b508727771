"""Questions, many at once: asked, parked and released, changes, one's own."""

from django.contrib.auth import get_user_model
from django.db import models
from django.utils import timezone

from chat.arriving import arrive
from chat.holding import Hold
from chat.posting import clean
from rooms.live.broadcast import publish, publish_all, ring
from rooms.live.protocol import Refused
from syncroom import limits


class QuestionQuerySet(models.QuerySet):
    def arrived(self):
        """What the room has heard of; the rest is nobody's but its asker's."""
        return self.filter(seq__isnull=False)

    def standing(self):
        return self.arrived().filter(removed_at=None)

    def open(self):
        return self.filter(removed_at=None, answered_at=None)

    def changes(self, room, since):
        """A newcomer is told what is open, and the last page of what is answered; who was away, every row that changed."""
        rows = self.filter(room=room, seq__gt=since)
        if not since:
            answered = rows.standing().exclude(answered_at=None).order_by("-answered_at").values("pk")[: limits.PAGE_MESSAGES]
            rows = rows.standing().filter(models.Q(answered_at=None) | models.Q(pk__in=list(answered.values_list("pk", flat=True))))
        return (question.as_event() for question in rows.prefetch_related("votes"))

    def own(self, since):
        """(user id, questions.mine) of what these people parked or asked anonymously and changed after a number of theirs; 0 is a newcomer."""
        rows = self.filter(asker__in=list(since), mine__gt=min(since.values())).select_related("room")
        for question in rows:
            event = question.as_mine()
            if question.mine > since[question.asker_id] and (event.text is not None or since[question.asker_id]):
                yield question.asker_id, event


class QuestionManager(models.Manager.from_queryset(QuestionQuerySet)):
    def ask(self, membership, text, anonymous, client_id):
        """Parked while somebody focuses, else heard at once; Refused `empty`, `id-reused`, `too-many-questions`."""
        if not (text := clean(text)):
            raise Refused("empty")
        own = self.filter(room=membership.room_id, asker=membership.user_id)
        if before := own.filter(client_id=client_id).first():
            return self.asked_before(before, text)
        if own.open().count() >= limits.QUESTIONS_OPEN:
            raise Refused("too-many-questions")
        hold = Hold.objects.filter(room=membership.room_id).first()
        mine = get_user_model().objects.number(membership.user_id) if hold or anonymous else None
        question = self.create(
            room=membership.room,
            asker_id=membership.user_id,
            asker_name="" if anonymous else membership.name,
            anonymous=anonymous,
            client_id=client_id,
            text=text,
            at=timezone.now(),
            seq=None if hold else membership.room.next_seq(),
            mine=mine,
        )
        if mine:
            ring(membership.user_id)
        if not hold:
            publish(question.room_id, question.as_event())
        return self.receipt(question, hold)

    def asked_before(self, question, text):
        if question.removed_at and question.is_parked:
            raise Refused("not-found")
        if text != question.text and not question.removed_at:
            raise Refused("id-reused")
        return self.receipt(question, Hold.objects.filter(room=question.room_id).first())

    def receipt(self, question, hold):
        return question.receipt | ({"held_until": hold and hold.promise} if question.is_parked else {})

    def release(self, rooms, now):
        """What is parked in these rooms is heard now, in the order it was asked, except of people who are gone or suspended."""
        parked = self.filter(room__in=rooms, seq=None, removed_at=None)
        arrived, dropped = arrive(parked, "asker", ("seq",), now)
        if dropped:
            self.filter(pk__in=[question.pk for question in dropped]).update(text="", removed_at=now)
        models.prefetch_related_objects(arrived, "votes")
        publish_all([(question.room_id, question.as_event()) for question in arrived])

    def of(self, membership, id):
        """A standing question of the member's room, also one of their own that is parked; Refused `not-found`."""
        seen = models.Q(seq__isnull=False) | models.Q(asker=membership.user_id)
        question = self.filter(seen, room=membership.room_id, pk=id, removed_at=None).first()
        if question is None:
            raise Refused("not-found")
        return question

    def heard(self, membership, id):
        """One that everybody can read; Refused `not-found`."""
        question = self.of(membership, id)
        if question.is_parked:
            raise Refused("not-found")
        return question
