"""RIFF WAVE: chunks, each with its length, up to the length of the whole."""

import struct

from .parts import TAGS_MOST, exactly, must_be_dull, truncated, unreadable

PLAIN = {1, 3, 0xFFFE}  # integers, floats, either said at length: what browsers play
TAGS = (b"LIST", b"id3 ", b"ID3 ")  # their words are text, whatever they say


def read(file, size):
    """("wav", seconds)"""
    file.seek(0)
    riff, length, wave = struct.unpack("<4sI4s", exactly(file, 12))
    if riff != b"RIFF" or wave != b"WAVE":
        raise unreadable()
    end = length + 8
    if end > size:
        raise truncated()
    rate = block = samples = None
    while file.tell() + 8 <= end:
        name, length = struct.unpack("<4sI", exactly(file, 8))
        start = file.tell()
        if start + length > end:
            raise truncated()
        if name == b"fmt ":
            rate, block = layout(exactly(file, length))
        elif name == b"data":
            samples = length
        else:
            beside(file, name, length)
        file.seek(start + length + length % 2)
    file.seek(end)
    must_end_here(file, size - end)
    if not rate or not block or samples is None:
        raise unreadable()
    return "wav", samples / block / rate


def layout(chunk):
    """(samples a second, bytes of all channels' samples at one instant)"""
    form, channels, rate, _, block, bits = struct.unpack("<HHIIHH", chunk[:16])
    if form not in PLAIN or not 1 <= channels <= 8 or not 4_000 <= rate <= 192_000 or block != channels * ((bits + 7) // 8):
        raise unreadable()
    return rate, block


def beside(file, name, length):
    """Titles and the like."""
    if length > TAGS_MOST:
        raise unreadable()
    if name not in TAGS:
        must_be_dull(exactly(file, length))


def must_end_here(file, left):
    """A pad byte at most."""
    if left > 1 or (left and exactly(file, left) != b"\0"):
        raise unreadable()
