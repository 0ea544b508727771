"""How bytes reach one browser: ready-made frames where the server takes them, plain `send` elsewhere."""

import asyncio
from collections import deque

from syncroom import limits

from .counts import counts
from .protocol import Close

EXTENSION = "syncroom.frames"
CHUNK = 64  # frames of a replay in one write


def frame(text):
    """A WebSocket text frame as a server sends it: unmasked, whole (RFC 6455, 5.2)."""
    size = len(text)
    if size < 126:
        return b"\x81" + bytes((size,)) + text
    if size < 65536:
        return b"\x81\x7e" + size.to_bytes(2, "big") + text
    return b"\x81\x7f" + size.to_bytes(8, "big") + text


def transport(scope, send):
    offered = (scope.get("extensions") or {}).get(EXTENSION)
    return FrameTransport(offered) if offered else SendTransport(send)


def silent(frames, texts):
    """Where a closed connection writes to."""


class FrameTransport:
    """`write(frames, texts)` and `hangup(code)` are the server's: synchronous, bounded in bytes."""

    __slots__ = ("hangup", "listen", "writable", "write")

    def __init__(self, offered):
        self.write, self.hangup, self.writable = offered["write"], offered["hangup"], offered["writable"]
        self.listen = offered["listen"]

    async def replay(self, texts):
        """What may be larger than any outbox goes at the pace of its reader; TimeoutError if they do not read."""
        counts.told += len(texts)
        for start in range(0, len(texts), CHUNK):
            some = texts[start : start + CHUNK]
            self.write(b"".join(map(frame, some)), some)
            if not self.writable.is_set():
                await asyncio.wait_for(self.writable.wait(), limits.SEND_SECONDS)

    def close(self):
        pass


class SendTransport:
    """An outbox and a task that empties it, never waiting longer than the deadline."""

    __slots__ = ("bytes", "gone", "outbox", "send", "task")

    def __init__(self, send):
        self.send, self.outbox, self.bytes, self.task, self.gone = send, deque(), 0, None, False

    def listen(self, hear):
        """Words come by `receive` alone."""

    async def replay(self, texts):
        counts.told += len(texts)
        for text in texts:
            await asyncio.wait_for(self.send({"type": "websocket.send", "text": text.decode()}), limits.SEND_SECONDS)

    def write(self, frames, texts):
        if self.gone:
            return
        if len(self.outbox) >= limits.OUTBOX_FRAMES or self.bytes > limits.OUTBOX_BYTES:
            self.outbox.clear()
            return self.hangup(Close.SLOW)
        self.outbox.extend({"type": "websocket.send", "text": text.decode()} for text in texts)
        self.bytes += len(frames)
        self.start()

    def hangup(self, code):
        if not self.gone:
            self.gone = True
            counts.closes[int(code)] += 1
            self.outbox.append({"type": "websocket.close", "code": int(code)})
            self.start()

    def start(self):
        if self.task is None:
            self.task = asyncio.get_running_loop().create_task(self.empty())

    async def empty(self):
        try:
            while self.outbox:
                await asyncio.wait_for(self.send(self.outbox.popleft()), limits.SEND_SECONDS)
        except Exception:
            self.gone = True  # or as good as gone: `receive` will say so
        self.bytes, self.task = 0, None

    def close(self):
        if self.task is not None:
            self.task.cancel()
