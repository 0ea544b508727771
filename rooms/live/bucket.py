"""How fast one may go."""

import time


class Bucket:
    """A token bucket. `take()` gives the seconds to wait, 0 for a free one."""

    __slots__ = ("at", "burst", "rate", "tokens")

    def __init__(self, rate, burst):
        self.rate, self.burst, self.tokens, self.at = rate, burst, burst, time.monotonic()

    def take(self):
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        if self.tokens < 1:
            return (1 - self.tokens) / self.rate
        self.tokens -= 1
        return 0
