#!/usr/bin/env python3
"""A small client, written from protocol.md alone: it joins a room as a guest, says a line for each line it reads, and survives restarts.

    python docs/client.py http://127.0.0.1:8000 kelp-otter-7f3k Ada < lines.txt

Needs the package `websockets`. What others say is printed as `name: html`. When its input has ended and every line is
acknowledged, it waits for `--seconds` more and leaves.
"""

import argparse
import asyncio
import http.cookiejar
import json
import random
import sys
import urllib.parse
import urllib.request
import uuid

import websockets

PAUSES = [0.01, 0.1, 0.5, 1, 2, 5]  # seconds before each further try to reconnect
STOP = {1000, 1007, 4400, 4401, 4403, 4404, 4410}


def join(site, code, name, passcode=""):
    """Become a member over HTTP; the Cookie header that says who we are."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    browser.addheaders = [("Referer", site)]
    browser.open(f"{site}/rooms/{code}/")
    token = next(cookie.value for cookie in jar if cookie.name == "syncroom_csrf")
    form = {"csrfmiddlewaretoken": token, "display_name": name, "passcode": passcode}
    browser.open(f"{site}/rooms/{code}/join/", urllib.parse.urlencode(form).encode())
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


class Client:
    def __init__(self, site, code, cookie):
        self.url, self.cookie = f"{site.replace('http', 'ws', 1)}/ws/rooms/{code}/", cookie
        self.last, self.ref, self.unsent, self.asked = 0, 0, {}, {}
        self.ready, self.empty = asyncio.Event(), asyncio.Event()

    async def stay(self):
        """Connected, and connected again, until the server says stop."""
        tries = 0
        while True:
            try:
                async with websockets.connect(f"{self.url}?since={self.last}", additional_headers={"Cookie": self.cookie}) as self.ws:
                    pinging = asyncio.create_task(self.ping())
                    try:
                        async for frame in self.ws:
                            tries = 0
                            self.hear(json.loads(frame))
                    finally:
                        pinging.cancel()
                code = self.ws.close_code
            except (OSError, websockets.InvalidHandshake, websockets.ConnectionClosedError):
                code = getattr(getattr(self, "ws", None), "close_code", None)
            self.ready.clear()
            if code in STOP:
                return code
            await asyncio.sleep(PAUSES[min(tries, len(PAUSES) - 1)] * random.uniform(0.5, 1.5))
            tries += 1

    def hear(self, told):
        for event in told if isinstance(told, list) else [told]:
            kind, seq = event["type"], event.get("seq")
            if kind in ("ok", "refused"):
                self.answered(event)
            elif kind == "room.ready":
                self.last = max(self.last, seq)
                self.ready.set()
                for client_id in self.unsent:
                    self.send(client_id)
            elif kind == "room.fresh":
                self.last = 0
            elif seq is not None and seq > self.last:
                self.last = seq
                if kind in ("chat.posted", "chat.edited"):
                    author = event["author"] or {"name": "(the room)"}
                    print(f"{author['name']}: {event['html']}", flush=True)

    def answered(self, reply):
        client_id = self.asked.pop(reply["ref"], None)
        if client_id is None:
            return
        if reply["type"] == "refused" and reply["retry_after"] is not None:
            asyncio.get_running_loop().call_later(reply["retry_after"], self.send, client_id)
            return
        self.unsent.pop(client_id, None)
        if not self.unsent:
            self.empty.set()

    def say(self, body):
        client_id = uuid.uuid4().hex
        self.unsent[client_id] = body
        self.empty.clear()
        if self.ready.is_set():
            self.send(client_id)

    def send(self, client_id):
        if client_id in self.unsent:
            self.asked[self.ask("chat.post", client_id=client_id, body=self.unsent[client_id])] = client_id

    def ask(self, kind, **fields):
        self.ref += 1
        frame = json.dumps({"type": kind, "ref": self.ref, **fields})
        self.sending = asyncio.create_task(self.try_to_send(frame))
        return self.ref

    async def try_to_send(self, frame):
        try:
            await self.ws.send(frame)
        except websockets.ConnectionClosed:
            pass  # it is sent again after the next room.ready

    async def ping(self):
        while True:
            await asyncio.sleep(20)
            self.ask("ping")


async def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("site")
    options.add_argument("code")
    options.add_argument("name")
    options.add_argument("--passcode", default="")
    options.add_argument("--seconds", type=float, default=1)
    given = options.parse_args()
    client = Client(given.site, given.code, await asyncio.to_thread(join, given.site, given.code, given.name, given.passcode))
    staying = asyncio.create_task(client.stay())
    while line := await asyncio.to_thread(sys.stdin.readline):
        client.say(line.strip())
    if client.unsent:
        await client.empty.wait()
    await asyncio.wait({staying}, timeout=given.seconds)
    if client.ready.is_set():
        client.ask("room.leave")
        await asyncio.wait({staying}, timeout=5)


if __name__ == "__main__":
    asyncio.run(main())
