"""How fast one may go, and how much nonsense is borne."""

import time

from syncroom import limits

BAD_FRAMES_SECONDS = 60


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


class Patience:
    """With one connection. Each method says whether it is at its end."""

    __slots__ = ("bad", "floods")

    def __init__(self):
        self.bad, self.floods = [], 0

    def malformed(self):
        """Another frame that could not be read."""
        now = time.monotonic()
        self.bad = [at for at in self.bad if now - at < BAD_FRAMES_SECONDS] + [now]
        return len(self.bad) > limits.BAD_FRAMES

    def hurried(self):
        """Another action that came too fast, without a good one in between."""
        self.floods += 1
        return self.floods > limits.FLOOD_FRAMES

    def calmed(self):
        self.floods = 0
