"""How a tool plugs in to the room, without the room knowing it."""

from collections.abc import Callable
from dataclasses import dataclass

from rooms.permissions import Permission

replays: list[Callable] = []
my_replays: list[Callable] = []
states: list[Callable] = []
secrets: list[Callable] = []
comings: list[Callable] = []
goings: list[Callable] = []
revisions: list[Callable] = []
endings: list[Callable] = []
chores: list["Chore"] = []
testimonies: list[Callable] = []
acts: dict[str, "Act"] = {}


@dataclass(frozen=True)
class Chore:
    """What happens by itself, exactly once by a conditional update.

    `next_due()` gives the aware datetime of the next one, or None; `run(now)` does all that is due. Where `next_due` itself is
    None, nobody waits for it: it is done once a minute.
    """

    next_due: Callable | None
    run: Callable


def replay(changes):
    """`changes(room, since)` yields every Change after number `since`, in any order; since 0 is a newcomer."""
    replays.append(changes)
    return changes


def my_replay(changes):
    """`changes(since)`, since = {user id: number}, yields (user id, MyChange) for each row of theirs that changed after it; 0 is a newcomer."""
    my_replays.append(changes)
    return changes


def arrivals(came):
    """`came(people)`, [(room id, user id, at), …]: they are here since `at`, which is past where it was found out late.

    Called in the transaction that notes it, with the rooms locked. Whoever only opens another tab does not arrive.
    """
    comings.append(came)
    return came


def departures(left):
    """`left(people)`, [(room id, user id, at), …]: they are not here, or away, since `at`; a lost connection's grace has passed since then."""
    goings.append(left)
    return left


def properties(changed):
    """`changed(room, names)`: these of the room's own properties have another value, in the transaction that wrote them."""
    revisions.append(changed)
    return changed


def removals(removed):
    """`removed(room)`: it is deleted with all its rows, in the transaction that does it; for what is not in the database, such as files."""
    endings.append(removed)
    return removed


def testimony(said):
    """`said(membership, user id)` gives [{id, author, at, body, reported}, …]: the last of what this person said that the member could see."""
    testimonies.append(said)
    return said


def came(people):
    for hear in comings if people else ():
        hear(people)


def left(people):
    for hear in goings if people else ():
        hear(people)


def current_state(state):
    """`state(rooms)` gives {room id: Event}: what is true now and carries no number, such as who is here."""
    states.append(state)
    return state


def private_state(state):
    """`state(rooms)` gives {room id: (Event, {user id, …})}: what is true now and only these users may know. Rooms may be left out."""
    secrets.append(state)
    return state


def private_states(rooms):
    """{room id: [(Event, {user id, …}), …]}"""
    told = [state(rooms) for state in secrets]
    return {room: [found[room] for found in told if room in found] for room in rooms}


def chore(next_due, run):
    chores.append(Chore(next_due, run))


@dataclass(frozen=True)
class Act:
    """A kind of act in the room's log. `words(act)` follows the name of who did it: "made Grace a moderator".

    `undo(act, by)` makes it as it was, or refuses with `changed-meanwhile`; it needs what doing it needed.
    """

    words: Callable
    undo: Callable | None
    needs: Permission
    tool: bool


def logged(kind, words, undo=None, needs=Permission.MODERATE, tool=False):
    """Acts of this kind may stand in the room's log: `RoomAct.objects.note(room_id, by, kind, before, after, about, why)`.

    `tool`: people do so in passing, many times a day; whoever reads the log may leave it out.
    """
    acts[kind] = Act(words, undo, needs, tool)
