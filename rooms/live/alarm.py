"""When something falls due in this process: many wishes, one alarm for the earliest."""

import asyncio
from datetime import timedelta
from heapq import heappop, heappush

from django.utils import timezone

from syncroom import limits

GRAIN = timedelta(seconds=0.01)  # two clocks are compared: an alarm that rings a millisecond early finds nothing due
NEAR = timedelta(seconds=2 * limits.RECONCILE_SECONDS)
WISHES_MOST = 10_000  # beyond, the reconciling finds what is due


class Alarm:
    """`ring()` is called on the loop when a wish is due. Wishes are times of the wall clock, which may be set: `refresh` now and then."""

    def __init__(self, ring):
        self.ring, self.wishes, self.handle = ring, [], None

    def wish(self, due, late=GRAIN):
        """What is due already is `late` from now, or whoever keeps finding it would never let the loop rest."""
        if len(self.wishes) < WISHES_MOST:
            heappush(self.wishes, max(due, timezone.now()) + late)
            self.refresh()

    def refresh(self):
        self.cancel()
        if self.wishes and (delay := self.wishes[0] - timezone.now()) < NEAR:
            self.handle = asyncio.get_running_loop().call_later(max(0, delay.total_seconds()), self.due)

    def due(self):
        now = timezone.now()
        while self.wishes and self.wishes[0] <= now:
            heappop(self.wishes)
        self.ring()
        self.refresh()

    def cancel(self):
        if self.handle is not None:
            self.handle.cancel()
            self.handle = None
