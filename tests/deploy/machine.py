"""A machine as docs/hosting.md finds it: its commands are typed as they stand, into a folder that plays the root."""

import os
import shlex
import subprocess
import sys

from tests.live.server import ROOT

from .pages import blocks, section

RECORDED = ["apt-get", "useradd", "systemctl", "journalctl", "certbot", "createuser", "createdb", "chown", "nginx"]  # done by others, and only noted
STUBS = {
    "sudo": 'while [ "$1" = -u ]; do shift 2; done; exec "$@"',
    "install": 'for last; do :; done; mkdir -p "$last"',
    "git": '[ "$1" = pull ] && exit; mkdir -p "$3"; cd {root}; {git} ls-files -z | tar --null -T - -cf - | tar -xf - -C "$3"',
    "python3": 'mkdir -p "$3/bin"; cp {bin}/python "$3/bin/python"; cp {bin}/recorded "$3/bin/pip"',
}


class Machine:
    """`changes`: {what the page says: what it is here}."""

    def __init__(self, folder, changes):
        self.root, self.bin, self.noted = folder / "root", folder / "bin", folder / "noted.txt"
        self.places = {place: f"{self.root}{place}" for place in ("/opt", "/var/lib/syncroom", "/var/backups/syncroom", "/etc/")}
        self.changes = changes | self.places
        self.bin.mkdir()
        for folder in ("opt", "var/lib", "etc/systemd/system", "etc/caddy", "etc/nginx/sites-available", "etc/nginx/sites-enabled"):
            (self.root / folder).mkdir(parents=True)
        (self.root / "etc/nginx/modules-enabled").mkdir()
        self.stub("recorded", f'echo "${{0##*/}} $*" >> {self.noted}')
        self.stub("python", f'exec {sys.executable} "$@"')
        for name in RECORDED:
            (self.bin / name).symlink_to("recorded")
        for name, text in STUBS.items():
            real = subprocess.check_output(["sh", "-c", "command -v git"], text=True).strip()
            self.stub(name, text.format(root=ROOT, bin=self.bin, git=real))

    def stub(self, name, text):
        (self.bin / name).write_text(f"#!/bin/sh\n{text}\n")
        (self.bin / name).chmod(0o755)

    def here(self, text):
        for there, here in self.changes.items():
            text = text.replace(there, here)
        return text

    def type(self, heading, page="docs/hosting.md"):
        """What a section has for a machine of one's own, in one shell; the first command that fails ends it."""
        env = {"PATH": f"{self.bin}:{os.environ['PATH']}", "PYTHONDONTWRITEBYTECODE": "1"}
        typed = [block for block in blocks(section(page, heading)) if "sudo " in block]
        assert typed, heading
        text = f"cd {self.here('/opt')}\n[ ! -d syncroom ] || cd syncroom\n{self.here(''.join(typed))}"
        done = subprocess.run(["bash", "-euo", "pipefail", "-c", text], cwd=self.root, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr

    def notes(self, program):
        return [line.split()[1:] for line in self.noted.read_text().splitlines() if line.split()[0] == program]

    def unit(self, name, instance=""):
        """{key: [value, …]} of an installed unit, as systemd would read it here."""
        found = {}
        for line in (self.root / "etc/systemd/system" / name).read_text().splitlines():
            if line and line[0] not in "#[":
                key, value = self.here(line).replace("%i", instance).split("=", 1)
                found.setdefault(key, []).append(value)
        return found


def command(unit, key):
    return shlex.split(unit[key][0])
