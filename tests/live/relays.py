"""A real coturn, with the configuration that people are given, on free ports of this machine."""

import re
import socket
import subprocess

from tests.live.programs import find, wait_for_port
from tests.live.server import ROOT, free_port

SECRET = "sesame-of-the-tests-only"


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
