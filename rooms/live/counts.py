"""What this process has done, in plain numbers: counting must cost nothing that anyone could feel. syncroom/metrics.py tells them."""

from bisect import bisect_left
from collections import defaultdict

from .protocol import Refused


class Histogram:
    """How many values fell up to each bound, and their sum."""

    __slots__ = ("bounds", "buckets", "sum")

    def __init__(self, *bounds):
        self.bounds, self.buckets, self.sum = bounds, [0] * (len(bounds) + 1), 0

    def note(self, value):
        self.buckets[bisect_left(self.bounds, value)] += 1
        self.sum += value


class Counts:
    """All but `requests` change on the loop's thread alone. Deliveries are added once for all of a room, never one by one."""

    def __init__(self):
        self.frames_in = self.deliveries = self.answers = self.told = 0
        self.repairs = self.reconciles = self.reconciles_failed = 0
        self.actions, self.closes = defaultdict(int), defaultdict(int)  # by (type, outcome), by code
        self.batches = Histogram(1, 2, 5, 10, 20, 50, 100, 200)
        self.waits = Histogram(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)  # seconds the first of a batch waited
        self.writes = Histogram(0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)  # seconds a batch took
        self.late = Histogram(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 60)  # seconds after which what fell due was looked at
        self.lag = 0.0  # seconds by which the scheduler's last round was late

    def act(self, type, answer):
        self.actions[type, answer.code if isinstance(answer, Refused) else "ok"] += 1


counts = Counts()
