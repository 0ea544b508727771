"""What must happen by itself, once per process: the lease, the reconciling, the re-check of authority, what falls due."""

import asyncio
import logging
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone

from rooms.models import Process, Room
from syncroom import limits

from . import presence, registry
from .alarm import GRAIN, NEAR
from .authority import recheck
from .broadcast import Telling
from .counts import counts
from .duties import duties
from .hub import hub
from .jobs import Job
from .personal import postman
from .protocol import Close, encode
from .tidying import tidying
from .writer import writer

log = logging.getLogger("syncroom.scheduler")
TIDY_SECONDS = 60
LATE = timedelta(seconds=1)  # another process' alarm rings a little later than the one that set it
STIR_SECONDS = 0.1  # how long news of who is here gathers
STIR_MOST_SECONDS = 0.8


class Scheduler:
    """`read(function, *args)` runs a query on a reader's thread and gives a future."""

    def open(self, process, read):
        self.loop, self.process, self.read = asyncio.get_running_loop(), Process(id=process), read
        self.told, self.stirred, self.tidy_at = {}, set(), 0
        duties.open(self.loop, read, self.expect)
        tidying.open(self.process)
        self.task = self.loop.create_task(self.live())

    def close(self):
        self.task.cancel()
        duties.close()
        tidying.close()

    async def live(self):
        while True:
            writer.submit(Job(presence.renew, self.process))
            self.note_activity()
            if self.loop.time() >= self.tidy_at:
                self.tidy_at = self.loop.time() + TIDY_SECONDS
                duties.tidy()
                writer.submit(Job(presence.seen, {connection.session for connection in hub.connections if connection.who}))
            try:
                await self.reconcile()
                counts.reconciles += 1
            except Exception as error:
                counts.reconciles_failed += 1
                log.warning("could not reconcile: %s", error)
            tidying.look()
            due = self.loop.time() + limits.RECONCILE_SECONDS
            await asyncio.sleep(limits.RECONCILE_SECONDS)
            counts.lag = self.loop.time() - due

    def note_activity(self):
        for connection in hub.connections:
            if connection.acted and connection.row is not None:
                connection.acted = False
                writer.submit(Job(presence.active, connection.row))

    async def reconcile(self):
        rooms = dict(hub.rooms)
        people = [(connection, connection.who) for connection in hub.connections if connection.held is None]
        seqs, states, codes, own, due = await self.read(survey, list(rooms), [who for _, who in people])
        for (connection, who), code in zip(people, codes, strict=True):
            if connection.who != who:
                continue  # its session moved meanwhile: it is looked up again
            if code is not None:
                connection.hangup(code)
            elif connection.ends < self.loop.time():
                connection.hangup(Close.RESTART)
        for room, live in rooms.items():
            if live.heard is not None and seqs.get(room, 0) > live.heard:
                self.loop.call_later(limits.GAP_SECONDS, self.compare, live, seqs[room])
            self.tell(live, states[room], always=False)
        postman.reconcile(own)
        self.told = {room: told for room, told in self.told.items() if room in hub.rooms}
        self.expect(due)
        duties.alarm.refresh()

    def compare(self, live, seq):
        """Numbers that are still missing after a moment were lost on their way."""
        if live.connections and live.heard < seq:
            hub.repair(live)

    def stir(self, room):
        """Look up what is true now, such as who is here, soon, and for many comers at once."""
        if not self.stirred:
            size = len(hub.rooms[room].connections)
            self.loop.call_later(min(STIR_SECONDS + size / 1000, STIR_MOST_SECONDS), self.settle)
        self.stirred.add(room)

    def settle(self):
        rooms, self.stirred = [room for room in self.stirred if room in hub.rooms], set()
        if rooms:
            self.read(current, rooms).add_done_callback(self.settled)

    def settled(self, future):
        if not future.cancelled() and not future.exception():  # else the next reconcile tells
            for room, states in future.result().items():
                if room in hub.rooms:
                    self.tell(hub.rooms[room], states, always=True)

    def tell(self, live, states, always):
        letters = [Telling(live.room, None, encode(state), user) for state, users in states for user in users]
        if always or self.told.get(live.room) not in (None, letters):
            for letter in letters:
                hub.tell(live, letter)
        self.told[live.room] = letters

    def wake(self, due):
        """Do what is due then."""
        duties.alarm.wish(due)

    def expect(self, due):
        """Found by looking: a process that knew of it beforehand goes first, and what is due already is being done."""
        now = timezone.now()
        if due is not None and due < now + NEAR:
            duties.alarm.wish(due, LATE if settings.CHANNEL_LAYERS or due <= now else GRAIN)


def next_due():
    return min(filter(None, (chore.next_due() for chore in registry.chores if chore.next_due)), default=None)


def survey(rooms, people):
    """One question of each kind for all connections of the process."""
    seqs = dict(Room.objects.filter(pk__in=rooms).values_list("pk", "seq"))
    own = dict(get_user_model().objects.filter(pk__in={user for _, user, *_ in people}).values_list("pk", "seq"))
    return seqs, current(rooms), recheck(people), own, next_due()


def current(rooms):
    """{room id: [(event, to whom), …]}: what is true now, of each kind; to None is to everybody."""
    states, private = [state(rooms) for state in registry.states], registry.private_states(rooms)
    return {room: [*((state[room], [None]) for state in states), *((event, sorted(users)) for event, users in private[room])] for room in rooms}


scheduler = Scheduler()
