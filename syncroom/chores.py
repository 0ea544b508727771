"""What the commands that clean up have in common: their flags, their counts, and their words while they are at it."""

import time
from argparse import ArgumentTypeError

from django.core.management.base import BaseCommand
from django.utils import timezone

from .cleanup import cleanups, work
from .spans import NONE, span

SILENCE_SECONDS = 5
SAFE = (
    "Safe at any time, twice, and while people are in rooms: some rows at a time, and nothing that somebody is in is touched. "
    "The running server does the same by itself."
)


def age(text):
    try:
        return span(text)
    except ValueError as error:
        raise ArgumentTypeError(str(error)) from None


def told(number, step, word=""):
    """ "2 guests would be deleted"."""
    return f"{number:,} {step.thing}{'' if number == 1 else 's'} {word}{step.done}"


class CleanupCommand(BaseCommand):
    """A command that does one Cleanup, by its `name`."""

    name = ""

    @property
    def cleanups(self):
        return [cleanups[self.name]]

    @property
    def help(self):
        return f"{self.cleanups[0].policy} {SAFE}"

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="Only say how many it would be; change nothing.")
        parser.add_argument(
            "--older-than", type=age, default=NONE, metavar="AGE", help="Spare what is younger than this, such as 90m, 36h or 30d, too."
        )

    def handle(self, dry_run, older_than, **options):
        for one in self.cleanups:
            counts = [self.count(step, older_than) if dry_run else self.do(step, older_than) for step in one.steps]
            word = "would be " if dry_run else ""
            said = ", ".join(told(number, step, word) for number, step in zip(counts, one.steps, strict=True))
            self.stdout.write(f"{one.name}: {said}" if len(self.cleanups) > 1 else said)

    def count(self, step, age):
        return step.due(timezone.now(), age)

    def do(self, step, age):
        total, spoke = 0, time.monotonic()
        for number in work(step, timezone.now(), age):
            total += number
            if time.monotonic() - spoke > SILENCE_SECONDS:
                spoke = time.monotonic()
                self.stdout.write(f"… {told(total, step)} so far")
                self.stdout.flush()
        return total
