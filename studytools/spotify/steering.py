"""What somebody may do to their own player: each act, and what spotipy is asked for it."""

from typing import Annotated, Union

import msgspec
from msgspec import Meta

Device = Annotated[str, Meta(pattern=r"^[0-9A-Za-z_-]{1,100}$")]
Ms = Annotated[int, Meta(ge=0, le=86_400_000)]
Song = Annotated[str, Meta(pattern=r"^spotify:(track|episode):[0-9A-Za-z]{22}$")]
Whole = Annotated[str, Meta(pattern=r"^spotify:(album|playlist|show|artist):[0-9A-Za-z]{22}$")]


class Act(msgspec.Struct, tag_field="act", forbid_unknown_fields=True, frozen=True):
    pass


class Play(Act, tag="play"):
    """Go on; or play this song, or this whole."""

    song: Song | None = None
    whole: Whole | None = None

    def do(self, spotify):
        spotify.start_playback(context_uri=self.whole, uris=[self.song] if self.song and not self.whole else None)


class Pause(Act, tag="pause"):
    def do(self, spotify):
        spotify.pause_playback()


class Next(Act, tag="next"):
    def do(self, spotify):
        spotify.next_track()


class Previous(Act, tag="previous"):
    def do(self, spotify):
        spotify.previous_track()


class Seek(Act, tag="seek"):
    ms: Ms

    def do(self, spotify):
        spotify.seek_track(self.ms)


class Volume(Act, tag="volume"):
    percent: Annotated[int, Meta(ge=0, le=100)]

    def do(self, spotify):
        spotify.volume(self.percent)


class Move(Act, tag="device"):
    """Play on there."""

    id: Device

    def do(self, spotify):
        spotify.transfer_playback(self.id)


class Queue(Act, tag="queue"):
    song: Annotated[str, Meta(pattern=r"^spotify:track:[0-9A-Za-z]{22}$")]

    def do(self, spotify):
        spotify.add_to_queue(self.song)


_decoder = msgspec.json.Decoder(Union[Play, Pause, Next, Previous, Seek, Volume, Move, Queue])  # noqa: UP007 as the catalogue of actions


def act(data):
    """The Act in a request's body, or None."""
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeError):
        return None
