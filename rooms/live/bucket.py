"""How fast one may go, and how much nonsense is borne."""

import time
from weakref import WeakValueDictionary

from syncroom import limits

BAD_FRAMES_SECONDS = 60


class Bucket:
    """A token bucket. `take(cost)` gives the seconds to wait, 0 if there are tokens enough."""

    __slots__ = ("__weakref__", "at", "burst", "connections", "rate", "tokens")

    def __init__(self, rate, burst):
        self.rate, self.burst, self.tokens, self.at, self.connections = rate, burst, burst, time.monotonic(), 0

    def take(self, cost=1):
        now = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)
        self.at = now
        cost = min(cost, self.burst)
        if self.tokens < cost:
            return (cost - self.tokens) / self.rate
        self.tokens -= cost
        return 0


_of_people = WeakValueDictionary()


def bucket_of(user):
    """One for all connections of a person to this process, for as long as there is one."""
    bucket = _of_people.get(user)
    if bucket is None:
        bucket = _of_people[user] = Bucket(limits.ACTIONS_PER_SECOND, limits.ACTIONS_BURST)
    return bucket


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
        """Another action that came too fast."""
        self.floods += 1
        return self.floods > limits.FLOOD_FRAMES

    def calmed(self):
        """A good one makes up for one that was too fast."""
        self.floods = max(0, self.floods - 1)
