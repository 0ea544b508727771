"""What a file really is: five kinds of sound, told by their contents from end to end; whatever anybody called it is not asked."""

import logging
from typing import NamedTuple

from tinytag import TinyTag

from rooms.live.protocol import Refused
from syncroom import limits

from ..words import clean
from . import flac, mp3, ogg, wav

log = logging.getLogger("syncroom.music")
TYPES = {"mp3": "audio/mpeg", "vorbis": "audio/ogg", "opus": "audio/ogg", "flac": "audio/flac", "wav": "audio/wav"}
READERS = {b"RIFF": wav.read, b"fLaC": flac.read, b"OggS": ogg.read}


class Found(NamedTuple):
    """`kind`: of TYPES; `ms`: how long it lasts."""

    kind: str
    ms: int
    title: str = ""
    artist: str = ""


def examine(file):
    """Found; Refused `track-empty`, `track-unreadable`, `track-truncated`, `track-too-short`, `track-too-long`. `file` can be read and sought."""
    if not file.size:
        raise Refused("track-empty")
    file.seek(0)
    head = file.read(4)
    try:
        kind, seconds = READERS.get(head, mp3.read)(file, file.size)
        tags = tags_of(file)
    except Refused:
        raise
    except Exception as error:  # whatever a hostile file makes a parser say
        log.info("a track could not be read: %s", type(error).__name__)
        raise Refused("track-unreadable") from None
    finally:
        file.seek(0)
    if seconds > limits.TRACK_SECONDS:
        raise Refused("track-too-long")
    if seconds < 1:
        raise Refused("track-too-short")
    return Found(kind, round(seconds * 1000) or 1, clean(tags.title or ""), clean(tags.artist or ""))


def tags_of(file):
    """By tinytag, which is told nothing of the name."""
    file.seek(0)
    return TinyTag.get(file_obj=getattr(file, "file", file), image=False)
