"""Work that waits in line: while a thread does one batch, the next one gathers. An idle server adds no delay."""

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor

LINGER_SECONDS = 0.001


class Batcher:
    """`perform(batch)` runs in a thread of its own; then `done(batch, result)` on the loop. Neither may raise."""

    def __init__(self, name, perform, done, most, counts=None):
        self.name, self.perform, self.done, self.most, self.counts = name, perform, done, most, counts

    def open(self):
        self.loop, self.queue, self.busy = asyncio.get_running_loop(), deque(), False
        self.idle = asyncio.Event()
        self.idle.set()
        self.thread = ThreadPoolExecutor(1, thread_name_prefix=self.name)

    async def close(self):
        """Once everything that waits is done."""
        await self.idle.wait()
        self.thread.shutdown()

    def submit(self, item):
        self.queue.append(item)
        if not self.busy:
            self.since = self.loop.time()
            self.busy = True
            self.idle.clear()
            self.loop.call_soon(self._next)

    def _next(self):
        begun = self.loop.time()
        if self.counts:
            self.counts.waits.note(begun - self.since)
        self.since = begun  # whoever comes from now on waits for this batch, and whoever stays behind has waited longer
        batch = [self.queue.popleft() for _ in range(min(len(self.queue), self.most))]
        self.thread.submit(self._work, batch)

    def _work(self, batch):
        result = self.perform(batch)
        self.loop.call_soon_threadsafe(self._finish, batch, result)

    def _finish(self, batch, result):
        if self.counts:
            self.counts.batches.note(len(batch))
            self.counts.writes.note(self.loop.time() - self.since)
        try:
            self.done(batch, result)
        finally:
            if len(self.queue) >= self.most:
                self._next()
            elif self.queue:
                self.loop.call_later(LINGER_SECONDS, self._next)  # whoever was just answered asks again, and shares the batch
            else:
                self.busy = False
                self.idle.set()
