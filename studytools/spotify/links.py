"""What a Spotify link leads to, from the link alone: nothing is asked of Spotify. links.js of the page reads them the same way."""

import re

KINDS = {"track": "Song", "album": "Album", "playlist": "Playlist", "show": "Podcast", "episode": "Episode", "artist": "Artist"}
EMBEDS = "https://open.spotify.com"
ID = re.compile(r"[0-9A-Za-z]{22}")


def embed(kind, id):
    """Where Spotify's own small player of this is, or None for what is no such thing."""
    if kind in KINDS and ID.fullmatch(id):
        return f"{EMBEDS}/embed/{kind}/{id}"
    return None
