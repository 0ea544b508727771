"""What is measured, and how long."""

from dataclasses import dataclass

BOTH = "syncroom", "tutorial"


@dataclass(frozen=True)
class Case:
    """`rooms` × `members` people; `in_flight` messages on their way in each room; `history` messages told to whoever comes in."""

    name: str
    rooms: int
    members: int
    in_flight: int = 1
    history: int = 0
    markdown: bool = False
    peers: tuple = BOTH
    measure: str = "talk"

    @property
    def layout(self):
        return {"rooms": self.rooms, "members": self.members, "history": self.history}


@dataclass(frozen=True)
class Course:
    """Cases in the order they are run, all peers of one before the next, and all of that `repeats` times."""

    cases: tuple
    repeats: int
    seconds: float
    warm_seconds: float
    profiled: bool = False


BIG = Case("1x200", 1, 200, in_flight=8)
MANY = Case("50x10", 50, 10)
FULL = Course(
    (
        BIG,
        MANY,
        Case("arrivals", 100, 10, history=40, measure="arrive"),
        Case("1x200, Markdown", 1, 200, in_flight=8, markdown=True, peers=("syncroom",)),
        Case("50x10, Markdown", 50, 10, markdown=True, peers=("syncroom",)),
        Case("1x200, one in flight", 1, 200, peers=("syncroom",)),
        Case("1x500, a phase ends", 1, 500, peers=("syncroom",), measure="turn"),
        Case("200x5, phases end", 200, 5, peers=("syncroom",), measure="turn"),
        Case("25x4, call signals", 25, 4, peers=("syncroom",), measure="signal"),
        Case("a mix of four sounds", 50, 10, peers=("syncroom",), measure="sound"),
    ),
    repeats=3, seconds=5, warm_seconds=1,
)  # fmt: skip
QUICK = Course((BIG, MANY, Case("arrivals", 50, 10, history=40, measure="arrive")), repeats=1, seconds=2, warm_seconds=0.5)
SMOKE = Course(
    (
        Case("1x6", 1, 6, in_flight=2),
        Case("arrivals", 2, 3, history=40, measure="arrive"),
        Case("2x3, phases end", 2, 3, peers=("syncroom",), measure="turn"),
        Case("1x6, call signals", 1, 6, peers=("syncroom",), measure="signal"),
        Case("a mix of four sounds", 1, 6, peers=("syncroom",), measure="sound"),
    ),
    repeats=1, seconds=0.5, warm_seconds=0.1,
)  # fmt: skip
PROFILE = Course((BIG, MANY), repeats=1, seconds=5, warm_seconds=0.5, profiled=True)
