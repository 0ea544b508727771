"""Work that waits in line: while a thread does one batch, the next one gathers. An idle server adds no delay."""

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor

LINGER_SECONDS = 0.001


class Batcher:
    """`perform(batch)` runs in a thread of its own; then `done(batch, result)` on the loop. Neither may raise."""

    def __init__(self, name, perform, done, most):
        self.name, self.perform, self.done, self.most = name, perform, done, most

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
            self.busy = True
            self.idle.clear()
            self.loop.call_soon(self._next)

    def _next(self):
        batch = [self.queue.popleft() for _ in range(min(len(self.queue), self.most))]
        self.thread.submit(self._work, batch)

    def _work(self, batch):
        result = self.perform(batch)
        self.loop.call_soon_threadsafe(self._finish, batch, result)

    def _finish(self, batch, result):
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
