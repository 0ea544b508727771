"""What the chat keeps of people: what they may take with them, and how it is forgotten."""

from collections import Counter

from django.utils import timezone

from accounts.erasing import GONE, named, step
from accounts.exporting import exported, kept_back
from rooms.live.broadcast import publish_all, stir
from rooms.models import Room
from syncroom.sql import set_each

from .models import Message, Question

exported(
    "messages",
    "chat.Message",
    "author",
    "id room=room__code at text=body edited=edited_at kind",
    "what you said",
    removed_at=None,
)
exported("questions", "chat.Question", "asker", "id room=room__code at text anonymous answered=answered_at", "what you asked", removed_at=None)
exported("votes", "chat.Vote", "user", "question=question_id room=question__room__code", "the questions you wanted to know, too")
kept_back("it is the message or question of somebody else", "chat.Message.removed_by", "chat.Question.removed_by", "chat.Question.answered_by")
named("chat.Question", "answered_by", "answered_name")


@step
def strike(user, limit):
    """If they do not want them to stay, and what waits for a break anyway, which nobody has heard."""
    mine = Message.objects.filter(author=user.pk, removed_at=None)
    rows = list((mine if user.erasing == "go" else mine.filter(place=None)).order_by("pk")[:limit])
    return forget(Message, rows, body="", html="")


@step
def strike_questions(user, limit):
    mine = Question.objects.filter(asker=user.pk, removed_at=None)
    rows = list((mine if user.erasing == "go" else mine.filter(seq=None)).order_by("pk")[:limit])
    return forget(Question, rows, text="")


def forget(model, rows, **words):
    """As if they had removed them: everybody hears who could read them."""
    now, heard = timezone.now(), [row for row in rows if row.seq is not None]
    numbers = Room.objects.number(Counter(row.room_id for row in heard)) if heard else {}
    for row in heard:
        row.seq = numbers[row.room_id]
        numbers[row.room_id] += 1
    for row in rows:
        row.removed_at = now
    model.objects.filter(pk__in=[row.pk for row in rows]).update(removed_at=now, **words)
    set_each(model, ["seq"], [(row.pk, row.seq) for row in heard])
    publish_all([(row.room_id, row.as_event()) for row in heard])
    stir({row.room_id for row in rows} - {row.room_id for row in heard})
    return len(rows)


@step
def anonymize(user, limit):
    """What stays bears no name; open pages know by the membership's tombstone."""
    rows = Message.objects.filter(author=user.pk).order_by("pk").values("pk")[:limit]
    return Message.objects.filter(pk__in=list(rows.values_list("pk", flat=True))).update(author=None, author_name=GONE)


@step
def anonymize_questions(user, limit):
    rows = list(Question.objects.filter(asker=user.pk).order_by("pk").values_list("pk", flat=True)[:limit])
    Question.objects.filter(pk__in=rows, anonymous=False).update(asker_name=GONE)
    return Question.objects.filter(pk__in=rows).update(asker=None)
