"""Cleanup, in a process of its own, races whoever comes in at that moment: who is in stays, and who is too late is told so."""

import asyncio
import random
import time

from .client import Client

APART_SECONDS = 0.02  # how far the two start from each other at most
TOO_LATE = {
    "newcomer": {404, 410},
    "member": {4404},
    "reader": {4404},
    "guest": {4401, 4404},
}  # a guest may go between two looks: signed out, or no member
KINDS = {"newcomer": "expire_rooms", "member": "expire_rooms", "reader": "expire_rooms", "guest": "expire_guests"}


class Races:
    """`came` and `late` count how they ended; `times` how long those who came in waited."""

    def __init__(self, server, second):
        self.server, self.second, self.person = server, second, server.person()
        self.came, self.late, self.times, self.lost = 0, 0, [], []
        self.code = self.person.create(display_name="Newcomer")

    async def race(self, kind, made):
        room, user = made["room"], made["user"]
        ages = {"user": user} if kind == "guest" else {"room": room, "archived": kind == "reader"}
        self.second.age(**ages)
        first, then = sorted((0.0, random.uniform(0, APART_SECONDS)), reverse=random.random() < 0.5)
        cleaning = asyncio.create_task(asyncio.to_thread(self.second.clean, command=KINDS[kind], delay=first))
        await asyncio.sleep(then)
        began = time.monotonic()
        answer = await (self.join(made) if kind == "newcomer" else self.connect(made))
        took = time.monotonic() - began
        await cleaning
        if answer is None:
            self.came += 1
            self.times.append(took)
        else:
            self.late += 1
            assert answer in TOO_LATE[kind], (kind, answer)
        if answer is None and not await self.still_there(kind, made, ages):
            self.lost.append((kind, made["code"]))

    async def join(self, made):
        """None, or the status of the page that says no."""
        answer = await asyncio.to_thread(self.person.join, made["code"])
        made["client"] = None
        return None if answer.status_code == 302 and answer.headers["Location"].endswith(f"/rooms/{made['code']}/") else answer.status_code

    async def connect(self, made):
        """None, or the code that the connection was closed with before it was ready."""
        person = self.server.person()
        person.session.cookies.set("syncroom_session", made["cookie"], domain="127.0.0.1", path="/")
        made["client"] = client = await Client(person, made["code"]).connect()
        ready = asyncio.create_task(client.ready.wait())
        await asyncio.wait([ready, client.task], timeout=20, return_when=asyncio.FIRST_COMPLETED)
        ready.cancel()
        return None if client.ready.is_set() else client.closed

    async def still_there(self, kind, made, ages):
        """Whoever is in stays in, however often it is cleaned up; who joined by a page can come in."""
        if kind == "newcomer":
            page = await asyncio.to_thread(self.person.get, f"/rooms/{made['code']}/", allow_redirects=False)
            return page.status_code == 200 and 'class="room' in page.text
        client = made["client"]
        who = {"room": made["room"], "user": made["user"]}
        while not (left := await asyncio.to_thread(self.second.look, **who))["here"] and all(left[what] for what in who):
            await asyncio.sleep(0.01)  # they are told everything before it is noted that they are here
        self.second.age(**ages)
        self.second.clean(command=KINDS[kind])
        left = await asyncio.to_thread(self.second.look, **who)
        gone = client.closed
        await client.close()
        return gone is None and all(left.values())

    async def run(self, count):
        """One after the other, each kind in turn."""
        for n, made in enumerate(self.second.make(count=count)):
            await self.race([*KINDS][n % len(KINDS)], made)
        assert self.lost == []
        assert self.came and self.late  # both sides win now and then, or it was no race
        return self
