"""What the room tells of Spotify: who shows what they listen to there."""

import msgspec

from rooms.live.protocol import Event, Id


class Listens(msgspec.Struct, kw_only=True, frozen=True):
    """`id` is a member; `title` and `artist` are text from Spotify."""

    id: Id
    title: str
    artist: str


class SpotifyListening(Event, tag="spotify.listening"):
    """Who shows the room what they listen to on Spotify, each by themselves. Nobody is in it who did not say so."""

    people: list[Listens]
