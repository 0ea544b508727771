"""docs/hosting.md, and docs/relay.md, tried as a new administrator would: each section's commands, and then the unit that they installed."""

import subprocess
from pathlib import Path

import pytest

from tests.live.programs import find
from tests.live.server import ROOT, Server, copied, free_port

from .machine import Machine, command

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]


class Unit(Server):
    """The process that systemd would start, with nothing but what the unit gives it."""

    def __init__(self, machine, name, port, data):
        super().__init__(data, port)
        self.unit = machine.unit(name, str(port))
        given = dict(word.split("=", 1) for line in self.unit["Environment"] for word in line.split())
        self.env = {"PATH": "/usr/bin:/bin", "NOTIFY_SOCKET": ""} | given | {"PORT": str(port)}

    def check(self):
        words = [*command(self.unit, "ExecStart")[:-1], "check", "--deploy", "--fail-level", "WARNING"]
        return subprocess.run(words, cwd=self.unit["WorkingDirectory"][0], env=self.env, capture_output=True, text=True)

    def start(self):
        folder = self.unit["WorkingDirectory"][0]
        for _ in self.unit.get("ExecStartPre", ()):
            subprocess.run(command(self.unit, "ExecStartPre"), cwd=folder, env=self.env, check=True, capture_output=True)
        with open(self.log_path, "a") as log:
            self.process = subprocess.Popen(command(self.unit, "ExecStart"), cwd=folder, env=self.env, stdout=log, stderr=log)
        return self.wait()


@pytest.fixture
def run(tmp_path):
    """run(machine, unit) starts what was installed."""
    started = []

    def run(machine, name):
        started.append(Unit(machine, name, free_port(), tmp_path))
        return started[-1].start()

    yield run
    for unit in started:
        unit.end()


def lives(server):
    """Whether it knows its address, and its proxy."""
    answer = server.person().get("/", headers={"Host": "study.example.org", "X-Forwarded-Proto": "https"})
    return answer.status_code == 200 and "Strict-Transport-Security" in answer.headers


def test_a_small_server_from_nothing_its_backup_its_upgrade_and_its_relay(tmp_path, run):
    machine = Machine(tmp_path, {})
    (machine.root / "var/lib/syncroom").mkdir(mode=0o700)  # StateDirectory
    machine.type("A small server")
    server = run(machine, "syncroom.service")
    assert lives(server)
    assert "whoever opens this link becomes it" in server.log
    assert server.stop() == -15
    assert (machine.root / "opt/syncroom/.env").stat().st_mode & 0o777 == 0o640
    assert (machine.root / "etc/caddy/Caddyfile").read_text() == (ROOT / "deploy/Caddyfile").read_text()
    checked = server.check()
    assert checked.returncode == 0, checked.stderr
    enabled = next(words for words in machine.notes("systemctl") if words[0] == "enable")[2:]
    assert all((machine.root / "etc/systemd/system" / name).is_file() for name in enabled)
    machine.type("Backing up", "docs/backups.md")
    assert ["enable", "--now", "syncroom-backup.timer"] in machine.notes("systemctl")
    backup = Unit(machine, "syncroom-backup.service", free_port(), tmp_path)
    done = subprocess.run(command(backup.unit, "ExecStart"), cwd=backup.unit["WorkingDirectory"][0], env=backup.env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [path.suffix for path in (machine.root / "var/backups/syncroom").iterdir()] == [".zip"]
    machine.type("Upgrade")
    assert ["restart", "syncroom"] in machine.notes("systemctl")
    machine.type("coturn", "docs/relay.md")
    (secret,) = (machine.root / "etc/syncroom-turn").read_text().split()
    assert (machine.root / "etc/turnserver.conf").read_text().endswith(f"static-auth-secret={secret}\n")
    assert "SYNCROOM_TURN_SECRET_FILE=" in (machine.root / "opt/syncroom/.env").read_text()
    (machine.root / "etc/janus").mkdir()
    machine.type("Janus, for large calls", "docs/relay.md")
    (secret,) = (machine.root / "etc/syncroom-janus").read_text().split()
    assert (machine.root / "etc/janus/syncroom-secret.jcfg").read_text() == f'api_secret = "{secret}"\n'
    assert "syncroom-rooms.jcfg" in (machine.root / "etc/janus/janus.plugin.videoroom.jcfg").read_text()
    assert lives(server.start())
    assert server.check().returncode == 0, "and its settings are taken"


def test_a_school_from_nothing(tmp_path, run, prepared, postgresql, redis):
    machine = Machine(tmp_path, {"postgres:////run/postgresql/syncroom": postgresql.url, "redis://127.0.0.1:6379/0": redis.url})
    find("nginx")
    debian = Path("/etc/nginx/nginx.conf").read_text()
    (machine.root / "etc/nginx/nginx.conf").write_text(debian)
    copied(prepared / "static", machine.root / "var/lib/syncroom/static")  # collected by the small server's test already
    machine.type("A school")
    assert all(lives(run(machine, "syncroom@.service")) for _ in range(2))
    assert "worker_connections 16384;" in (machine.root / "etc/nginx/nginx.conf").read_text()
    assert (machine.root / "etc/nginx/sites-enabled/syncroom").read_text().count("server_name study.example.org;") == 2
    assert "include /etc/nginx/modules-enabled/*.conf;" in debian  # where the limit of open files was put
