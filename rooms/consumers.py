"""One member's connection to one room. It carries words; it knows none of them."""

import asyncio
from itertools import count

from channels.generic.websocket import AsyncWebsocketConsumer

from syncroom import limits

from .codes import code_key
from .live.broadcast import Disconnection, Telling
from .live.bucket import Patience, bucket_of
from .live.counts import counts
from .live.handshake import cookie, known, lifetime_seconds
from .live.hub import hub
from .live.jobs import Job
from .live.personal import postman
from .live.presence import enter, leave
from .live.process import process
from .live.protocol import Close, Refused, actions, parse
from .live.replies import Replies
from .live.transport import silent, transport
from .live.writer import writer
from .models import Connection

_ids = count()


class RoomConsumer(Replies, AsyncWebsocketConsumer):
    """Its own receive loop: Channels' dispatch would hop to a thread for every event of every member."""

    async def __call__(self, scope, receive, send):
        self.room, self.session, (self.since, self.mine) = 0, cookie(scope), known(scope)
        self.transport = transport(scope, send)
        self.write = self.transport.write
        self.user = self.who = self.row = self.tab = None
        self.floor, self.held, self.rung, self.answers, self.closed, self.turned_away, self.acted = 0, [], set(), [], False, False, False
        self.bucket, self.patience, self.ends = None, Patience(), asyncio.get_running_loop().time() + lifetime_seconds()
        await receive()
        await send({"type": "websocket.accept"})  # first, or a browser never sees a close code
        process.ensure_open()
        try:
            await self.enter(code_key(scope["url_route"]["kwargs"]["code"]))
            self.transport.listen(self.hear)
            while (message := await receive())["type"] != "websocket.disconnect":
                self.hear(message.get("text"))
        finally:
            self.leave()

    async def enter(self, code):
        """Listen first, then look: an event may be heard twice, but is never missed. Frames wait meanwhile in the server."""
        self.room = await process.room(code)
        if process.draining or self.room is None:
            return self.hangup(Close.RESTART)
        live = hub.enter(self)
        asked = self.session
        found = await process.look(asked, self.room, self.since, self.mine)
        if self.session != asked:  # it moved meanwhile
            found = await process.look(self.session, self.room, self.since, self.mine)
        if isinstance(found, Close):
            return self.hangup(found)
        self.user, self.mine, self.floor, self.who = found.user, found.mine, found.floor, (self.room, found.user, self.session, found.stamp)
        self.bucket = bucket_of(found.user)
        self.bucket.connections += 1
        if self.bucket.connections > limits.CONNECTIONS:
            return self.hangup(Close.FLOOD)
        live.start_at(found.seq)
        try:
            await self.catch_up(found.texts, found.seq)
        except TimeoutError:
            return self.hangup(Close.SLOW)
        if not self.closed:
            self.tab = f"{process.id}-{next(_ids)}"
            self.row = Connection(id=self.tab, process_id=process.id, room_id=self.room, member_id=found.member)
            writer.submit(Job(enter, self, connection=self, room=self.room))

    async def catch_up(self, texts, seq):
        """The replay, then what was heard meanwhile, until there is nothing left."""
        await self.transport.replay(texts)
        while self.held:
            letters, self.held = self.held, []
            if codes := [letter.code for letter in letters if isinstance(letter, Disconnection) and letter.concerns(self)]:
                return self.hangup(codes[0])
            await self.transport.replay([letter.text for letter in letters if self.hears(letter) and (letter.seq or seq + 1) > seq])
        self.held = None
        if self.user in self.rung:
            postman.ring({self.user})

    def hears(self, letter):
        mine = isinstance(letter, Telling) and letter.user in (None, self.user) and letter.tab in (None, self.tab)
        return mine and (letter.place is None or letter.place > self.floor)

    def hold(self, letters):
        self.held += letters
        if len(self.held) > limits.HELD_LETTERS:
            self.hangup(Close.SLOW)

    def hear(self, text):
        if self.closed:
            return
        if not isinstance(text, str):
            return self.refuse_frame(Refused("malformed"))
        counts.frames_in += 1
        wait = self.bucket.take(1 + len(text) // limits.TOKEN_CHARS)
        try:
            call = parse(text)
        except Refused as refusal:
            return self.refuse_frame(refusal)
        if wait:
            return self.refuse_speed(call, wait)
        self.patience.calmed()
        action = actions[call.__struct_config__.tag]
        if action.how == "at once":
            self.answer(call.ref, action.perform(self, call))
        else:
            self.acted = True
            writer.submit(Job(action, call, (self.room, self.user), self))

    def refuse_speed(self, call, wait):
        if self.patience.hurried():
            return self.hangup(Close.FLOOD)
        counts.actions[call.__struct_config__.tag, "too-fast"] += 1
        self.answer(call.ref, Refused("too-fast", retry_after=round(wait, 2)))

    def refuse_frame(self, refusal):
        if self.patience.malformed():
            return self.hangup(Close.BAD_FRAMES)
        self.answer(refusal.ref, refusal)

    def answered(self, job):
        """The writer is done with something of ours."""
        if job.call is not self:
            self.answer(job.call.ref, job.answer)
        elif self.turned_away:
            self.hangup(Close.FULL)
        elif isinstance(job.answer, Refused):
            self.hangup(Close.RESTART)

    def hangup(self, code):
        """Nothing is obeyed or delivered from here on."""
        if not self.closed:
            self.closed = True
            self.flush()
            hub.leave(self)
            self.transport.hangup(code)
            self.write = silent

    def leave(self):
        hub.leave(self)
        self.transport.close()
        if self.bucket is not None:
            self.bucket.connections -= 1
        if self.row is not None:
            writer.submit(Job(leave, self.row))

    @property
    def heard(self):
        """The last number this connection was told."""
        live = hub.rooms.get(self.room)
        return live.heard or 0 if live else 0
