"""What Spotify tells, as our page is told it: a few plain fields, text cleaned and cut. What is of another shape raises, and is malformed."""

import re

from studytools.music.words import clean

PAGE = "https://open.spotify.com/"
URI = re.compile(r"spotify:(track|album|playlist|show|episode|artist):([0-9A-Za-z]{22})")


def playback(found):
    """{on, title, artist, link, ms, at_ms, device} of what plays; None where nothing does."""
    if not found:
        return None
    item = found.get("item") or {}
    known = piece(item) if item else {"title": "", "artist": "", "uri": "", "link": "", "ms": 0}
    return known | {"on": found["is_playing"] is True, "at_ms": whole(found.get("progress_ms")), "device": device(found["device"])}


def piece(item):
    """A song, or an episode of a podcast."""
    names = [artist["name"] for artist in item.get("artists") or []] or [(item.get("show") or {}).get("name") or ""]
    return {"title": clean(item["name"]), "artist": clean(", ".join(names)), "ms": whole(item.get("duration_ms"))} | place(item.get("uri"))


def playlist(found):
    return {"title": clean(found["name"])} | place(found["uri"])


def place(uri):
    """What of somebody's own disk plays is nowhere at Spotify."""
    match = URI.fullmatch(uri or "")
    return {"uri": uri, "link": f"{PAGE}{match[1]}/{match[2]}"} if match else {"uri": "", "link": ""}


def device(found):
    """`volume` is null where it cannot be set from elsewhere."""
    volume = found.get("volume_percent")
    return {
        "id": found.get("id") or "",
        "name": clean(found["name"]),
        "active": found["is_active"] is True,
        "volume": None if volume is None else whole(volume),
    }


def whole(number):
    return max(0, int(number or 0))
