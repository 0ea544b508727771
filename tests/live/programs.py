"""Outside programs that tests use: found, started on private ports, or missed in one clear line."""

import glob
import os
import pwd
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

import pytest

from .server import free_port

DEBIAN = {
    "redis-server": "redis-server",
    "initdb": "postgresql",
    "chromium": "chromium",
    "nginx": "nginx",
    "caddy": "caddy",
    "turnserver": "coturn",
    "janus": "janus",
    "systemd-analyze": "systemd",
}


def find(program):
    """Its path; the test skips if it is missing, or fails where SYNCROOM_REQUIRE=all says that nothing may be missing."""
    path = max(glob.glob(f"/usr/lib/postgresql/*/bin/{program}"), default=None) or shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if path is None:
        words = f"{program} is not installed (apt-get install {DEBIAN.get(program, program)})"
        if os.environ.get("SYNCROOM_REQUIRE") == "all":
            pytest.fail(words, pytrace=False)
        pytest.skip(words)
    return path


def wait_for_port(port, process, seconds=20):
    end = time.monotonic() + seconds
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port), 0.2).close()
        except OSError:
            assert process.poll() is None and time.monotonic() < end, f"{process.args[0]} did not start"
            time.sleep(0.05)


class Redis:
    """A redis-server without persistence."""

    def __init__(self, folder):
        self.program, self.port, self.folder = find("redis-server"), free_port(), folder
        self.url = f"redis://127.0.0.1:{self.port}/0"

    def start(self):
        words = [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(words, cwd=self.folder, stdout=subprocess.DEVNULL)
        wait_for_port(self.port, self.process)
        return self

    def stop(self):
        self.process.kill()
        self.process.wait()


class PostgreSQL:
    """A cluster of its own; started as another user where we are root, which PostgreSQL refuses to be."""

    def __init__(self, folder):
        self.bin, self.port = os.path.dirname(find("initdb")), free_port()
        self.folder = folder
        self.user = pwd.getpwnam("postgres") if os.geteuid() == 0 else None
        self.url = f"postgres://syncroom@127.0.0.1:{self.port}/syncroom"

    def run(self, program, *words, **kwargs):
        options = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        return kwargs.pop("how", subprocess.run)(
            [f"{self.bin}/{program}", *words], cwd="/", env={"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}, **options, **kwargs
        )

    def create(self):
        if self.user:
            os.chown(self.folder, self.user.pw_uid, self.user.pw_gid)
        self.run("initdb", "-D", f"{self.folder}/data", "-U", "syncroom", "-A", "trust", "-E", "UTF8", check=True, stdout=subprocess.DEVNULL)
        self.start()
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "syncroom", "syncroom", check=True)
        return self

    def start(self):
        settings = ["-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={self.folder}", "-p", str(self.port)]
        self.process = self.run(
            "postgres", "-D", f"{self.folder}/data", *settings, how=subprocess.Popen, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for_port(self.port, self.process)
        while self.run("pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port), "-t", "20").returncode:
            assert self.process.poll() is None, "PostgreSQL did not start"  # it listens before it lets anybody in
            time.sleep(0.05)

    def stop(self):
        self.process.kill()
        self.process.wait()


@contextmanager
def running(program):
    try:
        yield program
    finally:
        program.stop()
