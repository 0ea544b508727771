"""The files of deploy/ name what exists, agree with the settings, and pass their own programs' checks."""

import re
import shutil
import subprocess
import sys

import pytest
import yaml
from django.core.management import get_commands

from syncroom import limits, server
from syncroom.variables import catalogue
from tests.live.programs import find
from tests.live.server import ROOT

DEPLOY = ROOT / "deploy"
COMPOSE = ["compose.yaml", "compose.many.yaml"]
UNITS = sorted(path.name for path in DEPLOY.glob("syncroom*"))
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file() and path.name != ".env")
STOP_SECONDS = 15  # G11: gone by then
SETTINGS = {*catalogue, *(limits.PREFIX + name for name in limits.catalogue)}
CONNECTIONS = {"FRAME_BYTES", "OUTBOX_BYTES", "REQUEST_BYTES"}


def compose(name):
    return yaml.safe_load((DEPLOY / name).read_text())


def ours(services):
    return {name: service for name, service in services.items() if service.get("image", "").startswith("syncroom")}


def unit(name):
    """{key: [value, …]} of all sections."""
    found = {}
    for line in (DEPLOY / name).read_text().splitlines():
        if line and line[0] not in "#[":
            key, value = line.split("=", 1)
            found.setdefault(key, []).append(value)
    return found


def test_every_command_that_is_named_exists():
    named = {command for path in FILES for command in re.findall(r"manage\.py[\s,\"']+(\w+)", path.read_text())}
    assert {"serve", "migrate", "collectstatic", "tidy"} <= named
    assert named <= set(get_commands())


def test_every_setting_that_is_named_exists():
    for path in FILES:
        assert set(re.findall(r"\bSYNCROOM_[A-Z_]+\b|\bDATABASE_URL\b|\bREDIS_URL\b", path.read_text())) <= SETTINGS, path


def test_no_secret_stands_in_them():
    for path in FILES:
        for value in re.findall(r"(?i)(?:password|secret|token)\w*\s*[:=]\s*(\S+)", path.read_text()):
            assert value.startswith(("${", "?", "…")), (path, value)


@pytest.mark.parametrize("name", COMPOSE)
def test_a_compose_file_fits_together(name):
    whole = compose(name)
    services, text = whole["services"], (DEPLOY / name).read_text()
    for service in services.values():
        assert set(service.get("depends_on", ())) <= set(services)
        assert not {volume.split(":")[0] for volume in service.get("volumes", ())} - set(whole["volumes"]) - {"./Caddyfile"}
    for service in ours(services).values():
        assert set(service["environment"]) <= SETTINGS
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert "ports" not in service  # TLS is Caddy's
        assert service["stop_grace_period"] == f"{STOP_SECONDS}s"
        assert server.DRAIN_SECONDS + int(service["environment"].get("SYNCROOM_LINGER_SECONDS", 0)) < STOP_SECONDS
    upstreams = [word.split(":") for word in services["caddy"]["environment"]["UPSTREAMS"].split()]
    assert {host for host, _ in upstreams} == set(services["caddy"]["depends_on"]) <= set(ours(services))
    assert {int(port) for _, port in upstreams} == {int(catalogue["PORT"].default)}
    comments = " ".join(line for line in text.splitlines() if line.startswith("#"))
    assert set(re.findall(r"\$\{(\w+)", text)) <= set(re.findall(r"\b([A-Z_]+)=", comments))


def test_one_machine_is_one_process_and_many_share_a_layer():
    assert [name for name, service in ours(compose("compose.yaml")["services"]).items() if "command" not in service] == ["web"]
    many = [service for service in ours(compose("compose.many.yaml")["services"]).values() if "serve" in service["command"]]
    assert len(many) >= 2
    assert all({"DATABASE_URL", "REDIS_URL"} <= set(service["environment"]) for service in many)


@pytest.mark.parametrize("name", [name for name in UNITS if name.endswith(".service")])
def test_a_unit_names_what_exists_and_waits_as_long_as_the_drain(name):
    said = unit(name)
    assert set(re.findall(r"(\w+)=", " ".join(said["Environment"]))) <= SETTINGS
    for line in said["ExecStart"] + said.get("ExecStartPre", []):
        program = line.split()[0].removeprefix("/opt/syncroom/")
        assert program == ".venv/bin/python" or (ROOT / program).is_file(), program
    if said["Type"] == ["notify"]:
        assert said["TimeoutStopSec"] == [str(STOP_SECONDS)]


@pytest.fixture
def installed(tmp_path):
    """The units with /opt/syncroom where it is here."""
    (tmp_path / "opt/.venv/bin").mkdir(parents=True)
    (tmp_path / "opt/.venv/bin/python").symlink_to(sys.executable)
    shutil.copytree(DEPLOY, tmp_path / "opt/deploy")
    for name in UNITS:
        (tmp_path / name).write_text((DEPLOY / name).read_text().replace("/opt/syncroom", str(tmp_path / "opt")))
    return tmp_path


def test_systemd_takes_the_units_and_finds_them_confined(installed):
    analyze = find("systemd-analyze")
    names = [str(installed / name.replace("@", "@8001")) for name in UNITS]
    done = subprocess.run([analyze, "verify", "--man=no", *names], capture_output=True, text=True)
    about = [line for line in done.stderr.splitlines() if "syncroom" in line]
    assert (done.returncode, about) == (0, []), done.stderr
    for name in (name for name in UNITS if name.endswith(".service") and "@" not in name):
        words = [analyze, "security", "--offline=yes", "--threshold=20", str(installed / name)]  # 2.0 of 10
        done = subprocess.run(words, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-400:]


def test_nginx_takes_what_the_server_takes():
    text = (DEPLOY / "nginx.conf").read_text()
    megabytes = limits.catalogue["REQUEST_BYTES"].default // 2**20
    assert f"client_max_body_size {megabytes}m;" in text
    assert f"at most {megabytes} MB" in text
    patience = [int(seconds) for seconds in re.findall(r"location /ws/ .*?proxy_read_timeout (\d+)s", text, re.S)]
    assert patience > [2 * limits.catalogue["PING_SECONDS"].default + 15]


def test_every_upload_fits_into_a_request():
    sizes = {name: one for name, one in limits.catalogue.items() if name.endswith("_BYTES") and name not in CONNECTIONS}
    uploads = {name: one.default for name, one in sizes.items() if not one.about.startswith("bytes of all")}
    assert uploads
    most = limits.catalogue["REQUEST_BYTES"].default - 64 * 1024  # the form around it
    assert {name for name, size in uploads.items() if size > most} == set()
