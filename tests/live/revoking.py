"""People who lose their access while they say 20 things a second: when they are out, and that nothing was obeyed or told after that."""

import asyncio
import copy
import itertools
import time

from .client import Client, until

PAUSE = 1 / 20  # 20 messages a second
SECRET, OTHER = "analytical-engine-1", "countess-of-computing"
CAUSES = {"ban": 4403, "removal": 4403, "sign-out": 4401, "password": 4401, "suspension": 4401, "closing": 4410, "deletion": 4404}
WITHIN = {"one process": 1.0, "two processes": 2.0}  # seconds
_names = itertools.count(1)


class Timed(Client):
    """Notes when it last heard anything, and when anything of its own was acknowledged."""

    last_heard = last_obeyed = 0.0

    def take(self, event):
        self.last_heard = time.monotonic()
        if event["type"] == "ok":
            self.last_obeyed = self.last_heard
        super().take(event)

    async def listen(self):
        await super().listen()
        self.closed_at = time.monotonic()

    async def talk(self, name):
        """20 messages a second, whatever becomes of them."""
        for n in itertools.count():
            asyncio.ensure_future(self.post(f"{name}_{n}", timeout=5)).add_done_callback(lambda done: done.cancelled() or done.exception())
            await asyncio.sleep(PAUSE)


def at(person, server):
    """The same browser, led to another process."""
    moved = copy.copy(person)
    moved.server = server
    return moved


class Revocation:
    """Ada's room and whoever is about to lose access; `near` is the server where it is done, `far` where they are connected."""

    def __init__(self, near, far, second):
        self.near, self.far, self.second = near, far, second
        self.root = self.account("root")
        second.promote(username=self.root.username)

    def account(self, name):
        person = self.near.person()
        person.username = f"{name}.{next(_names)}"
        assert person.post("/accounts/signup/", username=person.username, password1=SECRET).status_code == 302
        return person

    def elsewhere(self, person):
        """Another browser of theirs, on the other process."""
        other = self.far.person()
        assert other.post("/accounts/login/", login=person.username, password=SECRET).status_code == 302
        return other

    def prepare(self, cause):
        """(ada, her room's code, the browser that is connected)"""
        ada = self.near.person()
        code = ada.create(display_name="Ada")
        if cause in ("password", "suspension"):
            self.victim = self.account("grace")
            self.victim.join(code)
            return ada, code, self.elsewhere(self.victim)
        self.victim = at(self.near.person(), self.far)
        self.victim.join(code, display_name="Grace")
        return ada, code, self.victim

    async def act(self, cause, ada, code, client):
        if cause in ("ban", "removal"):
            member = next(id for id, (name, role) in client.members.items() if role == "member")
            more = {"seconds": 3600} if cause == "ban" else {}
            reply = await ada.ask("room.ban" if cause == "ban" else "room.remove", member=member, **more)
            assert reply["type"] == "ok", reply
        else:
            answer = await asyncio.to_thread(self.post, cause, ada, code)
            assert answer.status_code == 302, (cause, answer.status_code)

    def post(self, cause, ada, code):
        if cause == "sign-out":
            return at(self.victim, self.near).post("/accounts/logout/")
        if cause == "password":
            return self.victim.post("/accounts/password/change/", oldpassword=SECRET, password1=OTHER, password2=OTHER)
        if cause == "closing":
            return ada.person.post(f"/rooms/{code}/close/")
        ids = self.second.ids(code=code, usernames=[getattr(self.victim, "username", "")])
        if cause == "suspension":
            return self.root.post("/admin/accounts/user/", action="suspend", _selected_action=ids[self.victim.username], asked=1, why="Spam")
        return self.root.post("/admin/rooms/room/", action="dissolve", _selected_action=ids["room"], asked=1, why="Spam")

    async def revoke(self, cause, within):
        """Seconds from when it was done until the connection was closed. Not obeyed and told nothing after `within`, nor let in again."""
        owner, code, browser = await asyncio.to_thread(self.prepare, cause)
        ada, grace = await Timed(owner, code).enter(), await Timed(browser, code).enter()
        talks = [asyncio.create_task(client.talk(f"{cause}_{n}")) for n, client in enumerate((ada, grace))]
        await until(lambda: len(grace.messages) > 10)
        await self.act(cause, ada, code, grace)
        done = time.monotonic()
        await until(lambda: grace.closed is not None, 20)
        took = max(0.0, grace.closed_at - done)
        await asyncio.sleep(PAUSE * 4)  # they go on asking
        for talk in talks:
            talk.cancel()
        await ada.close()
        assert grace.closed == CAUSES[cause], (cause, grace.closed)
        assert await self.comes_back(grace) in (4401, 4403, 4404, 4410)
        return took if max(grace.last_heard, grace.last_obeyed) <= done + within else None

    async def comes_back(self, client):
        client.last = 0
        await client.connect()
        await until(lambda: client.ready.is_set() or client.closed is not None)
        return client.closed

    async def times(self, cause, count, within):
        """Seconds each time; the room itself goes in two ways, each half as often."""
        times = [await self.revoke(cause, within) for _ in range(-(-count // 2) if cause in ("closing", "deletion") else count)]
        assert None not in times and max(times) <= within, (cause, times)
        return times
