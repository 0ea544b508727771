"""Who of this process' people sits where at Janus. Everything here is on the loop; see `places.soon`."""

import asyncio
import logging

from django.conf import settings
from django.db import DatabaseError

from rooms.live.process import process
from syncroom import limits

from .gateway import Away, Gateway, No
from .naming import hall_of
from .seat import NOT_THERE, Seat

log = logging.getLogger("syncroom.janus")
WAITING = 64  # asks of one person that may wait


class Switchboard:
    """`tell(place, token, feed, kind, sdp)` and `lost(place, token)` speak to a page; `inside(ids)` gives those who are in a call."""

    def __init__(self, tell, lost, inside):
        self.tell, self.lost, self.inside = tell, lost, inside
        self.seats, self.tasks, self.gateway, self.caretaker, self.loop = {}, set(), None, None, None

    def offer(self, place, token, sdp):
        """They send this; a new token takes a new seat."""
        self.ready()
        seat = self.seats.get(place.id)
        if seat is not None and seat.token != token:
            self.leave(place.id)
            seat = None
        if seat is None:
            seat = self.seats[place.id] = Seat(self.gateway, hall_of(place.room), place, token, self.tell)
        self.take(seat, place, lambda: seat.offer(sdp))

    def answer(self, place, token, feed, sdp):
        self.ask(place, token, lambda seat: seat.answer(feed, sdp))

    def look(self, place, token, again):
        self.ask(place, token, lambda seat: seat.look(again))

    def ask(self, place, token, verb):
        seat = self.seats.get(place.id)
        if seat is None or seat.token != token:
            return self.lost(place, token)
        self.take(seat, place, lambda: verb(seat))

    def leave(self, caller):
        """They are in the call no more; False if they sat elsewhere."""
        seat = self.seats.pop(caller, None)
        if seat is not None:
            self.begin(self.settle(seat.close()))
        return seat is not None

    def gone(self, room, caller):
        """Out of the call, wherever they sat."""
        self.ready()
        if not self.leave(caller):
            self.rule(room, {"request": "kick", "id": caller})

    def ended(self, room):
        self.ready()
        if self.gateway.session is not None:  # else nobody of this process was ever there
            self.rule(room, {"request": "destroy"})

    def take(self, seat, place, verb):
        seat.caller = place
        if seat.waiting < WAITING:
            seat.waiting += 1
            self.begin(self.in_turn(seat, verb))

    async def in_turn(self, seat, verb):
        try:
            async with seat.turn:
                if not seat.over:
                    await verb()
        except (Away, No, KeyError, TypeError) as error:
            log.warning("somebody lost their place at Janus: %s", error)
            self.vacate(seat)
        finally:
            seat.waiting -= 1

    def vacate(self, seat):
        """Their page has to begin anew."""
        if self.seats.get(seat.caller.id) is seat:
            self.leave(seat.caller.id)
            self.lost(seat.caller, seat.token)

    async def settle(self, work):
        try:
            await work
        except (Away, No) as error:
            log.info("not settled at Janus: %s", error)

    def rule(self, room, body):
        self.begin(self.settle(self.ruled(body | hall_of(room).rule)))

    async def ruled(self, body):
        await self.gateway.open()
        if self.caretaker is None:
            self.caretaker = await self.gateway.attach()
        try:
            await self.gateway.say(self.caretaker, body)
        except No as no:
            if no.code not in NOT_THERE:
                raise

    def told(self, handle, message):
        seat = next((seat for seat in self.seats.values() if handle in seat.handles), None)
        if seat is None:
            return
        if seat.ends_with(handle, message):
            self.vacate(seat)
        else:
            self.take(seat, seat.caller, lambda: seat.hear(handle, message))

    def janus_lost(self):
        """It restarts, or cannot be reached: everybody's page begins anew, and waits for it."""
        seats, self.seats, self.caretaker = list(self.seats.values()), {}, None
        for seat in seats:
            seat.over = True
            self.lost(seat.caller, seat.token)

    def ready(self):
        """Of this loop."""
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.loop, self.seats, self.caretaker = loop, {}, None
            self.gateway = Gateway(settings.JANUS_URL, settings.JANUS_SECRET, self.told, self.janus_lost)
            loop.call_later(limits.RECONCILE_SECONDS, self.audit)

    def audit(self):
        """Who is in no call any more without a word, such as by a command in another process, sits here no more."""
        self.loop.call_later(limits.RECONCILE_SECONDS, self.audit)
        if self.seats:
            self.begin(self.audited(set(self.seats)))

    async def audited(self, callers):
        try:
            for caller in callers - await process.read(self.inside, callers):
                self.leave(caller)
        except DatabaseError:
            log.warning("could not ask who is in a call")

    def begin(self, work):
        task = self.loop.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
