"""The commands that clean up: their flags, their help, their words; tidy does them all."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command, load_command_class

from syncroom import chores
from syncroom.cleanup import Cleanup, Step, cleanups, in_order, work
from syncroom.spans import span, spell
from tests.live.server import ROOT

COMMANDS = ["expire_guests", "expire_messages", "expire_rooms", "expire_sessions", "expire_uploads"]


def say(*words):
    call_command(*words, stdout=(out := StringIO()))
    return out.getvalue().strip()


def command(name):
    (path,) = ROOT.glob(f"*/management/commands/{name}.py")
    return path, load_command_class(path.parts[-4], name)


def test_there_is_a_command_for_each_and_tidy_does_them_all(db):
    assert sorted(cleanups) == COMMANDS
    assert [line.split(":")[0] for line in say("tidy").splitlines()] == COMMANDS
    assert all(re.match(r"expire_\w+: 0 ", line) for line in say("tidy", "--dry-run").splitlines())


@pytest.mark.parametrize("name", [*COMMANDS, "tidy"])
def test_its_help_is_its_policy_and_its_file_is_short(name):
    path, found = command(name)
    words = " ".join(found.create_parser("manage.py", name).format_help().split())
    assert "--dry-run" in words and "--older-than AGE" in words and "Safe at any time, twice, and while people are in rooms" in words
    assert path.read_text().count("\n") < 50
    if name in cleanups:
        assert cleanups[name].policy in found.help


@pytest.mark.parametrize(("name", "words"), [(one.name, one.policy) for one in in_order()])
def test_the_docs_say_the_same(name, words):
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|$", (ROOT / "docs/running.md").read_text(), re.M))
    assert rows[name] == words


@pytest.mark.parametrize(("text", "hours"), [("90m", 1.5), ("36h", 36), ("30d", 720), ("2w", 336), (" 1D ", 24)])
def test_ages_are_said_in_words(text, hours):
    assert span(text) == timedelta(hours=hours)


@pytest.mark.parametrize("text", ["", "30", "d", "-1d", "1.5h", "1y", "9999999d", "999999d"])
def test_what_is_no_age_is_refused_in_words(text, db):
    with pytest.raises(ValueError, match=r"say 90m, 36h, 30d or 2w|longer than"):
        span(text)
    with pytest.raises(CommandError, match="argument --older-than"):
        say("tidy", f"--older-than={text}")


def test_spans_read_as_people_say_them():
    assert [spell(n) for n in (86_400, 2_592_000, 300, 5, 90)] == ["24 h", "30 days", "5 minutes", "5 s", "90 s"]


def made_of(*batches):
    return Step("letter", "burnt", lambda now, age: sum(batches), lambda now, age: iter(batches))


@pytest.fixture
def letters(monkeypatch):
    monkeypatch.setitem(cleanups, "expire_guests", Cleanup("expire_guests", "Burn.", (made_of(2, 0, 1), made_of(1))))


def test_it_counts_what_it_did_and_what_it_would(letters):
    assert say("expire_guests") == "3 letters burnt, 1 letter burnt"
    assert say("expire_guests", "--dry-run") == "3 letters would be burnt, 1 letter would be burnt"


def test_a_long_run_says_how_far_it_is(letters, monkeypatch):
    monkeypatch.setattr(chores, "SILENCE_SECONDS", -1)
    assert say("expire_guests").splitlines()[:2] == ["… 2 letters burnt so far", "… 2 letters burnt so far"]


def test_between_two_transactions_the_others_have_their_turn():
    rests = []
    assert list(work(made_of(2, 0, 1), None, rest=rests.append)) == [2, 0, 1]
    assert len(rests) == 3
