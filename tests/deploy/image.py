"""What deploy/Containerfile makes, without a container engine: the same files, the same commands, the same environment."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from tests.live.server import ROOT

PARTS = re.split(r"^FROM ", (ROOT / "deploy/Containerfile").read_text().replace("\\\n", " "), flags=re.M)[1:]
STAGES = {re.search(r"AS (\w+)$|$", part.splitlines()[0])[1] or "": part.splitlines() for part in PARTS}  # "" is what an engine makes if not told


def base(stage=""):
    return STAGES[stage][0].split()[0]


def instructions(word, stage=""):
    return [line.removeprefix(word).strip() for line in STAGES[stage] if line.startswith(word + " ")]


def command(word, stage=""):
    """The words of the last exec form, such as CMD ["a", "b"]."""
    text = instructions(word, stage)[-1]
    return json.loads(text[text.index("[") :])


def ignored(path, patterns):
    """As an engine reads .dockerignore: the last pattern that matches the path or a folder above it decides."""
    verdict = False
    for pattern in patterns:
        plain = pattern.removeprefix("!")
        above = ["/".join(path.parts[:n]) for n in range(1, len(path.parts) + 1)]
        if any(fnmatch(one, plain) or (plain.startswith("**/") and fnmatch(one.rsplit("/", 1)[-1], plain[3:])) for one in above):
            verdict = not pattern.startswith("!")
    return verdict


def context(target, *folders):
    """COPY . . of the project and of more folders into `target`."""
    patterns = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    for folder in (ROOT, *folders):
        for file in sorted(folder.rglob("*")):
            path = file.relative_to(folder)
            if file.is_file() and path.parts[0] not in (".git", ".venv") and not ignored(path, patterns):
                (target / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(file, target / path)
    return target


class Container:
    """The process that CMD starts in `app`, with nothing in its environment but what the file and `env` give it."""

    def __init__(self, app, data, stage="", **env):
        self.app, self.data = app, Path(data)
        given = dict(re.findall(r"(\w+)=(\S+)", " ".join(instructions("ENV", stage))))
        self.env = given | {"PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}", "SYNCROOM_DATA": str(data)} | env
        self.port = int(env.get("PORT", 8000))
        self.log_path = self.data / f"log-{self.port}.txt"

    def run(self, words):
        return subprocess.run(words, cwd=self.app, env=self.env, capture_output=True, text=True)

    def start(self):
        self.data.mkdir(exist_ok=True)
        with open(self.log_path, "a") as log:
            self.process = subprocess.Popen(command("CMD"), cwd=self.app, env=self.env, stdout=log, stderr=log)
        return self

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def healthy(self):
        return self.run(command("HEALTHCHECK")).returncode == 0

    def stop(self):
        self.process.terminate()
        self.process.wait(15)
