"""A WebSocket client that costs as little as possible: it finds the numbers of messages without reading their JSON."""

import asyncio
import re
from dataclasses import dataclass
from time import perf_counter

NUMBER = re.compile(rb" #(\d+)\.")  # every message ends with its number
REFUSED = re.compile(rb'"type":"refused","ref":(\d+)')  # so is every `ref`
CLOSE, PING, PONG = 8, 9, 10
KEPT = 400
_kept = {}


@dataclass(slots=True)
class Digest:
    """What a piece of the stream says: the numbers of its messages and of refused ones, its pings, the bytes of a frame that is not whole yet."""

    numbers: tuple
    refused: tuple
    pings: tuple
    rest: bytes
    closed: int | None


def digest(data):
    """All members of a room are sent the same bytes, so most pieces are read once for all of them."""
    known = _kept.get(data)
    if known is None:
        if len(_kept) >= KEPT:
            _kept.clear()
        known = _kept[data] = read(data)
    return known


def read(data):
    at, size, pings, closed = 0, len(data), [], None
    while at + 2 <= size:
        start, length = at + 2, data[at + 1]
        if length > 125:
            wide = 2 if length == 126 else 8
            start, length = start + wide, int.from_bytes(data[start : start + wide], "big")
        if start + length > size:
            break
        opcode, at = data[at] & 15, start + length
        if opcode == PING:
            pings.append(data[start:at])
        elif opcode == CLOSE:
            closed = int.from_bytes(data[start : start + 2], "big")
    numbers, refused = (tuple(map(int, pattern.findall(data, 0, at))) for pattern in (NUMBER, REFUSED))
    return Digest(numbers, refused, tuple(pings), data[at:], closed)


def masked(text, opcode=1):
    """A client's frame. Its mask is zero, which is a mask like any other and costs nothing here."""
    size = len(text)
    head = bytes((128 | size,)) if size < 126 else b"\xfe" + size.to_bytes(2, "big")
    return bytes((128 | opcode,)) + head + b"\0\0\0\0" + text


class Wire(asyncio.Protocol):
    """One connection. `numbers` holds every message it heard, in order; `log`, where there is one, also when."""

    def __init__(self, seat, ready):
        self.seat, self.ready = seat, ready
        self.rest, self.numbers, self.refused, self.reads, self.log = b"", [], [], 0, None
        self.waiting, self.back, self.code = None, None, None
        self.opened = self.told = self.lost = False

    def connection_made(self, transport):
        self.transport = transport
        cookie = f"Cookie: {self.seat['cookie']}\r\n" if self.seat["cookie"] else ""
        transport.write(
            f"GET {self.seat['path']} HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n{cookie}\r\n".encode()
        )

    def data_received(self, data):
        if not self.opened:
            return self.shake_hands(data)
        piece = digest(self.rest + data if self.rest else data)
        numbers, self.rest = piece.numbers, piece.rest
        self.reads += 1
        if numbers:
            self.numbers += numbers
            if self.log is not None:
                self.log.append((perf_counter(), numbers))
            if self.waiting in numbers:
                self.next()
        if not self.told and self.ready in data:
            self.told = True
        if piece.refused or piece.pings or piece.closed:
            self.obey(piece)

    def next(self):
        self.waiting = None
        self.back(self)

    def shake_hands(self, data):
        self.rest += data
        head, end, body = self.rest.partition(b"\r\n\r\n")
        if end:
            if b" 101 " not in head.split(b"\r\n")[0]:
                raise ConnectionError(head.decode())
            self.opened, self.rest, self.told = True, b"", not self.ready
            if body:
                self.data_received(body)

    def obey(self, piece):
        self.refused += piece.refused
        if self.waiting in piece.refused:
            self.next()
        for payload in piece.pings:
            self.transport.write(masked(payload, PONG))
        if piece.closed:
            self.code = piece.closed

    def connection_lost(self, error):
        self.lost = True

    def say(self, text):
        self.transport.write(masked(text))
