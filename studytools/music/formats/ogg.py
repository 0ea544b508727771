"""Ogg: pages from the first, which says what is in them, to the last, which says that it is."""

import struct

from .parts import exactly, truncated, unreadable

OPUS_RATE = 48_000
LAST = 4  # this page ends its stream
NOWHERE = 2**64 - 1  # the place of a page on which nothing ends


def read(file, size):
    """("vorbis" or "opus", seconds); one stream, and nothing after it."""
    file.seek(0)
    kind = rate = skip = serial = None
    place = flags = 0
    while file.tell() < size:
        if flags & LAST:
            raise unreadable()
        (flags, granule, number), body = page(file, size)
        if kind is None:
            kind, rate, skip = what(body)
            serial = number
        if number != serial:
            raise unreadable()
        place = granule if granule != NOWHERE else place
    if not flags & LAST:
        raise truncated()
    return kind, max(0, place - skip) / rate


def page(file, size):
    """((flags, place, stream), the start of what is in it); the file stands after it then."""
    sign, version, flags, granule, serial, _, _, count = struct.unpack("<4sBBQIIIB", exactly(file, 27))
    if sign != b"OggS" or version:
        raise unreadable()
    length = sum(exactly(file, count))
    start = file.tell()
    if start + length > size:
        raise truncated()
    body = file.read(min(length, 64))
    file.seek(start + length)
    return (flags, granule, serial), body


def what(first):
    """(kind, places a second, places before the sound)"""
    if first.startswith(b"OpusHead") and len(first) >= 19:
        return "opus", OPUS_RATE, struct.unpack("<H", first[10:12])[0]
    if first.startswith(b"\x01vorbis") and len(first) >= 30:
        rate = struct.unpack("<I", first[12:16])[0]
        if 4_000 <= rate <= 192_000:
            return "vorbis", rate, 0
    raise unreadable()
