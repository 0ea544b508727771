"""What members may ask of the parking lot."""

from typing import Annotated

from msgspec import Meta

from chat.actions import ClientId
from chat.holding import held
from rooms.live.protocol import Id, action, refuses
from rooms.live.registry import my_replay, replay
from rooms.permissions import Permission
from syncroom import limits

from .models import Question

Text = Annotated[str, Meta(min_length=1, max_length=limits.QUESTION_CHARS)]
refuses(
    {
        "too-many-questions": "Many questions of yours are open here. Remove one, or wait until some are answered.",
    }
)


@action("questions.ask", needs=Permission.SPEAK)
def ask(membership, text: Text, client_id: ClientId, anonymous: bool = False):
    """Ask the room something, plain text. `ok` carries its `id` and `seq`; while somebody focuses `held_until` instead: it is parked.

    Nobody is told who asks anonymously.
    """
    membership.must_speak()
    return Question.objects.ask(membership, text, anonymous, client_id)


@action("questions.vote", needs=Permission.SPEAK)
def vote(membership, id: Id, on: bool):
    """I want to know it too, or not any more."""
    return Question.objects.heard(membership, id).vote(membership.user_id, on)


@action("questions.answered", needs=Permission.RUN_TOOLS)
def answered(membership, id: Id, on: bool):
    """It is answered, or not yet; everybody is told who says so."""
    return Question.objects.heard(membership, id).mark(membership, on)


@action("questions.remove", needs=Permission.SPEAK)
def remove(membership, id: Id):
    """Take back one's own question; moderators may remove any that has been heard."""
    return Question.objects.of(membership, id).remove(membership)


held(Question.objects.release)


@replay
def questions(room, since):
    return Question.objects.changes(room, since)


@my_replay
def my_questions(since):
    return Question.objects.own(since)
