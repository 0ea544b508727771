"""A conversation: at full speed with so many in flight, or at a pace, and who heard what of it."""

import asyncio
from itertools import count
from time import perf_counter

DRAIN_SECONDS = 15


class Talk:
    """Posts into every room; a message that came back to its sender makes place for the next."""

    def __init__(self, crowd, posts, first):
        self.rooms, self.posts = crowd.rooms, posts
        self.numbers, self.sent, self.posted = count(first), {}, [[] for _ in crowd.rooms]
        self.running, self.room_of = False, {wire: room for room, wires in enumerate(crowd.rooms) for wire in wires}
        self.turns = [0] * len(crowd.rooms)

    def post(self, room, wait=True):
        n, members = next(self.numbers), self.rooms[room]
        self.turns[room] += 1
        wire = members[self.turns[room] % len(members)]
        if wait:
            wire.waiting = n
        self.posted[room].append(n)
        self.sent[n] = perf_counter()
        wire.say(self.posts[n % len(self.posts)] % {b"n": n})

    def back(self, wire):
        if self.running:
            self.post(self.room_of[wire])

    def start(self, in_flight):
        self.running = True
        for wire in self.room_of:
            wire.back = self.back
        for room in range(len(self.rooms)):
            for _ in range(in_flight):
                self.post(room)

    async def stop(self):
        """Until everybody heard everything, or it took too long."""
        self.running = False
        end = perf_counter() + DRAIN_SECONDS
        while perf_counter() < end and any(len(wire.numbers) < len(self.stored(room)) for wire, room in self.room_of.items()):
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.1)  # what comes twice comes now

    async def pace(self, rate, seconds):
        """`rate` messages a second over all rooms, whether or not the server keeps up."""
        start, done = perf_counter(), 0
        while (now := perf_counter() - start) < seconds:
            for _ in range(int(now * rate) - done):
                self.post(done % len(self.rooms), wait=False)
                done += 1
            await asyncio.sleep(0.001)

    def counts(self):
        """So far: messages sent, deliveries heard, and pieces they were read in, which is at most as many as the server wrote."""
        wires = self.room_of
        return {"messages": len(self.sent), "deliveries": sum(len(wire.numbers) for wire in wires), "reads": sum(wire.reads for wire in wires)}

    def stored(self, room):
        """What was posted there and not refused; a refusal is an answer, and what it refuses is sent to nobody."""
        refused = {n for wire in self.rooms[room] for n in wire.refused}
        return set(self.posted[room]) - refused

    def verdict(self):
        """{lost, doubled, disordered}: deliveries that never came, came again, and members who heard another order than their room."""
        lost = doubled = disordered = 0
        for room, wires in enumerate(self.rooms):
            stored = self.stored(room)
            for wire in wires:
                heard = set(wire.numbers)
                lost += len(stored - heard)
                doubled += len(wire.numbers) - len(heard)
                disordered += wire.numbers != wires[0].numbers
        refused = sum(len(wire.refused) for wire in self.room_of)
        return {"lost": lost, "doubled": doubled, "disordered": disordered, "refused": refused}

    def latencies(self):
        """Milliseconds of every delivery that was logged, sorted."""
        logs = (wire.log or () for wire in self.room_of)
        return sorted((at - self.sent[n]) * 1000 for log in logs for at, numbers in log for n in numbers)
