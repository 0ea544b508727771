"""A real coturn, with the configuration that people are given, on free ports of this machine."""

import asyncio
import re
import socket
import subprocess
import time

from studytools.call.janus.gateway import Gateway
from tests.live.programs import find, wait_for_port
from tests.live.server import ROOT, free_port

SECRET, ROOM_KEY = "sesame-of-the-tests-only", "rooms-of-the-tests-only"


def both_families():
    """Addresses of this machine that a relay may use."""
    try:
        with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as s:
            s.bind(("::1", 0))
        return ["127.0.0.1", "::1"]
    except OSError:
        return ["127.0.0.1"]


class Coturn:
    """deploy/turnserver.conf with its ports, its addresses and its secret changed for a test, and whatever else is in `changed`."""

    def __init__(self, folder, **changed):
        self.program, self.port, self.folder = find("turnserver"), free_port(), folder
        self.addresses, self.changed = both_families(), changed
        self.url = f"turn:127.0.0.1:{self.port}?transport=udp"

    def configuration(self):
        ours = {"listening-port": self.port, "static-auth-secret": SECRET, "log-file": "stdout", "userdb": f"{self.folder}/db"}
        ours |= {"pidfile": f"{self.folder}/pid"} | {name.replace("_", "-"): value for name, value in self.changed.items()}
        lines = (ROOT / "deploy/turnserver.conf").read_text().splitlines()
        kept = [line for line in lines if re.split("=", line)[0] not in {*ours, "tls-listening-port"}]
        added = [name if value is True else f"{name}={value}" for name, value in ours.items() if value is not False]
        at = [f"{what}-ip={address}" for address in self.addresses for what in ("listening", "relay")]
        return "\n".join([*kept, *added, *at, "no-tls", "no-dtls", ""])

    def start(self):
        path = self.folder / "turnserver.conf"
        path.write_text(self.configuration())
        with open(self.folder / "log.txt", "w") as log:
            self.process = subprocess.Popen([self.program, "-c", path], cwd=self.folder, stdout=log, stderr=log)
        wait_for_port(self.port, self.process)
        return self

    def stop(self):
        self.process.kill()
        self.process.wait()


class Janus:
    """deploy/janus with its folders, its port and its secrets changed for a test."""

    def __init__(self, folder):
        self.program, self.port, self.folder = find("janus"), free_port(), folder
        self.url = f"ws://127.0.0.1:{self.port}"
        self.settings = {"SYNCROOM_JANUS_URL": self.url, "SYNCROOM_JANUS_SECRET": SECRET, "SYNCROOM_JANUS_ROOM_KEY": ROOM_KEY}

    def configure(self):
        for path in (ROOT / "deploy/janus").glob("*.jcfg"):
            text = path.read_text().replace("/etc/janus", str(self.folder)).replace("8188", str(self.port))
            (self.folder / path.name).write_text(text)
        (self.folder / "syncroom-secret.jcfg").write_text(f'api_secret = "{SECRET}"\n')
        (self.folder / "syncroom-rooms.jcfg").write_text(f'admin_key = "{ROOM_KEY}"\n')

    def start(self):
        self.configure()
        words = [self.program, "--config", self.folder / "janus.jcfg", "--configs-folder", self.folder]
        with open(self.folder / "log.txt", "a") as log:
            self.process = subprocess.Popen(words, cwd=self.folder, stdout=log, stderr=log)
        wait_for_port(self.port, self.process)
        return self

    def stop(self):
        self.process.kill()
        self.process.wait()

    async def people(self):
        """[{id, …}, …]: who sits in each of its rooms."""
        gateway = Gateway(self.url, SECRET, told=lambda *_: None, lost=lambda: None)
        handle = await gateway.attach()
        try:
            rooms, _ = await gateway.say(handle, {"request": "list", "admin_key": ROOM_KEY})
            asked = [await gateway.say(handle, {"request": "listparticipants", "room": room["room"]}) for room in rooms["list"]]
            return [{one["id"] for one in answer["participants"]} for answer, _ in asked]
        finally:
            gateway.close()

    async def become(self, people, seconds=20):
        """Wait until they sit so."""
        end = time.monotonic() + seconds
        while (found := await self.people()) != people:
            assert time.monotonic() < end, found
            await asyncio.sleep(0.05)
