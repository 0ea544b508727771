"""The only way the server speaks to connections, here and in other processes, always after the commit."""

import logging
import threading
from contextlib import contextmanager

import msgspec
from django.db import transaction

from .moving import Moving
from .protocol import encode

log = logging.getLogger("syncroom.broadcast")


class Telling(msgspec.Struct, array_like=True, tag=1, frozen=True):
    """An event, encoded once."""

    room: int
    seq: int | None
    text: bytes
    user: int | None = None  # to this member only
    place: int | None = None  # of what was said then: see Change
    tab: str | None = None  # to this connection of theirs only


class Disconnection(msgspec.Struct, array_like=True, tag=2, frozen=True):
    """Close connections of `user`, of one room or all, of one browser session or all; of everybody in the room if `user` is None."""

    code: int
    user: int | None = None
    room: int | None = None
    session: str | None = None  # as accounts.sessions.kept names it: keys travel nowhere

    def concerns(self, connection):
        return (self.user is None or connection.user == self.user) and (self.session is None or connection.session == self.session)


class Stirring(msgspec.Struct, array_like=True, tag=3, frozen=True):
    """Somebody came to or left this room, or a tool has other news: look up what is true now, and tell."""

    room: int


class Ringing(msgspec.Struct, array_like=True, tag=4, frozen=True):
    """Something of this user's own has changed: look up what their connections do not know, and tell."""

    user: int
    room: int | None = None  # whatever room they are in


Letter = Telling | Disconnection | Stirring | Ringing | Moving
pack, unpack = msgspec.msgpack.Encoder().encode, msgspec.msgpack.Decoder(list[Letter]).decode
_gathering = threading.local()


def publish(room_id, event):
    """Everyone in the room hears it, unless it is about the past and that is kept from them."""
    _post([Telling(room_id, event.seq, encode(event), None, event.place)])


def publish_all(news):
    """[(room id, event), …], in order, of what is new."""
    _post([Telling(room_id, event.seq, encode(event)) for room_id, event in news])


def send(room_id, user_id, event, tab=None):
    """Only this member's connections to the room hear it, or only this one of theirs; nothing repairs it if it is lost."""
    _post([Telling(room_id, None, encode(event), user_id, None, tab)])


def disconnect(code, user=None, room=None, session=None):
    """`user` and `room` are ids; see Disconnection for what None means."""
    _post([Disconnection(int(code), user, room, session)])


def move(old, new):
    """A session of this browser is another now; see Moving."""
    _post([Moving(old, new)])


def stir(room_ids):
    """What is true now, such as who is here, has changed in these rooms."""
    _post([Stirring(room) for room in room_ids])


def ring(*user_ids):
    """Rows of their own have changed, and carry the numbers that `User.objects.number` gave."""
    _post([Ringing(user) for user in user_ids])


def wake_at(when):
    """Something falls due in this process then; other processes find out when they reconcile."""
    transaction.on_commit(lambda: speaker.wake_at(when), robust=True)


@contextmanager
def gathered():
    """What is committed inside is collected, not sent: the writer delivers a whole batch in one hop."""
    _gathering.letters = letters = []
    try:
        yield letters
    finally:
        _gathering.letters = None


def _post(letters):
    if letters:
        transaction.on_commit(lambda: _ring(letters), robust=True)


def _ring(letters):
    gathering = getattr(_gathering, "letters", None)
    if gathering is not None:
        gathering += letters
    else:
        speaker.deliver(letters)


class Speaker:
    """This process' voice. A process without connections, such as a command, has no loop: others hear at their next reconcile."""

    loop = wake = None

    def open(self, loop, hear, wake, post=None):
        """`hear(letters)` is the hub's, `wake(when)` the scheduler's, `post(letters)` reaches the other processes."""
        self.loop, self.hear, self.wake, self.post = loop, hear, wake, post

    def close(self):
        self.loop = None

    def deliver(self, letters):
        """From any thread."""
        self._soon(self.spread, letters)

    def wake_at(self, when):
        self._soon(self.wake, when)

    def _soon(self, function, argument):
        loop = self.loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(function, argument)

    def spread(self, letters):
        """On the loop: to our own connections at once, to the other processes by the channel layer."""
        self.hear(letters)
        if self.post is not None:
            self.post(letters)


speaker = Speaker()
