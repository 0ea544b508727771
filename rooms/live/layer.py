"""The channel layer: a doorbell between processes. It may lose anything; reconciling makes it good."""

import asyncio
import logging
from collections import defaultdict
from uuid import uuid4

from channels.layers import get_channel_layer

from syncroom import limits

from .broadcast import pack, unpack

log = logging.getLogger("syncroom.layer")
EVERYBODY = "all"
WAITING = 1_000  # publications
RETRY_SECONDS = 1


class Layer:
    """One process' side. Rooms share groups, and a process listens to the groups of its rooms."""

    def __init__(self, hear):
        self.hear, self.me, self.lost, self.away = hear, uuid4().hex, 0, False
        self.backend, self.channel = get_channel_layer(), None
        self.outgoing, self.wanted, self.joined = asyncio.Queue(WAITING), {EVERYBODY}, set()
        self.changed = asyncio.Event()
        self.tasks = [asyncio.create_task(work()) for work in (self.send_out, self.take_in, self.listen_to_groups)]

    def close(self):
        for task in self.tasks:
            task.cancel()

    def follow(self, rooms):
        """Listen for these rooms, and for no others."""
        self.wanted = {EVERYBODY, *map(group, rooms)}
        self.changed.set()

    def post(self, letters):
        """One publication per group; what does not fit is lost, and counted."""
        by_group = defaultdict(list)
        for letter in letters:
            by_group[EVERYBODY if letter.room is None else group(letter.room)].append(letter)
        for name, some in by_group.items():
            try:
                self.outgoing.put_nowait((name, {"type": "letters", "from": self.me, "packed": pack(some)}))
            except asyncio.QueueFull:
                self.lost += 1

    async def send_out(self):
        while True:
            name, message = await self.outgoing.get()
            try:
                async with asyncio.timeout(limits.SEND_SECONDS):
                    await self.backend.group_send(name, message)
                self.note(away=False)
            except Exception:
                self.lost += 1
                self.note(away=True)

    async def take_in(self):
        while True:
            try:
                self.channel, self.joined = await self.backend.new_channel(), set()
                self.changed.set()
                while True:
                    message = await self.backend.receive(self.channel)
                    if message["from"] != self.me:
                        self.hear(unpack(message["packed"]))
            except Exception:
                self.note(away=True)
                self.channel = None
                await asyncio.sleep(RETRY_SECONDS)

    def note(self, away):
        if away != self.away:
            self.away = away
            log.warning("the channel layer is away: messages take up to a reconciling longer" if away else "the channel layer is back")

    async def listen_to_groups(self):
        while True:
            await self.changed.wait()
            self.changed.clear()
            try:
                if self.channel is not None:
                    await self.join_and_part()
            except Exception:
                await asyncio.sleep(RETRY_SECONDS)
                self.changed.set()

    async def join_and_part(self):
        joined, wanted = self.joined, set(self.wanted)
        for name in wanted - joined:
            await self.backend.group_add(name, self.channel)
            joined.add(name)
        for name in joined - wanted:
            await self.backend.group_discard(name, self.channel)
            joined.discard(name)


def group(room):
    return f"rooms-{room % limits.GROUPS}"
