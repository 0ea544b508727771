"""What goes by itself after a while: each kind says its policy once, and is done a few rows at a time, by the server or by a command."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AT_ONCE = 200  # rows in a transaction
REST = 2  # between two transactions others have the database for so many times as long
REST_MOST_SECONDS = 1.0


@dataclass(frozen=True)
class Step:
    """Things of one kind: "guest", and what becomes of them: "deleted".

    `due(now, age)` counts them. `go(now, age)` does it, and yields after each of its transactions how many it did. What is younger than
    `age` is spared though the policy would let it go; 0 spares nothing.
    """

    thing: str
    done: str
    due: Callable
    go: Callable


@dataclass(frozen=True)
class Cleanup:
    """`policy` in words; the server does it `every` so often, and when `next_due()`, a moment or None, has come."""

    name: str
    policy: str
    steps: tuple[Step, ...]
    every: timedelta = DAY
    next_due: Callable = lambda: None
    last: bool = False  # it looks at what the others leave


cleanups: dict[str, Cleanup] = {}


def cleanup(*args, **kwargs):
    made = Cleanup(*args, **kwargs)
    cleanups[made.name] = made


def in_order():
    """All there are."""
    return sorted(cleanups.values(), key=lambda one: (one.last, one.name))


def work(step, now, age=timedelta(0), rest=time.sleep):
    """Do this step; yields how many after each transaction, and leaves the database to others in between."""
    batches = step.go(now, age)
    while True:
        began = time.monotonic()
        done = next(batches, None)
        if done is None:
            return
        yield done
        rest(min(REST * (time.monotonic() - began), REST_MOST_SECONDS))


def deleted(thing, find):
    """The step that deletes the rows of `find(now, age)`, with what hangs on them."""

    def go(now, age):
        gone = True
        while gone and (ids := list(find(now, age).order_by("pk").values_list("pk", flat=True)[:AT_ONCE])):
            with transaction.atomic():
                rows = find(now, age).filter(pk__in=ids)
                gone = rows.delete()[1].get(rows.model._meta.label, 0)
            yield gone

    return Step(thing, "deleted", lambda now, age: find(now, age).count(), go)
