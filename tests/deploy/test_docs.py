"""README.md and docs/running.md tried as a newcomer would, and every page searched for what does not exist."""

import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands, load_command_class

from syncroom import limits
from syncroom.variables import OTHERS, catalogue
from tests.live.server import ROOT, Server, copied

from .pages import PAGES, blocks, lines, slugs

pytestmark = pytest.mark.xdist_group("processes")
TYPED = {  # {a page with commands: the test that types them}
    "README.md": "tests/deploy/test_docs.py",
    "docs/running.md": "tests/deploy/test_docs.py",
    "docs/hosting.md": "tests/deploy/test_hosting.py",
    "docs/relay.md": "tests/deploy/test_hosting.py",
    "docs/backups.md": "tests/live/test_backups.py",
}
MADE = {"bench/results/"}
FOLDERS = ("accounts", "bench", "chat", "deploy", "docs", "rooms", "static", "studytools", "syncroom", "templates", "tests")


def test_every_page_with_commands_has_a_test_that_types_them():
    assert {page for page, text in PAGES.items() if blocks(text)} == set(TYPED)
    for page, test in TYPED.items():
        assert Path(page).name in (ROOT / test).read_text(), (page, test)


def named(pattern):
    """[(page, group, …), …] of everything that looks like this."""
    return [(page, *found.groups()) for page, text in PAGES.items() for found in re.finditer(pattern, text, re.M)]


def test_every_command_and_option_that_is_named_exists():
    found = named(r"manage\.py ([a-z_]+)(?![a-z_…])((?:[ ]+--[a-z-]+| [\w./=:-]+)*)")
    assert len(found) > 20
    for page, name, more in found:
        assert name in get_commands(), (page, name)
        known = load_command_class(get_commands()[name], name).create_parser("manage.py", name)._option_string_actions
        assert set(re.findall(r"--[a-z-]+", more)) <= set(known), (page, name, more)


def test_every_target_of_make_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.M))
    found = {target for _, target in named(r"(?:`|^|&& )(?:[A-Z_]+=\S+ )*make ([a-z-]+)")}
    assert {"run", "test", "bench", "faults", "dev", "lint"} <= found <= targets


def test_every_setting_that_is_named_exists():
    known = {*catalogue, *(limits.PREFIX + name for name in limits.catalogue), *OTHERS}
    assert [(page, name) for page, name in named(r"\b(SYNCROOM_[A-Z_]+)\b") if name.removesuffix("_FILE") not in known] == []


def test_every_file_that_is_named_exists():
    found = named(rf"`((?:{'|'.join(FOLDERS)})/[\w./@-]+)`")
    assert len(found) > 30
    assert [(page, name) for page, name in found if name not in MADE and not (ROOT / name).exists()] == []


def test_every_link_leads_to_a_heading():
    for page, target, slug in named(r"\]\(([^)#\s]*)#([\w-]+)\)"):
        if not target.startswith("http"):
            there = os.path.normpath(os.path.join(os.path.dirname(page), target)) if target else page
            assert slug in slugs(there), (page, target, slug)


def test_the_containers_that_are_named_exist():
    for page, file, words in named(r"docker compose -f (\S+) (.*)"):
        services = yaml.safe_load((ROOT / file).read_text())["services"]
        verb, *rest = [word for word in words.split() if not word.startswith("-")]
        assert verb in ("up", "logs", "exec", "run", "cp", "stop", "start"), (page, words)
        told = {"cp": [rest[0].split(":")[0]] if rest else [], "exec": rest[:1], "run": rest[:1], "up": []}.get(verb, rest)
        assert set(told) <= set(services), (page, words)


def test_what_prometheus_is_told_is_a_list_of_our_processes():
    (text,) = re.findall(r"^```yaml\n(.*?)^```", PAGES["docs/running.md"], re.M | re.S)
    (job,) = yaml.safe_load(text)["scrape_configs"]
    assert set(job) == {"job_name", "authorization", "static_configs"} and job["static_configs"][0]["targets"]


