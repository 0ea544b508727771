"""What the room tells about questions, and what only their asker is told."""

from chat.events import Author
from rooms.live.protocol import Change, Id, Moment, MyChange


class QuestionChanged(Change, tag="questions.changed"):
    """A question, whatever changed in it. `asker` is null if they asked anonymously: nobody is told who it was.

    `at` is when the room heard of it. `voters` are the ids of those who want to know it too. `answered_by` marked it answered.
    """

    id: Id
    text: str
    asker: Author | None
    at: Moment
    voters: list[int]
    answered_at: Moment | None
    answered_by: Author | None


class QuestionRemoved(Change, tag="questions.removed"):
    """A question is gone; whoever did not know it has nothing to do."""

    id: Id


class MyQuestion(MyChange, tag="questions.mine"):
    """A question that I asked anonymously, or that waits for the break of `room` (its code); `text` null: it is neither any more."""

    id: Id
    room: str
    text: str | None
    anonymous: bool
    parked: bool
    at: Moment
