"""MPEG audio, layer III: tags before and behind, and in between frame after frame, which are counted."""

from .parts import TAGS_MOST, exactly, must_be_dull, synchsafe, truncated, unreadable

KBITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
LEAST_FRAMES = 8
GAP_BYTES = 8 * 1024  # that are neither: padding, and what editors leave between
PIECE, AHEAD = 1024 * 1024, 4 * 1024


def read(file, size):
    """("mp3", seconds)"""
    start, end = after_tags(file), before_tags(file, size)
    frames, seconds, loose, promised = walk(pieces(file, start, end))
    if frames < LEAST_FRAMES or len(loose) > GAP_BYTES:
        raise unreadable()
    must_be_dull(bytes(loose))
    if promised and frames < promised * 0.98:
        raise truncated()
    return "mp3", seconds


def after_tags(file):
    """Where the sound begins."""
    file.seek(0)
    head = file.read(10)
    if head[:3] != b"ID3":
        return 0
    length = synchsafe(head[6:10])
    if length > TAGS_MOST:
        raise unreadable()
    exactly(file, length)
    return 10 + length + (10 if head[5] & 16 else 0)


def before_tags(file, size):
    """Where it ends: ID3v1 is 128 bytes, APEv2 says how long it is."""
    end = size
    if size > 128:
        file.seek(size - 128)
        end -= 128 if file.read(3) == b"TAG" else 0
    if end > 32:
        file.seek(end - 32)
        foot = file.read(32)
        if foot[:8] == b"APETAGEX":
            length = int.from_bytes(foot[12:16], "little") + (32 if foot[23] & 128 else 0)
            if length > min(end, TAGS_MOST):
                raise unreadable()
            end -= length
    return end


def pieces(file, start, end):
    file.seek(start)
    for at in range(start, end, PIECE):
        yield exactly(file, min(PIECE, end - at))


def walk(pieces):
    """(frames, seconds, the bytes that are in none, how many frames the first one promises or 0)"""
    data, at, frames, seconds, loose, promised = b"", 0, 0, 0.0, bytearray(), 0
    while len(loose) <= GAP_BYTES:
        if len(data) - at < AHEAD and (piece := next(pieces, b"")):
            data, at = data[at:] + piece, 0
        found = frame(data, at)
        if found is None or at + found[0] > len(data):
            if at >= len(data):
                break
            loose.append(data[at])
            at += 1
            continue
        length, lasts = found
        if not frames and not promised and (promised := count_in(data[at : at + length])):
            lasts = 0  # this frame is silent, and only tells
        else:
            frames += 1
        seconds, at = seconds + lasts, at + length
    return frames, seconds, loose, promised


def frame(data, at):
    """(bytes, seconds) of the frame that begins here, or None."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return None
    version, kbits, rate = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or kbits in (0, 15) or rate == 3:
        return None
    hertz, samples, table = RATES[version][rate], 1152 if version == 3 else 576, KBITS[3 if version == 3 else 2]
    return samples // 8 * table[kbits] * 1000 // hertz + (data[at + 2] >> 1 & 1), samples / hertz


def count_in(first):
    """How many frames follow, where the first one is a Xing or Info header that says so."""
    for mark in (b"Xing", b"Info"):
        at = first.find(mark, 4, 64)
        if at > 0 and len(first) >= at + 12 and first[at + 7] & 1:
            return int.from_bytes(first[at + 8 : at + 12], "big")
    return 0
