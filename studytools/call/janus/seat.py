"""One person's place in a call at Janus: what they send, and what they receive of each other."""

import asyncio
from dataclasses import dataclass

from .gateway import Away, No

EXISTS_ALREADY, ID_TAKEN, NOT_THERE = 427, 436, (426, 428)


@dataclass(eq=False)
class Feed:
    """What of somebody else is received: Janus' handle, and its offer until that is answered."""

    handle: int
    offer: str | None


class Seat:
    """`caller` is whose it is: ids of room, caller and user, and the connection to tell. `token` is the page's word for this attempt.

    `tell(caller, event)` speaks to their page; `hall` is the room at Janus. All verbs are called one after the other.
    """

    def __init__(self, gateway, hall, caller, token, tell):
        self.gateway, self.hall, self.caller, self.token, self._tell = gateway, hall, caller, token, tell
        self.handle = self.private = self.answered = None
        self.feeds, self.turn, self.waiting, self.over = {}, asyncio.Lock(), 0, False

    def tell(self, feed, kind, sdp):
        if not self.over:
            self._tell(self.caller, self.token, feed, kind, sdp)

    async def offer(self, sdp):
        """They send this, from now on or anew."""
        jsep = {"type": "offer", "sdp": sdp}
        if self.handle is None:
            answer = await self.come_in(jsep)
        else:
            _, answer = await self.gateway.say(self.handle, {"request": "configure"}, jsep)
        await self.gateway.complete(self.handle)
        self.answered = answer["sdp"]
        self.tell(None, "answer", self.answered)

    async def come_in(self, jsep):
        handle = await self.attach()
        try:
            await self.gateway.say(handle, self.hall.creation)
        except No as no:
            if no.code != EXISTS_ALREADY:
                raise
        self.handle = handle
        body = {"request": "joinandconfigure", "ptype": "publisher", "id": self.caller.id, **self.hall.place}
        try:
            joined, answer = await self.gateway.say(handle, body, jsep)
        except No as no:
            if no.code != ID_TAKEN:
                raise
            await self.show_out(handle)  # what another process, or an earlier connection to Janus, has left behind
            joined, answer = await self.gateway.say(handle, body, jsep)
        self.private = joined["private_id"]
        for publisher in joined["publishers"]:
            await self.receive(publisher["id"])
        return answer

    async def attach(self):
        handle = await self.gateway.attach()
        if self.over:
            await self.quietly(handle)
            raise Away("they left meanwhile")
        return handle

    async def show_out(self, handle):
        await self.gateway.say(handle, {"request": "kick", "id": self.caller.id, **self.hall.rule})

    async def receive(self, feed):
        """What this person sends, from the beginning; Janus offers it, and they have to answer."""
        await self.let_go(feed)
        handle = await self.attach()
        self.feeds[feed] = Feed(handle, None)
        body = {"request": "join", "ptype": "subscriber", "private_id": self.private, "streams": [{"feed": feed}], **self.hall.place}
        try:
            _, jsep = await self.gateway.say(handle, body)
        except No as no:
            await self.let_go(feed)
            if no.code not in NOT_THERE:
                raise
            return  # they left meanwhile
        self.feeds[feed].offer = jsep["sdp"]
        self.tell(feed, "offer", jsep["sdp"])

    async def answer(self, feed, sdp):
        """Theirs, to Janus' offer of this feed; an answer to what is not offered any more counts for nothing."""
        one = self.feeds.get(feed)
        if one is not None and one.offer is not None:
            one.offer = None
            await self.gateway.say(one.handle, {"request": "start"}, {"type": "answer", "sdp": sdp})
            await self.gateway.complete(one.handle)

    async def look(self, again):
        """Their page may have missed something: what waits for an answer is told once more, and the feeds of `again` begin anew."""
        if self.answered:
            self.tell(None, "answer", self.answered)
        for feed in [feed for feed in again if feed in self.feeds]:
            await self.receive(feed)
        for feed, one in self.feeds.items():
            if one.offer is not None and feed not in again:
                self.tell(feed, "offer", one.offer)

    async def hear(self, handle, message):
        """What Janus says of one of their handles."""
        data = message.get("plugindata", {}).get("data", {})
        if handle == self.handle:
            for publisher in data.get("publishers", ()):
                await self.receive(publisher["id"])
            for gone in {data.get("unpublished"), data.get("leaving"), data.get("kicked")} - {None, "ok"}:
                await self.let_go(gone)
        elif message["janus"] == "hangup":
            for feed in [feed for feed, one in self.feeds.items() if one.handle == handle and not one.offer]:
                await self.receive(feed)

    def ends_with(self, handle, message):
        """Whether this says that their place is gone: shown out, the hall closed, or what they send does not arrive."""
        data = message.get("plugindata", {}).get("data", {})
        shown_out = data.get("leaving") == "ok" or data.get("videoroom") == "destroyed"  # that others are is told as `kicked`
        return handle == self.handle and (shown_out or message["janus"] in ("hangup", "detached"))

    async def let_go(self, feed):
        if one := self.feeds.pop(feed, None):
            await self.quietly(one.handle)

    async def close(self):
        """Nothing is sent or received any more."""
        self.over = True
        handles, self.handle = [self.handle, *(one.handle for one in self.feeds.values())], None
        self.feeds = {}
        await asyncio.gather(*(self.quietly(handle) for handle in handles if handle is not None))

    async def quietly(self, handle):
        try:
            await self.gateway.detach(handle)
        except No:
            pass  # it ended by itself

    @property
    def handles(self):
        return {self.handle, *(one.handle for one in self.feeds.values())} - {None}
