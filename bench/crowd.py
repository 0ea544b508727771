"""Many people come in, a few at a time."""

import asyncio
from time import perf_counter

from .wire import Wire

PATIENCE_SECONDS = 60


class Crowd:
    """Everybody who is connected. `seats`: [[{"path", "cookie"}, …] per room]; `history`: messages each is told on entering."""

    def __init__(self, port, seats, ready, history, wire=Wire):
        self.port, self.seats, self.ready, self.history, self.wire = port, seats, ready.encode(), history, wire
        self.rooms = [[] for _ in seats]

    @property
    def wires(self):
        return [wire for room in self.rooms for wire in room]

    async def come(self, window, most=None):
        """Everybody, `window` at a time, or the first `most`: seconds until the last was told everything."""
        loop = asyncio.get_running_loop()
        line = [(room, seat) for members, room in zip(self.seats, self.rooms, strict=True) for seat in members][:most]
        line.reverse()

        async def enter():
            while line:
                room, seat = line.pop()
                _, wire = await loop.create_connection(lambda seat=seat: self.wire(seat, self.ready), "127.0.0.1", self.port)
                room.append(wire)
                await until(lambda wire=wire: wire.told and len(wire.numbers) >= self.history, wire)

        start = perf_counter()
        await asyncio.gather(*(enter() for _ in range(window)))
        return perf_counter() - start

    def forget_history(self):
        """What follows is counted from nothing."""
        for wire in self.wires:
            wire.numbers.clear()
            wire.refused.clear()

    async def go(self):
        for wire in self.wires:
            wire.transport.abort()
        self.rooms = [[] for _ in self.seats]
        await asyncio.sleep(0.5)


async def until(condition, wire=None):
    """Polls every millisecond: cheaper than a future for each of many."""
    end = perf_counter() + PATIENCE_SECONDS
    while not condition():
        if wire is not None and wire.lost:
            raise ConnectionError(f"a connection was closed with {wire.code}")
        if perf_counter() > end:
            raise TimeoutError("the server did not answer in time")
        await asyncio.sleep(0.001)
