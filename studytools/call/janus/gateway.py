"""One process' connection to Janus: its session, which it keeps alive, and what is asked and told over it.

Janus' WebSocket API: every request has a `transaction`, which the answer repeats; news of a handle carries it as `sender`. A session ends
with its connection, and all its handles with it.
"""

import asyncio
import logging
from itertools import count

import msgspec
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

log = logging.getLogger("syncroom.janus")
PLUGIN = "janus.plugin.videoroom"
ANSWER_SECONDS, OPEN_SECONDS, KEEPALIVE_SECONDS = 10, 5, 25  # Janus forgets a session after 60 silent ones
HOW = {"subprotocols": ["janus-protocol"], "open_timeout": OPEN_SECONDS, "max_size": 2**20, "compression": None, "proxy": None}
AWAY = OSError, WebSocketException, TimeoutError, EOFError, msgspec.DecodeError


class Away(Exception):
    """Janus is not there, or went away meanwhile."""


class No(Exception):
    """Janus refuses; its `code` is one of its documentation's."""

    def __init__(self, code, words=""):
        super().__init__(f"{code} {words}")
        self.code = code


class Gateway:
    """`told(handle, message)` hears what Janus says of a handle by itself, `lost()` that the session is gone."""

    def __init__(self, url, secret, told, lost):
        self.url, self.secret, self.told, self.lost = url, secret, told, lost
        self.socket = self.session = self.listening = self.beating = None
        self.numbers, self.waiting, self.opening = count(1), {}, asyncio.Lock()

    async def open(self):
        """There is a session; Away, No."""
        async with self.opening:
            if self.session is not None:
                return
            try:
                self.socket = await connect(self.url, **HOW)
            except AWAY as error:
                raise Away(type(error).__name__) from None
            self.listening = asyncio.get_running_loop().create_task(self.listen(self.socket))
            self.session = (await self.ask("create", session=None))["data"]["id"]
            self.keep_alive_later()

    async def attach(self):
        """A new handle of the VideoRoom."""
        await self.open()
        return (await self.ask("attach", plugin=PLUGIN))["data"]["id"]

    async def say(self, handle, body, jsep=None):
        """(what the plugin answers, its session description or None)"""
        answer = await self.ask("message", handle_id=handle, body=body, **({"jsep": jsep} if jsep else {}))
        return answer["plugindata"]["data"], answer.get("jsep")

    async def complete(self, handle):
        """Browsers' candidates are not passed on: Janus can be reached, answers whoever asks, and so asks nobody inside a network."""
        await self.ask("trickle", "ack", handle_id=handle, candidate={"completed": True})

    async def detach(self, handle):
        """The handle ends, and its media with it."""
        await self.ask("detach", handle_id=handle)

    async def ask(self, janus, end="", session=0, **words):
        """The whole answer, which is not merely `ack` unless that is the `end`; Away, No."""
        number = str(next(self.numbers))
        answer = asyncio.get_running_loop().create_future()
        self.waiting[number] = answer, end
        ours = {} if session is None else {"session_id": self.session}
        try:
            if self.socket is None:
                raise EOFError
            await self.socket.send(msgspec.json.encode({"janus": janus, "transaction": number, "apisecret": self.secret} | ours | words).decode())
            return _checked(await asyncio.wait_for(answer, ANSWER_SECONDS))
        except AWAY as error:
            raise Away(type(error).__name__) from None
        finally:
            del self.waiting[number]

    def keep_alive_later(self):
        asyncio.get_running_loop().call_later(KEEPALIVE_SECONDS, self.keep_alive, self.session)

    def keep_alive(self, session):
        if session == self.session:
            self.beating = asyncio.get_running_loop().create_task(self.beat())

    async def beat(self):
        try:
            await self.ask("keepalive", "ack")
            self.keep_alive_later()
        except (Away, No):
            self.close()

    async def listen(self, socket):
        try:
            async for text in socket:
                self.hear(msgspec.json.decode(text))
        except AWAY as error:
            log.warning("Janus is away: %s", type(error).__name__)
        finally:
            self.end()
            await socket.close()

    def hear(self, message):
        kind = message["janus"]
        answer, end = self.waiting.get(message.get("transaction"), (None, None))
        if answer is not None:
            if (kind != "ack" or end == "ack") and not answer.done():
                answer.set_result(message)
        elif kind == "timeout":
            self.close()
        elif "sender" in message:
            self.told(message["sender"], message)

    def end(self):
        there, self.session, self.socket = self.session is not None, None, None
        for answer, _ in self.waiting.values():
            if not answer.done():
                answer.set_exception(EOFError())
        if there:
            self.lost()

    def close(self):
        if self.listening is not None:
            self.listening.cancel()


def _checked(answer):
    """No, if that is what it says."""
    error = answer.get("error") or {}
    data = answer.get("plugindata", {}).get("data", {})
    if error or "error_code" in data:
        raise No(error.get("code") or data["error_code"], error.get("reason") or data.get("error", ""))
    return answer
