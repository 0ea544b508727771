"""What I may ask of my timers and stopwatches."""

from typing import Annotated, Literal

from msgspec import Meta

from rooms.live.protocol import Id, Number, Refused, action, refuses
from rooms.live.registry import my_replay
from rooms.permissions import Permission
from syncroom import limits

from .models import Kind, Pocket, length

Of = Literal["countdown", "stopwatch"]
Label = Annotated[str, Meta(max_length=limits.LABEL_CHARS)]
ClientId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="the same for the same timer, however often it is sent")]
refuses(
    {
        "too-many-timers": "That is as many timers as there may be. Remove one first.",
    }
)


@action("pocket.set", needs=Permission.SPEAK)
def set_(
    membership, client_id: ClientId, kind: Literal["countdown", "stopwatch"], seconds: Number | None = None, label: Label = "", start: bool = True
):
    """A new timer of so many seconds, or a stopwatch, running unless `start` is false."""
    if (kind == Kind.COUNTDOWN) != (seconds is not None):
        raise Refused("out-of-range")
    return Pocket.objects.add(membership.user_id, client_id, kind, label, None if seconds is None else length(seconds), start)


@action("pocket.start", needs=Permission.SPEAK)
def start(membership, id: Id):
    """Start it, or let it go on from where it stands; one that has ended starts anew."""
    return Pocket.objects.mine(membership, id).start()


@action("pocket.pause", needs=Permission.SPEAK)
def pause(membership, id: Id):
    """Let it stand still."""
    return Pocket.objects.mine(membership, id).pause()


@action("pocket.reset", needs=Permission.SPEAK)
def reset(membership, id: Id):
    """Back to the beginning, standing still."""
    return Pocket.objects.mine(membership, id).reset()


@action("pocket.remove", needs=Permission.SPEAK)
def remove(membership, id: Id):
    """Take it away for good."""
    return Pocket.objects.mine(membership, id).remove()


@my_replay
def my_own(since):
    return Pocket.objects.my_changes(since)
