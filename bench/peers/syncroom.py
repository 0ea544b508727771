"""This server, as `manage.py serve` starts it: every check, limit and refusal in place, only the rates raised."""

import json
import subprocess
import sys

from tests.live.server import ROOT, START_SECONDS, Server, environment, template


class SyncRoom(Server):
    name, ready = "syncroom", '"room.ready"'

    def __init__(self, data, **env):
        super().__init__(data, SYNCROOM_LOG_LEVEL="WARNING", **env)  # the default, unlike the tests'

    @staticmethod
    def prepare(folder, layout):
        """Fill `folder` with tables, rooms and people; where each of them sits, [[{"path", "cookie"}, …] per room]."""
        template(folder)
        people = [sys.executable, "-m", "bench.peers.people"]
        told = subprocess.run(people, cwd=ROOT, env=environment(folder), check=True, text=True, stdout=subprocess.PIPE, input=json.dumps(layout))
        return [
            [{"path": f"/ws/rooms/{code}/?since=0", "cookie": f"syncroom_session={key}"} for key in keys] for code, keys in json.loads(told.stdout)
        ]


class Launched(SyncRoom):
    """The same under a profiler, which leaves what it saw in the data folder."""

    def start(self):
        command = [sys.executable, "-m", "bench.launch", "serve", "--port", str(self.port)]
        with open(self.log_path, "a") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=self.env, stdout=log, stderr=log)
        for _ in range(START_SECONDS * 20):
            if self.answers():
                return self
        raise RuntimeError(self.log)
