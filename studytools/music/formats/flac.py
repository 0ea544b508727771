"""FLAC: blocks about the sound, then frames, of which the last tells whether all are there."""

import struct

from .parts import PAGES, TAGS_MOST, exactly, must_be_dull, truncated, unreadable

LAST_BYTES = 256 * 1024  # a frame is smaller
BLOCKS = {1: 192, **{n: 576 << (n - 2) for n in range(2, 6)}, **{n: 256 << (n - 8) for n in range(8, 16)}}
SAID_BEHIND = {6: 1, 7: 2}  # codes of block sizes that follow, in so many bytes
RATE_BEHIND = {12: 1, 13: 2, 14: 2}
INFO, COMMENT, PICTURE, INVALID = 0, 4, 6, 127


def read(file, size):
    """("flac", seconds)"""
    file.seek(4)
    rate, samples = blocks(file)
    if not 4_000 <= rate <= 192_000 or not samples:
        raise unreadable()  # without its length nobody can play it together
    start = file.tell()
    first = exactly(file, 16)
    if not (found := frame(first, 0)):
        raise unreadable()
    file.seek(max(start, size - LAST_BYTES))
    data = file.read(LAST_BYTES)
    if last_sample(data, None if first[1] & 1 else found[1]) < samples:
        raise truncated()
    must_be_dull(data, PAGES)
    return "flac", samples / rate


def blocks(file):
    """(samples a second, samples); the file stands at the first frame then."""
    last, known = False, None
    while not last:
        head = exactly(file, 4)
        last, kind, length = bool(head[0] & 128), head[0] & 127, int.from_bytes(head[1:], "big")
        if length > TAGS_MOST or kind == INVALID or (known is None) != (kind == INFO):
            raise unreadable()
        block = exactly(file, length)
        if kind == INFO:
            known = stream_info(block)
        elif kind not in (COMMENT, PICTURE):
            must_be_dull(block)
    return known


def stream_info(block):
    if len(block) != 34:
        raise unreadable()
    packed = struct.unpack(">Q", block[10:18])[0]
    return packed >> 44, packed & (2**36 - 1)


def last_sample(data, fixed):
    """The number after the last sample of the last frame in these bytes, or 0; `fixed`: samples in each frame, where frames are counted."""
    at = len(data)
    while (at := data.rfind(b"\xff", 0, at)) >= 0:
        if found := frame(data, at):
            number, count = found
            return (number * fixed if fixed else number) + count
    return 0


def frame(data, at):
    """(number of the frame or of its first sample, samples in it), or None where no frame's head stands."""
    head = data[at : at + 16]
    if len(head) < 6 or head[0] != 0xFF or head[1] not in (0xF8, 0xF9):
        return None
    size, rate = head[2] >> 4, head[2] & 15
    counted = number_in(head)
    if counted is None or not size or rate == 15:
        return None
    number, end = counted
    extra = SAID_BEHIND.get(size, 0)
    count = int.from_bytes(head[end : end + extra], "big") + 1 if extra else BLOCKS[size]
    end += extra + RATE_BEHIND.get(rate, 0)
    return (number, count) if len(head) > end and crc(head[:end]) == head[end] else None


def number_in(head):
    """(the number, where it ends): written like a letter of UTF-8, in up to seven bytes; or None."""
    ones = 8 - (head[4] ^ 0xFF).bit_length()
    if ones in (1, 8):
        return None
    more = max(0, ones - 1)
    number = head[4] & (0x7F >> ones)
    for byte in head[5 : 5 + more]:
        if byte >> 6 != 2:
            return None
        number = number << 6 | byte & 0x3F
    return number, 5 + more


def crc(data):
    value = 0
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value << 1 ^ 7 if value & 128 else value << 1) & 255
    return value
