"""Sound files made by our own code: tones, silence, and what people try to pass for either."""

import array
import math
import struct

from django.core.files.uploadedfile import SimpleUploadedFile

from studytools.music.formats.flac import crc


def wav(seconds=2, hertz=440, rate=8_000, tags=b""):
    """A tone."""
    tone = array.array("h", (int(9_000 * math.sin(2 * math.pi * hertz * n / rate)) for n in range(int(seconds * rate)))).tobytes()
    layout = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
    body = b"WAVE" + layout + tags + b"data" + struct.pack("<I", len(tone)) + tone
    return b"RIFF" + struct.pack("<I", len(body)) + body


def silence(seconds=2):
    """As little as can be said of so many seconds."""
    body = (
        b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 4_000, 4_000, 1, 8) + b"data" + struct.pack("<I", seconds * 4_000) + b"\x80" * seconds * 4_000
    )
    return b"RIFF" + struct.pack("<I", len(body)) + body


def info(title, artist=""):
    """Tags of a WAV."""
    parts = b"".join(
        name + struct.pack("<I", len(text) + len(text) % 2) + text + b"\0" * (len(text) % 2)
        for name, text in ((b"INAM", title.encode()), (b"IART", artist.encode()))
        if text
    )
    return b"LIST" + struct.pack("<I", len(parts) + 4) + b"INFO" + parts


def id3(title):
    text = b"\x03" + title.encode()
    frame = b"TIT2" + struct.pack(">IH", len(text), 0) + text
    size = len(frame)
    return b"ID3\x03\0\0" + bytes((size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127)) + frame


def mp3(seconds=2, title="", promised=None):
    """Silence, in frames of 417 bytes, 1152 samples at 44.1 kHz."""
    frame = b"\xff\xfb\x90\xc4" + b"\0" * 413
    first = b"" if promised is None else frame[:36] + b"Info" + struct.pack(">II", 1, promised) + frame[48:]
    return (id3(title) if title else b"") + first + frame * round(seconds * 44_100 / 1152)


def flac(seconds=2, comment=None):
    """Silence, in frames of 4096 samples at 44.1 kHz, each one constant."""
    count = max(1, round(seconds * 44_100 / 4096))
    packed = 44_100 << 44 | 0 << 41 | 15 << 36 | count * 4096
    blocks = b"\0\0\0\x22" + struct.pack(">HH", 4096, 4096) + b"\0" * 6 + struct.pack(">Q", packed) + b"\0" * 16
    if comment:
        words = struct.pack("<I", 4) + b"test" + struct.pack("<II", 1, len(comment)) + comment
        blocks += b"\x04" + len(words).to_bytes(3, "big") + words
    last = b"\x81\0\0\x04" + b"\0" * 4
    return b"fLaC" + blocks + last + b"".join(flac_frame(n) for n in range(count))


def flac_frame(number):
    head = b"\xff\xf8\xc9\x08" + spelled(number)
    body = head + bytes([crc(head)]) + b"\0\0\0"
    return body + struct.pack(">H", crc16(body))


def spelled(number):
    return number.to_bytes(1, "big") if number < 128 else bytes((0xC0 | number >> 6, 0x80 | number & 63))


def crc16(data):
    value = 0
    for byte in data:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x8005 if value & 0x8000 else value << 1) & 0xFFFF
    return value


def ogg(kind="opus", seconds=2, title="", ended=True):
    """Pages as they should be, around packets that are nothing."""
    rate = 48_000 if kind == "opus" else 44_100
    words = b"TITLE=" + title.encode()
    comment = struct.pack("<I", 4) + b"test" + struct.pack("<II", 1, len(words)) + words
    heads = {
        "opus": (b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0), b"OpusTags" + comment),
        "vorbis": (b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 1, rate, 0, 96_000, 0, 0xB8, 1), b"\x03vorbis" + comment + b"\x01"),
    }[kind]
    end = seconds * rate + (312 if kind == "opus" else 0)
    pages = [(2, 0, heads[0]), (0, 0, heads[1]), (0, end // 2, b"x" * 200), (4 if ended else 0, end, b"y" * 200)]
    return b"".join(ogg_page(n, *page) for n, page in enumerate(pages))


def ogg_page(number, flags, place, packet):
    sizes = b"\xff" * (len(packet) // 255) + bytes([len(packet) % 255])
    return struct.pack("<4sBBQIIIB", b"OggS", 0, flags, place, 7, number, 0, len(sizes)) + sizes + packet


def upload(data, name="sound.bin", type="application/octet-stream"):
    return SimpleUploadedFile(name, data, type)
