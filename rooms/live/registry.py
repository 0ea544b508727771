"""How a tool plugs in to the room, without the room knowing it."""

from collections.abc import Callable
from dataclasses import dataclass

replays: list[Callable] = []
states: list[Callable] = []
chores: list["Chore"] = []
panels: list["Panel"] = []


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


@dataclass(frozen=True)
class Panel:
    """A part of the room's page: a template, and the stylesheets it needs. Its modules are those of static/<name>/.

    `place` is "side" (beside the study area), "tools" (below the people) or "stage" (in the study area). On a phone a panel at the
    side is a tab with `title` and the icon of its name.
    """

    name: str
    place: str
    title: str
    template: str
    styles: tuple[str, ...] = ()


def panel(*args, **kwargs):
    panels.append(Panel(*args, **kwargs))