@pytest.fixture
def clone(tmp_path):
    """The project as git gives it, with the packages that are here already."""
    folder = tmp_path / "clone"
    for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    (tmp_path / "bin").mkdir()
    program(tmp_path / "bin/python3", 'mkdir -p "$3/bin"; cp {0}/python "$3/bin/python"; ln -s /bin/true "$3/bin/pip"', tmp_path / "bin")
    program(tmp_path / "bin/python", 'exec {0} "$@"', sys.executable)
    return folder


def program(path, text, *words):
    path.write_text(f"#!/bin/sh\n{text.format(*words)}\n")
    path.chmod(0o755)


def hear():
    """Tests in the background of a shell do not hear Ctrl+C, and nor would what they start."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Typed(Server):
    """A server that somebody started by a line of a page, in the folder where they are."""

    def __init__(self, folder, data, line, **env):
        super().__init__(data, **env)
        self.line = line.replace("8000", str(self.port))
        self.folder, self.env["PORT"], self.env["PATH"] = folder, str(self.port), f"{folder.parent}/bin:{os.environ['PATH']}"

    def run(self, line):
        return subprocess.run(["bash", "-euc", line], cwd=self.folder, env=self.env, capture_output=True, text=True)

    def start(self):
        with open(self.log_path, "a") as log:
            self.process = subprocess.Popen(
                ["bash", "-c", self.line], cwd=self.folder, env=self.env, stdout=log, stderr=log, start_new_session=True, preexec_fn=hear
            )
        return self.wait()

    def end(self):
        """Ctrl+C, which everything that the line started hears."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
            try:
                self.process.wait(20)
            finally:
                with suppress(ProcessLookupError):
                    os.killpg(self.process.pid, signal.SIGKILL)


@pytest.fixture
def typed(clone, prepared, tmp_path):
    started = []

    def typed(line):
        started.append(Typed(clone, copied(prepared, tmp_path), line))
        return started[-1]

    yield typed
    for server in started:
        if hasattr(server, "process"):
            server.end()


def test_the_two_commands_of_the_readme(typed, clone):
    run, test = lines("README.md")
    (clone / ".venv/bin").mkdir(parents=True)
    shutil.copy(clone.parent / "bin/python", clone / ".venv/bin/python")
    for stamp in ("run", "dev"):
        (clone / ".venv" / stamp).touch()
    server = typed(run).start()
    assert server.person().get("/").status_code == 200
    assert f"SyncRoom is at {server.url}/" in server.log and "whoever opens this link becomes it" in server.log
    server.end()
    assert not server.answers() and "Traceback" not in server.log
    done = server.run(f"unset SYNCROOM_DATA; {test} ARGS='-n0 syncroom/tests/test_sealed.py'")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (clone / "data").exists(), "tests touch nothing of the site's"
    server.line = "make dev"
    assert server.start().person().get("/").status_code == 200
    assert server.run("make faults F=F99").stdout.startswith("make faults F=…, one of: A7 F11 "), "which there are"


def test_every_command_of_the_page_on_running_it(typed):
    *before, serve, tidy, tidied, guests, second = lines("docs/running.md")
    server = typed(serve)
    for line in before:
        done = server.run(line)
        assert done.returncode == 0, (line, done.stderr)
    server.start()
    server.env["DJANGO_SUPERUSER_PASSWORD"] = "analytical-engine-1"
    ada, reseal = (f".venv/bin/python manage.py {words}" for words in ("createsuperuser --noinput --username ada", "reseal"))
    answers = [server.run(line) for line in (ada, tidy, tidied, guests, second, reseal)]
    assert {done.returncode for done in answers} == {0}, [done.stderr for done in answers]
    assert "ada has no second step." in answers[4].stdout
    assert "Traceback" not in server.log
