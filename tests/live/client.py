"""A client that follows docs/protocol.md, and keeps a log for the oracle."""

import asyncio
import json
import time

import websockets


class Client:
    """One person's connection to one room: applies what has a higher number than the last, drops the rest."""

    def __init__(self, person, code):
        self.person, self.code = person, code
        self.last, self.mine, self.messages, self.members, self.here = 0, 0, {}, {}, []
        self.heard, self.others, self.replies, self.ref = [], [], {}, 0
        self.ready, self.closed, self.ws = asyncio.Event(), None, None

    async def connect(self, **headers):
        self.ready.clear()
        self.closed = None
        url = f"{self.person.server.url.replace('http', 'ws')}/ws/rooms/{self.code}/?since={self.last}&mine={self.mine}"
        cookie = {"Cookie": self.person.cookie} | self.person.headers
        self.ws = await websockets.connect(url, additional_headers=cookie | headers, compression=None, max_size=None, **self.person.connecting)
        self.task = asyncio.create_task(self.listen())
        return self

    async def enter(self):
        await self.connect()
        await asyncio.wait_for(self.ready.wait(), 20)
        return self

    async def listen(self):
        try:
            async for text in self.ws:
                told = json.loads(text)
                for one in told if isinstance(told, list) else [told]:
                    self.take(one)
        except websockets.ConnectionClosed:
            pass
        self.closed = self.ws.close_code

    def take(self, event):
        type, seq = event["type"], event.get("seq")
        if type in ("ok", "refused"):
            reply = self.replies.pop(event["ref"], None)
            if reply and not reply.done():
                reply.set_result(event)
        elif type == "room.ready":
            self.last, self.mine = max(self.last, seq), max(self.mine, event["mine"])
            self.ready.set()
        elif type == "room.fresh":
            self.last, self.messages, self.members = 0, {}, {}
        elif type == "me.fresh":
            self.mine = 0
        elif "mine" in event:
            if event["mine"] > self.mine:
                self.mine = event["mine"]
                self.others.append(event)
        elif seq is None:
            self.take_state(event)
        elif seq > self.last:
            self.last = seq
            self.heard.append(seq)
            self.apply(event)

    def take_state(self, event):
        self.others.append(event)
        if event["type"] == "presence.changed":
            self.here = sorted(member["name"] for member in event["members"])

    def apply(self, event):
        if event["type"] in ("chat.posted", "chat.edited"):
            self.messages[event["id"]] = (event["place"], event["client_id"], event["html"])
        elif event["type"] == "chat.removed":
            self.messages.pop(event["id"], None)
        elif event["type"] == "chat.expired":
            self.messages = {id: row for id, row in self.messages.items() if row[0] > event["before"]}
        elif event["type"] == "room.member":
            member = event["member"]
            self.members[member["id"]] = (member["name"], member["role"])
        else:
            self.others.append(event)

    async def ask(self, type, timeout=10, **fields):
        """The reply, `ok` or `refused`."""
        self.ref += 1
        reply = self.replies[self.ref] = asyncio.get_running_loop().create_future()
        await self.ws.send(json.dumps({"type": type, "ref": self.ref, **fields}))
        return await asyncio.wait_for(reply, timeout)

    async def post(self, word, body=None, **kwargs):
        return await self.ask("chat.post", body=body or word, client_id=word, **kwargs)

    async def close(self):
        if self.ws is not None:
            await self.ws.close()
            await self.task

    @property
    def list(self):
        return sorted(self.messages.values())

    @property
    def words(self):
        return [client_id for _, client_id, _ in self.list]


async def until(condition, timeout=10):
    """Wait for the thing itself."""
    end = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        await asyncio.sleep(0.02)  # a poll, not a hope
