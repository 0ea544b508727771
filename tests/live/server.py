"""Real server processes, and the programs they need, on free ports of this machine."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import requests

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60  # a busy machine is slow
OURS = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "MFLAGS"}  # of whoever runs the tests, not of whom they play
CSRF = "c" * 32  # the same in the cookie and in the form is all it takes


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def environment(data, **env):
    """Of a child: its own data folder, and limits that do not slow a test down."""
    keep = {k: v for k, v in os.environ.items() if not k.startswith(("SYNCROOM_", "MAKE")) and k not in OURS}
    generous = {
        f"SYNCROOM_{name}": "100000" for name in ("ACTIONS_PER_SECOND", "ACTIONS_BURST", "GUESTS_PER_HOUR", "ROOMS_PER_HOUR", "CODES_PER_MINUTE")
    }
    return keep | generous | {"SYNCROOM_DATA": str(data), "SYNCROOM_LOG_LEVEL": "INFO"} | {k: str(v) for k, v in env.items()}


def manage(*words, **env):
    return subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env["env"], check=True, capture_output=True, text=True).stdout


class Server:
    """One process. `log` holds all it printed."""

    def __init__(self, data, port=None, daphne=False, **env):
        self.data, self.port, self.daphne = Path(data), port or free_port(), daphne
        self.env = environment(data, **env)
        self.log_path = self.data / f"log-{self.port}.txt"
        self.url = f"http://127.0.0.1:{self.port}"

    def start(self):
        command = ["-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port), "-v0", "syncroom.asgi:application"]
        if not self.daphne:
            command = ["manage.py", "serve", "--port", str(self.port)]
        with open(self.log_path, "a") as log:
            self.process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.env, stdout=log, stderr=log)
        return self.wait()

    def wait(self):
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            assert self.process.poll() is None, f"the server stopped:\n{self.log}"
            assert time.monotonic() < deadline, f"no server:\n{self.log}"
        return self

    def answers(self):
        try:
            return urllib.request.urlopen(f"{self.url}/healthz", timeout=2).status == 200
        except OSError:
            time.sleep(0.05)
            return False

    @property
    def log(self):
        return self.log_path.read_text()

    def end(self):
        """At the end of a test: as a supervisor would, so that what it did is measured; but it ends."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ask it to go, as a supervisor does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)

    def person(self):
        return Person(self)

    def manage(self, *words):
        return manage(*words, env=self.env)


class Person:
    """Somebody's browser, without its pages: cookies and forms."""

    connecting, headers = {}, {}  # how its connections are made, where that takes more than an address

    def __init__(self, server):
        self.server, self.session = server, requests.Session()
        self.session.headers["Referer"] = server.url

    def get(self, path, **kwargs):
        return self.session.get(self.server.url + path, timeout=20, **kwargs)

    def post(self, path, follow=False, **data):
        self.session.cookies.set("syncroom_csrf", CSRF, domain=urlsplit(self.server.url).hostname, path="/")
        return self.session.post(self.server.url + path, data={"csrfmiddlewaretoken": CSRF, **data}, timeout=20, allow_redirects=follow)

    def upload(self, path, data, name="file"):
        """A file, as a page's script sends it."""
        self.session.cookies.set("syncroom_csrf", CSRF, domain="127.0.0.1", path="/")
        fields, headers = {"csrfmiddlewaretoken": CSRF}, {"Accept": "application/json"}
        return self.session.post(self.server.url + path, data=fields, files={"file": (name, data)}, headers=headers, timeout=60)

    def create(self, name="Library", display_name="Ada", **fields):
        """The code of a new room."""
        answer = self.post("/rooms/new/", name=name, display_name=display_name, **fields)
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"].strip("/").rsplit("/", 1)[1]

    def join(self, code, display_name="Grace", **fields):
        return self.post(f"/rooms/{code}/join/", display_name=display_name, **fields)

    @property
    def cookie(self):
        return f"syncroom_session={self.session.cookies.get('syncroom_session', '')}"


def template(folder):
    """A data folder with the tables made and the static files collected, to be copied by each server."""
    env = environment(folder)
    manage("migrate", "-v0", env=env)
    manage("collectstatic", "--no-input", "-v0", env=env)
    return Path(folder)


def copied(folder, target):
    shutil.copytree(folder, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.lock", "log-*"))
    return target
