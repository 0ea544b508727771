"""YouTube: a link becomes the id of a video, from the link alone. The server never asks for it; each browser does, after a click."""

import re
from urllib.parse import urlencode

HOST = "https://www.youtube-nocookie.com"
UNKNOWN = "A video from YouTube"  # until a browser that plays it says what it is called
ID = re.compile(r"[0-9A-Za-z_-]{11}")


class Video:
    """Something to put into the queue; how long it is nobody knows yet."""

    def __init__(self, id):
        self.id = id


def embed(id, origin):
    """Where the privacy-enhanced player of this video is, which `origin` may speak with."""
    return f"{HOST}/embed/{id}?{urlencode({'enablejsapi': 1, 'origin': origin, 'playsinline': 1, 'rel': 0})}"
