"""What is said goes for good once its room has kept it for as long as its owner chose."""

from django.db import models, transaction
from django.db.models.functions import Coalesce

from rooms.models import Room
from rooms.retention import Retention
from syncroom import limits
from syncroom.cleanup import AT_ONCE, HOUR, Step, cleanup
from syncroom.spans import before, spell

from .models import Horizon, Message, Question

HEARD = Coalesce("released_at", "at")


def oldest(rows, place):
    """When the first thing was heard that is still there, of the room at hand; by its place, which an index knows."""
    return models.Subquery(rows.filter(room=models.OuterRef("pk")).order_by(place).annotate(heard=HEARD).values("heard")[:1])


def due(now, age):
    """[(rooms, then), …]: rooms, with something in them that was heard up to `then`. A choice may be undone before it does harm."""
    chosen = Room.objects.filter(retention_at__lte=before(now, limits.UNDO_SECONDS)).exclude(retention=Retention.EVER)
    chosen = chosen.annotate(message=oldest(Message.objects.arrived(), "place"), question=oldest(Question.objects.standing(), "seq"))
    for kept in (Retention.QUARTER, Retention.WEEK):
        yield chosen.filter(retention=kept), before(now, kept.seconds, age)
    yield chosen.empty().filter(retention=Retention.EMPTY, seen_at__lte=before(now, limits.EMPTY_SECONDS)), now - age


def holding(rooms, then):
    return rooms.filter(models.Q(message__lte=then) | models.Q(question__lte=then))


def old_messages(pk, then):
    """All before the first one that stays: what was written before it, and waited for a break, too."""
    rows = Message.objects.arrived().filter(room=pk).order_by("place")
    stays = rows.annotate(heard=HEARD).filter(heard__gt=then).values_list("place", flat=True).first()
    return rows if stays is None else rows.filter(place__lt=stays)


def old_questions(pk, then):
    return Question.objects.standing().filter(room=pk).annotate(heard=HEARD).filter(heard__lte=then)


def count(rows_of):
    return lambda now, age: sum(
        rows_of(pk, then).count() for rooms, then in due(now, age) for pk in holding(rooms, then).values_list("pk", flat=True)
    )


def expire(drop):
    """Yields how many went after each transaction. `drop(room, then)` does away with some of what a room holds, which is locked."""

    def go(now, age):
        for rooms, then in due(now, age):
            for pk in list(holding(rooms, then).values_list("pk", flat=True)):
                went = True
                while went:
                    with transaction.atomic():
                        Room.objects.lock({pk})
                        room = rooms.filter(pk=pk).first()  # its owner may have thought better of it, or somebody come in
                        went = drop(room, then) if room else 0
                    yield went

    return go


def drop_messages(room, then):
    some = list(old_messages(room.pk, then).values_list("pk", "place")[:AT_ONCE])
    if some:
        Message.objects.filter(pk__in=[pk for pk, _ in some]).delete()
        Horizon.objects.move(room, some[-1][1])
    return len(some)


def drop_questions(room, then):
    some = list(old_questions(room.pk, then).select_related("room").order_by("pk")[:AT_ONCE])
    for question in some:
        question.strike(None)
    return len(some)


cleanup(
    "expire_messages",
    "Delete messages, and take away questions, that their room keeps no longer, as its owner chose in its settings: after 90 days, after 7 days, or "
    f"{spell(limits.EMPTY_SECONDS)} after everybody has left; most rooms keep theirs for ever. A choice counts {spell(limits.UNDO_SECONDS)} after it "
    "was made, until when it can be undone. What waits for a break stays until it was heard. Reports keep their copy of what was said.",
    (
        Step("message", "deleted", count(old_messages), expire(drop_messages)),
        Step("question", "removed", count(old_questions), expire(drop_questions)),
    ),
    every=HOUR,
)
