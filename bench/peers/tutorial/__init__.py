"""The chat server of the Channels tutorial on Daphne, with the one line that stores each message before it is sent on."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

from tests.live.server import ROOT, START_SECONDS, Server

SETTINGS = "bench.peers.tutorial.settings"


class Tutorial(Server):
    name, ready = "tutorial", ""

    def __init__(self, data, **env):
        super().__init__(data, **env)
        self.env |= surroundings(data)

    @staticmethod
    def prepare(folder, layout):
        """Nobody signs in here, so people are only places; see SyncRoom.prepare."""
        python, env = [sys.executable, "-m"], surroundings(folder)
        subprocess.run([*python, "django", "migrate", "--run-syncdb", "-v0"], cwd=ROOT, env=env, check=True)
        subprocess.run([*python, "bench.peers.tutorial.history"], cwd=ROOT, env=env, check=True, text=True, input=json.dumps(layout))
        return [[{"path": f"/ws/chat/room{n}/", "cookie": ""}] * layout["members"] for n in range(layout["rooms"])]

    def start(self):
        command = ["-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port), "-v0", "bench.peers.tutorial.asgi:application"]
        with open(self.log_path, "a") as log:
            self.process = subprocess.Popen([sys.executable, *command], cwd=ROOT, env=self.env, stdout=log, stderr=log)
        for _ in range(START_SECONDS * 20):
            if self.answers():
                return self
        raise RuntimeError(self.log)

    def answers(self):
        """It has no page at all: whatever it says will do."""
        try:
            urllib.request.urlopen(self.url, timeout=2)
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.05)
        return False


def surroundings(folder):
    return os.environ | {"DJANGO_SETTINGS_MODULE": SETTINGS, "TUTORIAL_DATA": str(folder)}
