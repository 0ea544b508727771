"""A newcomer is told what the others heard, of the room's list and of their own."""

import json

import pytest

from rooms.live.protocol import encode
from rooms.models import Room
from studytools.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


class Heard:
    """Rows by id, each event applied by number."""

    def __init__(self, events=()):
        self.rows, self.last = {}, 0
        self.hear(events)

    def hear(self, events):
        for event in sorted(events, key=number):
            if number(event) > self.last:
                self.last = number(event)
                self.rows[event.get("id") or event["task"]["id"]] = event.get("task")
        self.rows = {id: task for id, task in self.rows.items() if task}
        return self


def number(event):
    return event.get("seq") or event["mine"]


def plain(events):
    return [json.loads(encode(event)) for event in events]


@pytest.fixture
def history(ask, add, ada, grace, room):
    """history(list): an act of every kind; what was told of the room's."""

    def play(list):
        told = []

        def act(who, type, **fields):
            answer, events = ask(who if list == "room" else ada, type, **fields)
            told.extend(events)
            return answer

        ids = [act(grace, "add", list=list, title=title, client_id=title)["id"] for title in "abcd"]
        a, b, c, d = ids
        act(grace, "move", id=b, parent=a)
        act(ada, "edit", id=c, base=Task.objects.get(pk=c).seq, title="C", due="2026-03-01")
        act(grace, "done", id=c, done=True)
        gone = act(ada, "remove", id=a)
        act(grace, "undo", act=gone["act"])
        act(ada, "remove", id=d)
        if list == "room":
            act(grace, "claim", id=b, on=True)
        return told

    return play


def test_replay_gives_a_newcomer_what_the_others_have(history, room):
    others = Heard(history("room"))
    newcomer = Heard(plain(Task.objects.changes(room, 0)))
    assert newcomer.rows == others.rows
    assert sorted(task["title"] for task in newcomer.rows.values()) == ["C", "a", "b"]


def test_whoever_was_away_catches_up_from_any_number(history, room):
    told = history("room")
    whole = Heard(told).rows
    for n in range(len(told)):
        heard = Heard(told[:n])
        assert heard.hear(plain(Task.objects.changes(room, heard.last or told[0]["seq"] - 1))).rows == whole


def test_my_own_are_told_from_any_number_too(history, ada, grace):
    history("mine")
    whole = Heard(plain(event for _, event in Task.objects.mine({ada.pk: 0}))).rows
    assert sorted(task["title"] for task in whole.values()) == ["C", "a", "b"]
    ada.refresh_from_db()
    for since in range(1, ada.seq + 1):
        changes = [change for _, change in Task.objects.mine({ada.pk: since, grace.pk: since})]
        assert {change.mine for change in changes} <= set(range(since + 1, ada.seq + 1))
    everything = plain(event for _, event in Task.objects.mine({ada.pk: 1}))
    assert Heard(everything).rows == whole
    assert {event["type"] for event in everything} == {"tasks.mine", "tasks.mine-removed"}
    assert list(Task.objects.mine({grace.pk: 0})) == list(Task.objects.mine({})) == []


def test_a_room_replays_its_tasks_with_everything_else(add, room, ada):
    from rooms.live.replay import changes

    task = add(ada, "Ours")
    add(ada, "Mine", "mine")
    told = [json.loads(text) for text in changes(Room.objects.get(pk=room.pk), 0)]
    assert [event["task"]["id"] for event in told if event["type"].startswith("tasks.")] == [task.pk]
