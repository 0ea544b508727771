"""Where Spotify is asked: a few threads beside the loop and the writer, so that a Spotify that hangs holds up nothing else."""

import threading
from concurrent.futures import ThreadPoolExecutor

from django.db import close_old_connections

from syncroom import limits

from .troubles import Trouble

ASKS = 3  # in one piece of work at most: the keys renewed, a question, and the same with yet newer keys
_threads = ThreadPoolExecutor(limits.SPOTIFY_AT_ONCE, "spotify")
_places = threading.BoundedSemaphore(limits.SPOTIFY_AT_ONCE + limits.SPOTIFY_WAITING)


def apart(work):
    """What `work()` gives, or raises. Trouble `busy`, and `slow` where it takes too long as a whole. Called by a request's own thread."""
    if not _places.acquire(blocking=False):
        raise Trouble("busy")
    task = _threads.submit(done, work)
    task.add_done_callback(lambda _: _places.release())
    try:
        return task.result(limits.SPOTIFY_SECONDS * ASKS)
    except TimeoutError:
        task.cancel()
        raise Trouble("slow") from None


def done(work):
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()
