"""Guessing on a real server: passwords, passcodes, invitations, links for a new password, mails, sessions; from one address, one network, many."""

import asyncio
import math
import re
import secrets
import time

from rooms.live.protocol import actions
from syncroom import limits
from tests.live.client import Client

SECRET, PASSCODE, MAIL = "analytical-engine-1", "violin-case-9", "ada@example.org"
SOURCES = {
    "one address": lambda n: "203.0.113.7",
    "one IPv6 network": lambda n: f"2001:db8:7:7::{n + 1:x}",
    "200 addresses": lambda n: f"198.51.100.{n % 200 + 1}",
}
ELSEWHERE = "192.0.2.99"  # where nobody guesses
WIDE = limits.CODES_PER_MINUTE  # what one address may try a minute, whatever it tries to find

# What is guessed: (how many are heard of one address, and of all together or None, in so many seconds).
LIMITS = {
    "password": (limits.LOGIN_FAILURES, limits.LOGIN_FAILURES_ACCOUNT, 300),
    "passcode": (limits.PASSCODES_PER_3_MINUTES, limits.PASSCODES_ROOM, 180),
    "invitation": (WIDE, None, 60),
    "link for a new password": (WIDE, None, 60),
    "mail with such a link": (limits.MAILS_PER_HOUR, limits.MAILS_PER_HOUR, 3600),
}
HEARD = {"password": 422, "passcode": 422, "invitation": 404, "link for a new password": 200, "mail with such a link": 302}
ENV = {"SYNCROOM_TRUSTED_PROXIES": "127.0.0.1", "SYNCROOM_CODES_PER_MINUTE": WIDE, "SYNCROOM_EMAIL_URL": "dummymail://"}


class Guessing:
    """Ada has an account, a browser it knows, a room with a passcode, and made an invitation; what is guessed is hers."""

    def __init__(self, server, number):
        self.server, self.name, self.mail = server, f"ada.{number}", f"{number}.{MAIL}"
        self.ada = self.at(ELSEWHERE)
        self.code = self.ada.create(passcode=PASSCODE, visibility="private")
        self.ada.post("/accounts/signup/", username=self.name, password1=SECRET, email=self.mail)
        made = self.ada.post(f"/rooms/{self.code}/invitations/", lasts="7d", role="member")
        self.link = re.search(r"/i/[\w-]{22}/", made.text)[0]

    def at(self, address, person=None):
        person = person or self.server.person()
        person.session.headers["X-Forwarded-For"] = address
        return person

    def guess(self, what, n, address):
        """The status of one guess, by somebody with nothing in their hands."""
        person = self.at(address)
        if what == "password":
            return person.post("/accounts/login/", login=self.name, password=f"guess-number-{n}").status_code
        if what == "passcode":
            return person.join(self.code, "Mallory", passcode=f"guess-number-{n}").status_code
        if what == "invitation":
            return person.get(f"/i/{secrets.token_urlsafe(16)}/", allow_redirects=False).status_code
        if what == "mail with such a link":
            return person.post("/accounts/password/reset/", email=self.mail).status_code
        key = f"{n % 9 + 1}-d1ab2c-{secrets.token_hex(16)}"
        return person.get(f"/accounts/password/reset/key/{key}/", allow_redirects=False).status_code

    def times(self, what, source, count):
        """How many of so many guesses were heard; all others were told to wait, and none was right."""
        began, address = time.monotonic(), SOURCES[source]
        statuses = [self.guess(what, n, address(n)) for n in range(count)]
        assert set(statuses) <= {HEARD[what], 429}, (what, source, set(statuses))
        heard = statuses.count(HEARD[what])
        one, together, seconds = LIMITS[what]
        most = min(one * 200, together or math.inf) if source == "200 addresses" else one
        windows = 1 + math.ceil((time.monotonic() - began) / seconds)  # a window slides while we guess
        assert min(count, most) <= heard <= most * windows, (what, source, heard)
        return heard

    def owner_is_not_kept_out(self, source):
        """From where it was guessed, in the browser she has; and whoever has the right thing, from elsewhere."""
        self.at(SOURCES[source](0), self.ada)
        assert self.ada.get(f"/rooms/{self.code}/", allow_redirects=False).status_code == 200
        self.ada.post("/accounts/logout/")
        assert self.ada.post("/accounts/login/", login=self.name, password=SECRET).headers["Location"] == "/"
        assert self.at(ELSEWHERE).post(self.link, display_name="Invited").headers["Location"] == f"/rooms/{self.code}/"
        if source != "200 addresses":  # where one room is guessed at from everywhere, whoever is new takes an invitation
            assert self.at(ELSEWHERE).join(self.code, "Grace", passcode=PASSCODE).status_code == 302
            assert self.at(ELSEWHERE).post("/accounts/login/", login=self.name, password=SECRET).status_code == 302

    async def sockets(self, source, count):
        """What so many connections with guessed sessions, and to guessed rooms, were closed with: the same for rooms that are there."""
        assert not [type for type, action in actions.items() if re.search("passcode|password|token|secret", " ".join(action.call.__struct_fields__))]
        ada = await Client(self.ada, self.code).enter()
        guest = self.server.person()
        await asyncio.to_thread(guest.create, display_name="Mallory")
        codes = set()
        for start in range(0, count, 50):
            codes |= set(await asyncio.gather(*(self.socket(guest, source, n) for n in range(start, min(count, start + 50)))))
        assert (await ada.post("still-here"))["type"] == "ok"
        await ada.close()
        return codes

    async def socket(self, guest, source, n):
        """(by whom, whether the room is there, the code)"""
        person, there = self.server.person() if n % 2 else guest, n % 4 < 2
        client = Client(person, self.code if there else f"kelp-otter-{n:04d}")
        headers = {"X-Forwarded-For": SOURCES[source](n)}
        if n % 2:
            person.headers = {"Cookie": f"syncroom_session={secrets.token_hex(16)}"}
        await client.connect(**headers)
        await asyncio.wait_for(client.task, 20)
        assert not client.ready.is_set() and not client.heard
        return "nobody" if n % 2 else "a guest", there, client.closed


SILENT = {(who, there, code) for who, code in (("nobody", 4401), ("a guest", 4404)) for there in (True, False)}
