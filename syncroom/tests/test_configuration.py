"""Every variable that is read stands in the docs, and the other way round."""

import os
import re
import shutil
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import CommandError

from syncroom import checks, dotenv, kinds, limits, problems, starting, variables
from syncroom.environment import hosts, postgresql, secret_key
from syncroom.variables import catalogue
from tests.live.server import ROOT, environment, free_port

READ = re.compile(r"""\benv(?:\.\w+)?\(\s*["'](\w+)["']""")


def documented():
    return set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/configuration.md").read_text(), re.M))


def test_every_setting_is_documented_and_every_documented_one_is_read():
    read = {name for path in (ROOT / "syncroom").glob("*.py") for name in READ.findall(path.read_text())}
    assert read - {"NAME"} == documented() == set(catalogue)


def test_nothing_is_read_from_the_environment_behind_its_back():
    behind = re.compile(r"os\.(environ(\.get|\[)|getenv)")
    folders = ["syncroom", "accounts", "rooms", "chat", "studytools"]
    reading = {path.name for folder in folders for path in (ROOT / folder).rglob("*.py") if behind.search(path.read_text())}
    assert reading - {"supervisor.py", "tools.py", "test_platform.py", Path(__file__).name} == {"problems.py"}


def test_the_example_names_only_settings_that_exist():
    assert set(re.findall(r"^# (\w+?)(?:_FILE)?=", (ROOT / ".env.example").read_text(), re.M)) <= documented()


def manage(tmp_path, *words, **env):
    return subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=ROOT,
        env=environment(tmp_path, **env),
        capture_output=True,
        text=True,
    )


def check(tmp_path, **env):
    return manage(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **env)


def test_an_https_address_alone_makes_a_site_that_may_be_deployed(tmp_path):
    done = check(tmp_path, SYNCROOM_URL="https://study.example.org")
    assert done.returncode == 0, done.stderr


WRONG = {
    "HOST": ("http://0.0.0.0", "an address or a name to listen on"),
    "PORT": ("80a", "a whole number from 1 to 65535"),
    "SYNCROOM_URL": ("study.example.org", "must look like https://study.example.org"),
    "SYNCROOM_TRUSTED_PROXIES": ("caddy", "addresses or networks"),
    "SYNCROOM_HSTS_SUBDOMAINS": ("ja", "must be true or false"),
    "SYNCROOM_SECRET_KEY": ("hunter2" * 5, "is too weak"),
    "DATABASE_URL": ("sqlite:///x.db", "leave it out for SQLite"),
    "REDIS_URL": ("http://redis", "must look like redis://"),
    "SYNCROOM_LAYER": ("redis", "the path of a Python class"),
    "SYNCROOM_EMAIL_URL": ("smtp://", "names no server"),
    "SYNCROOM_EMAIL_FROM": ("SyncRoom", "must look like SyncRoom <"),
    "SYNCROOM_STUN_URLS": ("turn.example.org", "such as stun:turn.example.org:3478"),
    "SYNCROOM_TURN_URLS": ("turn:turn.example.org https://turn.example.org", "not 'https://turn.example.org'"),
    "SYNCROOM_TURN_SECRET": ("hunter2", "is too weak"),
    "SYNCROOM_JANUS_URL": ("http://127.0.0.1:8088", "must look like ws://127.0.0.1:8188"),
    "SYNCROOM_LOG_LEVEL": ("loud", "DEBUG, INFO, WARNING, ERROR or CRITICAL"),
    "SYNCROOM_DEBUG": ("perhaps", "must be true or false"),
    "SYNCROOM_MESSAGE_CHARS": ("many", "must be a positive whole number"),
    "SYNCROOM_CAPACITY": ("0", "must be a positive whole number"),
    "SYNCROOM_TURN_SECONDS": ("601", "number up to 600"),
    "SYNCROOM_GAP_SECONDS": ("inf", "must be a positive number"),
}


