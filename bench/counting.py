"""`python -m bench.counting`: what counting adds to telling a room something, and to an action."""

import os
import timeit

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "syncroom.settings")
import django

django.setup()

from rooms.live import hub as hubs
from rooms.live.broadcast import Telling
from rooms.live.counts import counts

CONNECTIONS, TIMES = 200, 5_000


class Loop:
    def call_soon(self, function):
        """Later is now."""


class Connection:
    """Takes whatever it is told, in no time."""

    held, floor, answers = None, 0, []

    def write(self, frames, texts):
        pass


def room():
    live = hubs.LiveRoom.__new__(hubs.LiveRoom)
    live.connections, live.loop, live.waiting, live.due = {Connection() for _ in range(CONNECTIONS)}, Loop(), [], True
    return live


def seconds(function):
    """Of the fastest of nine runs, a time."""
    return min(timeit.repeat(function, number=TIMES, repeat=9)) / TIMES


def main():
    live, telling = room(), Telling(1, 1, b"x" * 300)

    def tell():
        live.waiting = [telling]
        live.flush()

    def count():
        counts.deliveries += len(live.waiting) * len(live.connections)

    flush, added, act = seconds(tell), seconds(count), seconds(lambda: counts.act("chat.post", None))
    print(f"one event to {CONNECTIONS} connections that cost nothing: {flush * 1e6:.1f} µs, of it counting {added * 1e9:.0f} ns")
    print(f"  that is {added / flush:.1%} of the least that telling can cost, {added * 1e9 / CONNECTIONS:.2f} ns a delivery")
    print(f"counting one action: {act * 1e9:.0f} ns")


if __name__ == "__main__":
    main()
