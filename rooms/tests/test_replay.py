"""A newcomer is told what the others heard."""

import json

import pytest

from chat.models import Message
from rooms.live import registry
from rooms.live.broadcast import Telling
from rooms.live.replay import changes, replays
from rooms.live.writer import gathered
from rooms.models import Room

pytestmark = pytest.mark.django_db


class State:
    """What a client knows: rows by kind and id, after each event applied as docs/protocol.md says."""

    def __init__(self):
        self.rows, self.last = {}, 0

    def hear(self, texts):
        for event in map(json.loads, texts):
            if event["type"] == "room.fresh":
                self.__init__()
            elif event.get("seq", 0) > self.last and event["type"] != "room.ready":
                self.last = event["seq"]
                self.apply(event)
        return self

    def apply(self, event):
        kind = event["type"].split(".")[0]
        key = kind, event.get("member", {}).get("id") or event.get("id")
        if event["type"] == "chat.removed" or event.get("member", {}).get("role") == "gone":
            self.rows.pop(key, None)
        else:
            self.rows[key] = {k: v for k, v in event.items() if k not in ("type", "seq")}


def say(room, user, *words):
    member = room.memberships.get(user=user)
    answers = Message.objects.post([(member, word, word.replace(" ", "_")) for word in words])
    return [Message.objects.get(pk=answer["id"]) for answer in answers]


@pytest.fixture
def history(room, ada, grace, mallory):
    """An act of every kind that leaves a number behind."""

    def act():
        first, second, _ = say(room, grace, "first", "second", "third")
        first.edit("first, better")
        second.strike(ada.pk)
        room.admit(mallory).revoke()
        grace.rename("Amazing Grace")
        room.change(topic="Esters", locked=True)
        say(room, ada, "fourth")[0].edit("fourth, better")

    return act


def test_replay_gives_a_newcomer_what_the_others_have(room, history, django_capture_on_commit_callbacks):
    before = State().hear(changes(Room.objects.get(pk=room.pk), 0))
    with gathered() as letters, django_capture_on_commit_callbacks(execute=True):
        history()
    others = before.hear([letter.text for letter in letters if isinstance(letter, Telling)])
    newcomer = State().hear(changes(Room.objects.get(pk=room.pk), 0))
    assert newcomer.rows == others.rows
    assert newcomer.last == others.last == Room.objects.get(pk=room.pk).seq


def test_events_are_told_in_order_without_a_gap(room, history, django_capture_on_commit_callbacks):
    start = Room.objects.get(pk=room.pk).seq
    with gathered() as letters, django_capture_on_commit_callbacks(execute=True):
        history()
    numbers = [letter.seq for letter in letters if isinstance(letter, Telling) and letter.seq]
    assert numbers == list(range(start + 1, Room.objects.get(pk=room.pk).seq + 1))


@pytest.mark.parametrize("heard", range(2, 13))
def test_whoever_was_away_catches_up_from_any_number(room, history, django_capture_on_commit_callbacks, heard):
    state = State().hear(changes(Room.objects.get(pk=room.pk), 0))
    with gathered() as letters, django_capture_on_commit_callbacks(execute=True):
        history()
    state.hear([letter.text for letter in letters if isinstance(letter, Telling) and (letter.seq or 0) <= heard])
    state.hear(changes(Room.objects.get(pk=room.pk), state.last))
    assert state.rows == State().hear(changes(Room.objects.get(pk=room.pk), 0)).rows


def test_after_too_long_everything_is_told_anew(room, ada):
    say(room, ada, *(f"word {n}" for n in range(501)))
    room = Room.objects.get(pk=room.pk)
    texts = changes(room, 1)
    assert json.loads(texts[0]) == {"type": "room.fresh"}
    assert State().hear(texts).rows == State().hear(changes(room, 0)).rows
    assert json.loads(changes(room, room.seq + 5)[0]) == {"type": "room.fresh"}


def test_a_replay_ends_with_who_is_here_and_the_number(room):
    room = Room.objects.get(pk=room.pk)
    texts = replays([(room, 0, 0)])[0]
    *_, ready = states = [json.loads(text) for text in texts]
    assert {"type": "presence.changed", "members": []} in states[-1 - len(registry.states) : -1]
    assert ready["type"] == "room.ready"
    assert ready["seq"] == room.seq
    assert ready["now"].endswith("Z")


def test_what_changed_while_we_looked_is_left_to_its_own_event(room, ada):
    stale = Room.objects.get(pk=room.pk)
    say(room, ada, "meanwhile")
    assert all(json.loads(text)["seq"] <= stale.seq for text in changes(stale, 0))