def test_every_setting_that_makes_no_sense_stops_the_start_in_one_sentence_each(tmp_path):
    done = check(tmp_path, **{name: value for name, (value, _) in WRONG.items()})
    assert done.returncode == 2
    lines = done.stderr.splitlines()[1:]
    assert len(lines) == len(WRONG)
    for name, (_, words) in WRONG.items():
        assert [line for line in lines if line.startswith(f"- {name} ") and words in line], name
    assert "hunter2" not in done.stderr


NAMES = {
    "SYNCROOM_ULR": "SYNCROOM_ULR is no setting. Did you mean SYNCROOM_URL?",
    "SYNCROOM_PORT": "SYNCROOM_PORT is no setting. Did you mean PORT?",
    "SYNCROOM_MESAGE_CHARS": "Did you mean SYNCROOM_MESSAGE_CHARS?",
    "SYNCROOM_XYZZY": "SYNCROOM_XYZZY is no setting. docs/configuration.md",
    "SYNCROOM_OLD_NAME": "SYNCROOM_OLD_NAME is SYNCROOM_URL by now: please rename it.",
}


@pytest.fixture
def bare(monkeypatch):
    for name in list(os.environ):
        if name.startswith("SYNCROOM_"):
            monkeypatch.delenv(name)
    return monkeypatch


@pytest.mark.parametrize("name", NAMES)
def test_a_typing_error_in_a_name_is_found(bare, name):
    bare.setitem(variables.FORMER, "SYNCROOM_OLD_NAME", "SYNCROOM_URL")
    bare.setenv(name, "x")
    (sentence,) = problems.problems()
    assert NAMES[name] in sentence


def test_what_kubernetes_sets_for_a_service_of_our_name_is_no_mistake(bare, tmp_path):
    bare.setenv("SYNCROOM_DATA", str(tmp_path))
    for name, value in {"SERVICE_HOST": "10.0.0.1", "SERVICE_PORT": "80", "PORT": "tcp://10.0.0.1:80", "PORT_80_TCP_ADDR": "10.0.0.1"}.items():
        bare.setenv(f"SYNCROOM_{name}", value)
    assert problems.problems() == []


def test_a_secrets_file_must_be_readable_and_say_something(bare, tmp_path):
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    bare.setenv("DATABASE_URL_FILE", str(tmp_path / "missing"))
    bare.setenv("REDIS_URL_FILE", str(tmp_path / "empty"))
    bare.setenv("SYNCROOM_SECRET_KEY_FILE", str(tmp_path / "bytes"))
    bare.setenv("SYNCROOM_EMAIL_URL_FILE", str(tmp_path / "empty"))
    bare.setenv("SYNCROOM_EMAIL_URL", "smtp://localhost")
    named = {sentence.split(":")[0].split(" and ")[0] for sentence in problems.problems()}
    assert named == {"DATABASE_URL_FILE", "REDIS_URL_FILE", "SYNCROOM_SECRET_KEY_FILE", "SYNCROOM_EMAIL_URL"}


HALVES = {
    "SYNCROOM_ADMIN_USERNAME": ("root", "SYNCROOM_ADMIN_PASSWORD"),
    "SYNCROOM_TURN_URLS": ("turn:turn.example.org", "SYNCROOM_TURN_SECRET"),
    "SYNCROOM_JANUS_URL": ("ws://127.0.0.1:8188", "SYNCROOM_JANUS_SECRET"),
}


@pytest.mark.parametrize("name", HALVES)
def test_what_belongs_together_is_asked_for(name, bare, tmp_path):
    bare.setenv("SYNCROOM_DATA", str(tmp_path))
    bare.setenv(name, HALVES[name][0])
    (sentence,) = problems.problems()
    assert f"{name} and {HALVES[name][1]} belong together" in sentence


def test_a_key_for_rooms_of_janus_needs_a_janus(bare, tmp_path):
    bare.setenv("SYNCROOM_DATA", str(tmp_path))
    bare.setenv("SYNCROOM_JANUS_ROOM_KEY", "0123456789abcdef")
    (sentence,) = problems.problems()
    assert "of no use without SYNCROOM_JANUS_URL" in sentence


