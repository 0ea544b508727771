"""What waits for the writer: what members ask for, and the server's own work."""

from dataclasses import dataclass

from .protocol import Action


@dataclass(slots=True, eq=False)
class Job:
    """One action to be done. `call` is a Call, or what an errand takes."""

    action: Action
    call: object
    who: tuple | None = None  # (room id, user id); None for the server's own errands
    connection: object = None
    room: int | None = None  # of an errand that needs the room to stand still
    answer: object = None  # None, a dict, or Refused

    @property
    def asked(self):
        """What is asked, and where the action wants to know it, by which connection."""
        return (self.connection.tab, self.call) if self.action.tabs else (self.call,)


def errand(perform):
    """The server's own work, many at once: `perform(calls)`; nobody's permission is needed."""
    return Action(perform.__name__, None, lambda asked: perform([call for _, call in asked]), None, "together")


def chores(perform):
    """The server's own work that minds its transactions itself, so that it holds no locks longer than it must: `perform(calls)`."""
    return Action(perform.__name__, None, lambda asked: perform([call for _, call in asked]), None, "apart")
