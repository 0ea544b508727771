"""A small still every minute or so instead of a video: drawn anew, told to the room, and kept nowhere."""

import time
from base64 import b64decode, b64encode
from binascii import Error
from io import BytesIO

from django.utils import timezone
from PIL import Image

from accounts.avatars import webp
from rooms.live.broadcast import publish
from rooms.live.protocol import Refused, moment
from rooms.models import Connection
from syncroom import limits

from .events import PhotoShown

FORMATS = ("JPEG", "WEBP")
QUALITY = 60
KNOWN = 10_000  # members whose last photo's time is remembered


class Photos:
    """`latest` knows when, and never what."""

    def __init__(self):
        self.latest = {}

    def show(self, membership, picture):
        """Refused `too-fast`, `photo-away`, `photo-crowd`, `photo-unreadable`, `silenced`."""
        if picture is not None:
            membership.must_speak()
            if membership.away_since:
                raise Refused("photo-away")
            if Connection.objects.people(membership.room_id) > limits.PHOTO_PEOPLE:
                raise Refused("photo-crowd")
            self.pace(membership.pk)
            picture = drawn(picture)
            self.latest[membership.pk] = time.monotonic()
        publish(membership.room_id, PhotoShown(user=membership.user_id, name=membership.name, picture=picture, at=moment(timezone.now())))

    def pace(self, member):
        if len(self.latest) > KNOWN:
            self.latest.clear()
        left = self.latest.get(member, -limits.PHOTO_SECONDS) + limits.PHOTO_SECONDS - time.monotonic()
        if left > 0:
            raise Refused("too-fast", retry_after=round(left, 1))


def drawn(text):
    """The pixels, and nothing else that a file may say. Refused `photo-unreadable`."""
    try:
        picture = Image.open(BytesIO(b64decode(text, validate=True)), formats=FORMATS)
        if max(picture.size) > limits.PHOTO_PIXELS:
            raise Refused("photo-unreadable")
        pixels = picture.convert("RGB")
    except (Error, ValueError, OSError, SyntaxError, Image.DecompressionBombError):
        raise Refused("photo-unreadable") from None
    return b64encode(webp(pixels, QUALITY)).decode()


photos = Photos()