def test_an_address_that_cannot_be_had_is_said_before_the_site_is(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = manage(tmp_path, "serve", PORT=port)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"CommandError: PORT: another program listens at 127.0.0.1:{port} already." in done.stderr


@pytest.mark.parametrize(
    ("host", "words"),
    [("192.0.2.1", "HOST: 192.0.2.1 is no address of this machine."), ("no-such-name.invalid", "HOST: 'no-such-name.invalid' is neither an address")],
)
def test_an_address_of_another_machine_is_none_to_listen_on(host, words):
    with pytest.raises(CommandError, match=words):
        starting.check_address(host, 8000)


def test_one_address_of_a_name_is_enough(monkeypatch):
    here, there = ((socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0)) for address in ("127.0.0.1", "192.0.2.1"))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [there, here])
    starting.check_address("localhost", 0)


def test_tables_of_another_version_stop_the_start(tmp_path):
    done = manage(tmp_path, "serve", "--port", str(free_port()))
    assert (done.returncode, "Run manage.py migrate first" in done.stderr) == (2, True)


def test_a_data_folder_that_cannot_be_used_is_named(bare, tmp_path):
    (tmp_path / "file").write_text("")
    bare.setenv("SYNCROOM_DATA", str(tmp_path / "file" / "data"))
    (sentence,) = problems.problems()
    assert sentence.startswith("SYNCROOM_DATA: ")


DOTENV = {
    "SYNCROOM_URL = https://hunter2.example": "SYNCROOM_URL in .env, line 2: write it as SYNCROOM_URL=…, without spaces around the =.",
    "SYNCROOM_SECRET_KEY: hunter2": "SYNCROOM_SECRET_KEY in .env, line 2: write it as",
    "export PORT 8000 hunter2": "PORT in .env, line 2: write it as",
    "=hunter2": ".env, line 2: each line is NAME=value, or a remark that begins with #.",
}


@pytest.mark.parametrize("line", DOTENV)
def test_a_typing_error_in_the_file_is_said_by_its_line_and_not_repeated(tmp_path, line):
    (tmp_path / ".env").write_text(f"# hunter2\n{line}\nREDIS_URL=redis://hunter2\n")
    (sentence,) = dotenv.read(tmp_path / ".env", None)
    assert sentence.startswith(DOTENV[line]) and "hunter2" not in sentence


def test_a_file_that_cannot_be_read_is_said(tmp_path):
    (tmp_path / ".env").write_bytes(b"SYNCROOM_EMAIL_FROM=Gr\xfcn <a@b.example>")
    assert "it is no text in UTF-8" in dotenv.read(tmp_path / ".env", None)[0]
    assert "Is a directory" in dotenv.read(tmp_path, None)[0]
    assert dotenv.read(tmp_path / "none", None) == []


def test_what_is_wrong_with_the_file_stops_the_start_and_what_is_right_is_read(tmp_path):
    """A copy of the building: the file stands beside its manage.py."""
    shutil.copytree(ROOT / "syncroom", tmp_path / "syncroom", ignore=shutil.ignore_patterns("__pycache__", "tests"))
    words = "from syncroom import environment, problems; problems.stop_if_any(); print(*map(environment.env, ('PORT', 'SYNCROOM_LOG_FORMAT')))"
    env = {"PATH": os.environ["PATH"], "SYNCROOM_LOG_FORMAT": "json"}

    def start(text):
        (tmp_path / ".env").write_text(text)
        return subprocess.run([sys.executable, "-c", words], cwd=tmp_path, env=env, capture_output=True, text=True)

    assert start("\n  # remark\n  PORT=81 \nexport SYNCROOM_LOG_FORMAT='text'\n").stdout == "81 json\n", "the environment wins"
    wrong = start("PORT = 81\n")
    assert wrong.returncode == 2
    assert wrong.stderr.splitlines() == [problems.HEADING, "- PORT in .env, line 1: write it as PORT=…, without spaces around the =."]


