"""Every variable that is read stands in the docs, and the other way round."""

import os
import re
import stat
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from syncroom import limits
from syncroom.environment import address, hosts, secret_key
from tests.live.server import ROOT, environment

READ = re.compile(r"""\benv(?:\.\w+)?\(\s*["'](\w+)["']""")


def documented():
    return set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs/configuration.md").read_text(), re.M))


def test_every_setting_is_documented():
    read = {name for path in (ROOT / "syncroom").glob("*.py") for name in READ.findall(path.read_text())}
    assert read == documented()


def test_the_example_names_only_settings_that_exist():
    assert set(re.findall(r"^# (\w+)=", (ROOT / ".env.example").read_text(), re.M)) <= documented()


def check(tmp_path, **env):
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=environment(tmp_path, **env),
        capture_output=True,
        text=True,
    )


def test_an_https_address_alone_makes_a_site_that_may_be_deployed(tmp_path):
    done = check(tmp_path, SYNCROOM_URL="https://study.example.org")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"SYNCROOM_URL": "study.example.org"}, "SYNCROOM_URL must look like"),
        ({"SYNCROOM_MESSAGE_CHARS": "many"}, "SYNCROOM_MESSAGE_CHARS must be a positive number"),
        ({"SYNCROOM_CAPACITY": "0"}, "SYNCROOM_CAPACITY must be a positive number"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start_in_words(tmp_path, env, words):
    done = check(tmp_path, **env)
    assert done.returncode != 0
    assert words in done.stderr


def test_the_secret_key_is_made_once_for_its_owner_only(tmp_path):
    key = secret_key(tmp_path)
    assert len(key) >= 50
    assert secret_key(tmp_path) == key
    assert stat.S_IMODE(os.stat(tmp_path / "secret_key").st_mode) == 0o600


def test_an_empty_key_is_no_key(tmp_path):
    (tmp_path / "secret_key").write_text("")
    with pytest.raises(ImproperlyConfigured, match="is empty"):
        secret_key(tmp_path)


@pytest.mark.parametrize("text", ["ftp://a", "https://", "https://a/b", "//a", "https://a?b=c"])
def test_what_is_no_address_is_refused(text):
    with pytest.raises(ImproperlyConfigured):
        address(text)


def test_a_site_answers_to_its_address_only():
    assert hosts(address("https://study.example.org"), "0.0.0.0") == ["study.example.org", "localhost", "127.0.0.1", "[::1]"]
    assert "0.0.0.0" not in hosts(None, "0.0.0.0")
    assert "192.168.1.5" in hosts(None, "192.168.1.5")


def test_a_secret_may_stand_in_a_file(tmp_path):
    (tmp_path / "key").write_text("from a file " * 6)
    words = "from django.conf import settings; print(settings.SECRET_KEY)"
    env = environment(tmp_path, SYNCROOM_SECRET_KEY_FILE=tmp_path / "key", DJANGO_SETTINGS_MODULE="syncroom.settings")
    out = subprocess.check_output([sys.executable, "-c", words], cwd=ROOT, env=env, text=True)
    assert out.strip().startswith("from a file")


def test_every_limit_is_positive_and_documented():
    page = (ROOT / "docs/limits.md").read_text()
    assert all(f"`SYNCROOM_{name}`" in page for name in limits.catalogue)
