"""Who somebody in a call is to the switchboard, and how it hears of them: from a thread, after its commit, on the loop."""

from dataclasses import dataclass, field

from django.db import transaction

from rooms.live.process import process


@dataclass(frozen=True)
class Place:
    """Ids of a caller, their room and their user, and the connection that is in the call just now."""

    id: int
    room: int
    user: int
    tab: str = field(compare=False)


def soon(verb, *args):
    """Have the switchboard do this once it is true; a process without connections, such as a command, has none: others find out."""
    transaction.on_commit(lambda: _hand_over(verb, args), robust=True)


def _hand_over(verb, args):
    loop = process.loop
    if loop is not None and not loop.is_closed():
        loop.call_soon_threadsafe(verb, *args)
