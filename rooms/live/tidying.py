"""What goes by itself after a while goes here: in one process at a time, in a thread beside the writer, some rows at a time."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from rooms.models import Lease
from rooms.models.lease import LEASE
from syncroom.cleanup import in_order, work

log = logging.getLogger("syncroom.tidying")
NAME = "tidying"
AGAIN = timedelta(minutes=10)  # after a failure


class Tidying:
    """`open` and `look` on the loop; everything else happens in the thread."""

    def open(self, process):
        self.process, self.closing, self.running = process, Event(), None
        self.thread = ThreadPoolExecutor(1, thread_name_prefix=NAME)

    def look(self):
        """Do what is due, if nobody does."""
        if self.running is None or self.running.done():
            self.running = self.thread.submit(self.tidy)

    def close(self):
        """What is being done ends with its transaction."""
        self.closing.set()
        self.thread.shutdown(cancel_futures=True)

    def tidy(self):
        try:
            close_old_connections()
            now = timezone.now()
            lease = Lease.objects.filter(pk=NAME).first() or Lease()
            if any(self.due(one, lease, now) for one in in_order()) and (lease := Lease.objects.take(NAME, self.process.pk, now)):
                self.hold(lease)
        except DatabaseError as error:
            log.warning("could not tidy: %s", type(error).__name__)
        finally:
            connection.close()

    def due(self, one, lease, now):
        at = one.next_due()
        return lease.due(one.name, now) or (at is not None and at <= now)

    def hold(self, lease):
        try:
            for one in in_order():
                if not self.closing.is_set() and self.due(one, lease, timezone.now()) and self.keeps(lease):
                    done = [self.does(step, lease) for step in one.steps]
                    if not self.closing.is_set():
                        lease.put_off(one.name, timezone.now() + (one.every if all(done) else AGAIN))
        finally:
            lease.release(timezone.now())

    def keeps(self, lease):
        return lease.renew(timezone.now())

    def does(self, step, lease):
        """False if it failed, or was broken off: it is taken up again."""
        kept, total = timezone.now(), 0
        try:
            for number in work(step, timezone.now(), rest=self.closing.wait):
                total += number
                if self.closing.is_set():
                    return False
                if timezone.now() - kept > LEASE / 4:
                    if not self.keeps(lease):
                        return False
                    kept = timezone.now()
        except Exception as error:
            log.error("%ss were not %s: %s", step.thing, step.done, type(error).__name__, exc_info=log.isEnabledFor(logging.DEBUG) and error)
            return False
        if total:
            log.info("%d %ss %s", total, step.thing, step.done)
        return True


tidying = Tidying()
