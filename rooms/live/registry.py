"""How a tool plugs in to the room, without the room knowing it."""

from collections.abc import Callable
from dataclasses import dataclass

replays: list[Callable] = []
states: list[Callable] = []
chores: list["Chore"] = []


@dataclass(frozen=True)
class Chore:
    """What happens by itself, exactly once by a conditional update.

    `next_due()` gives the aware datetime of the next one, or None; `run(now)` does all that is due.
    """

    next_due: Callable
    run: Callable


def replay(changes):
    """`changes(room, since)` yields every Change after number `since`, in any order; since 0 is a newcomer."""
    replays.append(changes)
    return changes


def current_state(state):
    """`state(rooms)` gives {room id: Event}: what is true now and carries no number, such as who is here."""
    states.append(state)
    return state


def chore(next_due, run):
    chores.append(Chore(next_due, run))
