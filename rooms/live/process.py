"""What one process keeps open for its connections: the writer, the entrance, the hub, the scheduler, readers."""

import asyncio
import gc
import uuid
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings
from django.db import DatabaseError, close_old_connections

from rooms.models import Connection, Room
from syncroom import lock, logs

from .broadcast import speaker
from .counts import counts
from .entrance import Look, entrance
from .hub import hub
from .layer import Layer
from .personal import postman
from .replay import placed_changes
from .scheduler import scheduler
from .writer import writer

READERS = 2
CODES_KEPT = 10_000


class LiveProcess:
    """Opens with the server, or with the first connection where the server tells of no start (Daphne)."""

    def __init__(self):
        self.loop = self.layer = self.lock = None
        self.draining = False

    def ensure_open(self):
        if self.loop is not asyncio.get_running_loop():
            self.open()

    def open(self):
        self.hold_lock()
        gc.collect()
        gc.freeze()  # what is loaded by now stays: looking through it again would stop everybody for 100 ms
        self.loop, self.draining = asyncio.get_running_loop(), False
        self.id, self.ids = uuid.uuid4().hex, {}
        self.readers = ThreadPoolExecutor(READERS, thread_name_prefix="reader")
        writer.open()
        entrance.open()
        self.layer = Layer(hub.hear) if settings.CHANNEL_LAYERS else None
        hub.open(self.repair, scheduler.stir, postman.ring, self.layer and self.layer.follow)
        postman.open(self.read)
        speaker.open(self.loop, hub.hear, scheduler.wake, self.layer and self.layer.post)
        if self.layer is None:
            self.readers.submit(Connection.objects.abandon, self.id)
        scheduler.open(self.id, self.read)

    def hold_lock(self):
        """One process needs no layer, and two without one would not hear each other; nobody restores a backup under either."""
        if self.lock is None:
            self.lock = lock.hold(together=bool(settings.CHANNEL_LAYERS))

    async def close(self):
        """Everybody is told to come back; what was asked is still written."""
        self.draining = True
        hub.close_all()
        await asyncio.sleep(0)
        scheduler.close()
        await writer.close()
        await entrance.close()
        speaker.close()
        if self.layer is not None:
            self.layer.close()
        self.readers.shutdown()
        self.loop = None

    def read(self, function, *args):
        """Run a query on a reader's own connection, in autocommit: IMMEDIATE transactions would wait for the writer.

        Cancelled where the process is closed: what had been put off, such as a round of duties, may still ask.
        """
        if self.loop is None:
            nothing = asyncio.get_running_loop().create_future()
            nothing.cancel()
            return nothing
        return self.loop.run_in_executor(self.readers, _reading, function, args)

    async def room(self, code_key):
        """The id of the room of this code; 0, which no room has, if there is none; None while the database is away."""
        if code_key not in self.ids:
            try:
                found = await self.read(_room_id, code_key)
            except DatabaseError:
                return None
            if not found:
                return 0
            if len(self.ids) > CODES_KEPT:
                self.ids.clear()
            self.ids[code_key] = found
        return self.ids[code_key]

    def look(self, session, room, since, mine):
        """What `entrance.find` finds, many at once when many come at once."""
        logs.begin(room_id=room)
        asked = Look(session, room, since, self.loop.create_future(), mine)
        entrance.submit(asked)
        return asked.found

    def repair(self, live):
        """Tell a room what the layer lost, from the database."""
        counts.repairs += 1

        def told(future):
            if not future.cancelled() and not future.exception() and live.connections:
                live.repaired(*future.result())

        self.read(missed, live.room, live.heard or 0).add_done_callback(told)


def _reading(function, args):
    close_old_connections()
    return function(*args)


def _room_id(key):
    return Room.objects.filter(code_key=key).values_list("pk", flat=True).first()


def missed(room_id, since):
    room = Room.objects.get(pk=room_id)
    return room.seq, placed_changes(room, since)


process = LiveProcess()
