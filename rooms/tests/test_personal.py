"""What is somebody's own is told by number, each change once, and only to them."""

import json

import pytest

from accounts.models import User
from rooms.live import personal, registry
from rooms.live.broadcast import gathered, ring
from rooms.live.hub import hub
from rooms.live.personal import postman, told
from rooms.live.protocol import MyChange

pytestmark = pytest.mark.django_db


class Noted(MyChange, tag="note"):
    word: str


@pytest.fixture
def notes(monkeypatch):
    """notes(user, word) changes a note of theirs, as a tool would."""
    rows = []

    def changes(since):
        return [(user, Noted(mine=number, word=word)) for user, number, word in rows if user in since and number > since[user]]

    def note(user, word):
        rows.append((user.pk, User.objects.number(user.pk), word))
        ring(user.pk)

    monkeypatch.setattr(registry, "my_replays", [changes])
    return note


def words(user, since=0):
    number, texts = told({user.pk: since})[user.pk]
    return number, [json.loads(text).get("word", "fresh") for _, text in texts]


def test_each_hears_what_changed_of_their_own_since_the_number_they_know(notes, ada, grace):
    notes(ada, "one")
    notes(grace, "hers")
    notes(ada, "two")
    assert words(ada) == (2, ["one", "two"])
    assert words(ada, since=1) == (2, ["two"])
    assert words(ada, since=2) == (2, [])
    assert words(grace) == (1, ["hers"])


def test_who_missed_too_much_or_knows_what_never_was_starts_afresh(notes, ada, monkeypatch):
    monkeypatch.setattr(personal.limits, "RESUME_CHANGES", 2)
    for word in ("one", "two", "three", "four"):
        notes(ada, word)
    assert words(ada, since=2) == (4, ["three", "four"])
    assert words(ada, since=1) == (4, ["fresh", "one", "two", "three", "four"])
    assert words(ada, since=9) == (4, ["fresh", "one", "two", "three", "four"])


def test_a_change_that_is_not_committed_rings_nobody(notes, ada, django_capture_on_commit_callbacks):
    with gathered() as letters, django_capture_on_commit_callbacks(execute=True):
        notes(ada, "one")
        assert letters == []
    assert [letter.user for letter in letters] == [ada.pk]


class Tab:
    """A connection, as far as the postman knows one."""

    def __init__(self, user, held=None):
        self.user, self.held, self.mine, self.rung, self.heard = user.pk, held, 0, set(), []

    def write(self, frames, texts):
        self.heard += [json.loads(text)["word"] for text in texts]


class Done:
    """A future that is."""

    def __init__(self, result):
        self.value = result

    def cancelled(self):
        return False

    def exception(self):
        return None

    def result(self):
        return self.value

    def add_done_callback(self, act):
        act(self)


@pytest.fixture
def tabs(monkeypatch, ada, grace):
    """Ada's desk and phone, Grace's desk, and somebody who is still being told the past."""
    tabs = Tab(ada), Tab(ada), Tab(grace), Tab(grace, held=[])
    monkeypatch.setattr(type(hub), "connections", property(lambda self: tabs))
    postman.open(lambda function, *args: Done(function(*args)))
    return tabs


def test_all_of_my_tabs_hear_and_nobody_elses(notes, tabs, ada):
    notes(ada, "one")
    postman.ring({ada.pk})
    assert [tab.heard for tab in tabs] == [["one"], ["one"], [], []]
    assert tabs[3].rung == {ada.pk}


def test_answers_that_overtake_each_other_tell_nothing_twice(notes, tabs, ada):
    desk = tabs[0]
    notes(ada, "one")
    early = told({ada.pk: 0})
    notes(ada, "two")
    postman.deliver(Done(told({ada.pk: 0})))
    postman.deliver(Done(early))
    assert desk.heard == ["one", "two"]
    assert desk.mine == 2


def test_what_was_never_rung_is_found_when_numbers_are_compared(notes, tabs, ada, grace):
    notes(grace, "hers")
    postman.reconcile({ada.pk: 0, grace.pk: 1})
    assert tabs[2].heard == ["hers"]
    assert tabs[0].heard == []


def test_saving_a_person_never_turns_their_number_back(ada):
    stale = User.objects.get(pk=ada.pk)
    User.objects.number(ada.pk)
    ada.end_sessions()
    stale.display_name = "Countess"
    stale.save()
    fresh = User.objects.get(pk=ada.pk)
    assert (fresh.seq, fresh.epoch, fresh.display_name) == (1, 1, "Countess")