def test_root_does_not_work_in_somebody_elses_data_folder(bare, tmp_path):
    bare.setenv("SYNCROOM_DATA", str(tmp_path))
    if os.geteuid() == 0:
        assert problems.problems() == []
        os.chown(tmp_path, 65534, -1)
    bare.setattr(os, "geteuid", lambda: 0)
    (sentence,) = problems.problems()
    assert sentence.startswith("SYNCROOM_DATA: ") and ": sudo -u " in sentence


def test_a_database_that_is_away_or_not_ready_is_said_without_a_traceback(tmp_path):
    away = manage(tmp_path, "migrate", DATABASE_URL="postgres://ada:between-us@127.0.0.1:1/syncroom")
    assert away.returncode == 2
    assert away.stderr.startswith("The database of DATABASE_URL cannot be used: ")
    assert "efused" in away.stderr and "between-us" not in away.stderr and "Traceback" not in away.stderr
    bare = manage(tmp_path, "expire_rooms")
    assert (bare.returncode, bare.stderr) == (2, "The database is not ready: no such table: rooms_connection. Run manage.py migrate first.\n")


@pytest.mark.parametrize(
    ("name", "value", "id"),
    [
        ("URL", kinds.site("http://study.example.org"), "syncroom.W001"),
        ("TRUSTED_PROXIES", "*", "syncroom.W002"),
        ("URL", kinds.site("http://192.168.1.5:8000"), None),
    ],
)
def test_what_could_be_better_is_shown_at_every_start(settings, name, value, id):
    setattr(settings, name, value)
    assert [one.id for one in checks.exposed(None)] == ([id] if id else [])


def test_a_key_that_others_can_read_is_shown(settings, tmp_path):
    settings.DATA = tmp_path
    (tmp_path / "secret_key").write_text("x")
    os.chmod(tmp_path / "secret_key", 0o644)
    assert [one.id for one in checks.readable(None)] == ["syncroom.W005"]


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path):
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
    assert stat.S_IMODE(os.stat(tmp_path / "secret_key").st_mode) == 0o600


def test_an_empty_key_is_no_key(tmp_path):
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="is empty"):
        secret_key(tmp_path)


@pytest.mark.parametrize("text", ["ftp://a", "https://", "https://a/b", "//a", "https://a?b=c", "https://a:port", "https://[a", "https://me:word@a"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ValueError, match="must look like"):
        kinds.site(text)


@pytest.mark.parametrize("text", ["postgres://u:pa/ss@h/n", "postgres://h", "mysql://u:secret@h/n", "h/n"])
def test_words_about_a_database_do_not_repeat_its_password(text):
    with pytest.raises(ValueError, match="must look like") as refused:
        kinds.database(text)
    assert "secret" not in str(refused.value) and "pa/ss" not in str(refused.value)


def test_what_stands_behind_the_database_joins_our_options():
    config = postgresql("postgres://u:p%2Fq@h/n?sslmode=require", {"OPTIONS": {"pool": True}})
    assert (config["PASSWORD"], config["OPTIONS"]) == ("p/q", {"pool": True, "sslmode": "require"})


@pytest.mark.parametrize("given", ["TRUE", "yes", "On", "1"])
def test_true_may_be_said_in_several_ways(given):
    assert kinds.flag(given) is True


def test_a_site_answers_to_its_address_only():
    assert hosts(kinds.site("https://study.example.org"), "0.0.0.0") == ["study.example.org", "localhost", "127.0.0.1", "[::1]"]
    assert "0.0.0.0" not in hosts(None, "0.0.0.0")
    assert "192.168.1.5" in hosts(None, "192.168.1.5")


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "key").write_text("$from a file " * 6 + "\n")
    words = "from django.conf import settings; print(settings.SECRET_KEY)"
    env = environment(tmp_path, SYNCROOM_SECRET_KEY_FILE=tmp_path / "key", DJANGO_SETTINGS_MODULE="syncroom.settings")
    out = subprocess.check_output([sys.executable, "-c", words], cwd=ROOT, env=env, text=True)
    assert out == ("$from a file " * 6).strip() + "\n"


def test_every_limit_is_positive_and_documented():
    page = (ROOT / "docs/limits.md").read_text()
    assert all(f"`SYNCROOM_{name}`" in page for name in limits.catalogue)
