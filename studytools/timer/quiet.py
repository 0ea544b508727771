"""The chat keeps quiet while the timer focuses: what is said and asked waits."""

from datetime import timedelta

from chat.holding import Hold
from syncroom import limits

from .hooks import phases
from .states import Phase, State

PAUSE = timedelta(seconds=limits.PAUSED_SECONDS)


@phases
def hold(changes):
    Hold.objects.follow([wish(timer, at) for timer, at in changes])


def wish(timer, at):
    """(room id, since or None, until or None, whether messages wait too); a pause releases after a moment."""
    quiet = bool(timer.quiet)
    if timer.focusing:
        return timer.room_id, timer.started_at, timer.ends_at, quiet
    if timer.state == State.PAUSED and timer.phase == Phase.FOCUS and timer.paused_at + PAUSE > at:
        return timer.room_id, timer.started_at, timer.paused_at + PAUSE, quiet
    return timer.room_id, None, None, quiet
