"""What a room is called at Janus: numbers and words that nobody can guess, and that every process of the site knows."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import salted_hmac

from syncroom import limits

BITS_PER_SECOND = 2_000_000  # of one person, with a shared screen


@dataclass(frozen=True)
class Hall:
    """A VideoRoom: its `number`, the `pin` to come in, the `secret` to rule there."""

    number: int
    pin: str
    secret: str

    @property
    def place(self):
        return {"room": self.number, "pin": self.pin}

    @property
    def rule(self):
        return {"room": self.number, "secret": self.secret}

    @property
    def creation(self):
        """Nothing is recorded or listed; who is shown out loses what they receive, too (`require_pvtid`)."""
        key = {"admin_key": settings.JANUS_ROOM_KEY} if settings.JANUS_ROOM_KEY else {}
        bounds = {"publishers": limits.CALL_SFU_PEOPLE, "bitrate": BITS_PER_SECOND, "bitrate_cap": True}
        codecs = {"audiocodec": "opus", "videocodec": "vp8", "opus_fec": True}
        return {"request": "create", **self.place, "secret": self.secret, "is_private": True, "require_pvtid": True, **bounds, **codecs, **key}


def hall_of(room_id):
    number, pin, secret = (salted_hmac(f"syncroom.janus.{what}", str(room_id), algorithm="sha256").hexdigest() for what in ("room", "pin", "secret"))
    return Hall(int(number[:13], 16), pin[:32], secret[:32])
