"""What falls due in this process: looked up by a reader, done by the writer, one round at a time however many wishes ring."""

import logging

from django.utils import timezone

from . import registry
from .alarm import Alarm
from .counts import counts
from .jobs import Job, chores
from .writer import writer

log = logging.getLogger("syncroom.duties")
REST_SECONDS = 0.02  # between two rounds: a crowd of wishes shares them, and others get their turn


@chores
def do_chores(asked):
    """[(now, chores), …]; one that fails is tried again when somebody looks the next time."""
    for now, due in asked:
        for chore in due:
            try:
                chore.run(now)
            except Exception as error:
                log.error("a chore failed: %s", type(error).__name__, exc_info=log.isEnabledFor(logging.DEBUG) and error)


def look():
    """({chore: since when it is due}, when the next of the others is, or None)"""
    now = timezone.now()
    times = {chore: at for chore in registry.chores if chore.next_due and (at := chore.next_due())}
    return {chore: at for chore, at in times.items() if at <= now}, min((at for at in times.values() if at > now), default=None)


class Duties:
    """`read(function)` runs a query on a reader's thread; `expect(due)` hears when something falls due next."""

    def open(self, loop, read, expect):
        self.loop, self.read, self.expect = loop, read, expect
        self.alarm, self.busy, self.again, self.seen = Alarm(self.ring), False, False, {}

    def close(self):
        self.alarm.cancel()

    def ring(self):
        """Something is due; what rings meanwhile is seen in the next round."""
        self.again = self.busy
        if not self.busy:
            self.busy = True
            self.read(look).add_done_callback(self.looked)

    def looked(self, future):
        due, later = ({}, None) if future.cancelled() or future.exception() else future.result()
        fresh = due.items() - self.seen.items()  # what is due as it was in the round before did not get done: it waits longer
        self.seen = due
        if fresh or (later and later <= timezone.now()):
            self.again = True  # more may fall due while this is done
        else:
            self.expect(timezone.now() if due else later)
        if due:
            counts.late.note((timezone.now() - min(due.values())).total_seconds())
            writer.submit(Job(do_chores, (timezone.now(), list(due)), connection=self))
        else:
            self.answered(None)

    def answered(self, job):
        """The writer is done with them."""
        self.loop.call_later(REST_SECONDS, self.rested)

    def rested(self):
        self.busy = False
        if self.again:
            self.ring()

    def tidy(self):
        """What nobody waits for."""
        writer.submit(Job(do_chores, (timezone.now(), [chore for chore in registry.chores if not chore.next_due])))


duties = Duties()
