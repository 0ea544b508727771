"""A newcomer is told what the others heard: alarms of the room, alarms of mine, timers of mine."""

import json

import pytest

from rooms.live.broadcast import Telling, gathered
from rooms.live.replay import changes
from studytools.alarms.firing import fire_due
from studytools.alarms.models import Alarm

pytestmark = pytest.mark.django_db(transaction=True)


class Known:
    """What a page knows: rows by kind and id, after each event applied as docs/protocol.md says."""

    def __init__(self):
        self.rows = {}

    def hear(self, events):
        for event in events:
            kind, _, word = event["type"].partition(".")
            row = event.get("alarm", event)
            if word.endswith("removed"):
                self.rows.pop((kind, event["id"]), None)
            elif kind in ("alarms", "pocket"):
                self.rows[kind, row["id"]] = {name: value for name, value in row.items() if name != "mine"}
        return self


def act(ask, add, user, list, clock):
    """Every act that leaves a number behind; after each, a pause in which somebody may come."""
    first, second, third = (add(user, list, time=time, weekdays=days) for time, days in (("07:30", []), ("07:31", [1]), ("08:00", [])))
    yield
    ask(user, "alarms.edit", id=third.pk, time="09:00", zone="Asia/Kolkata", weekdays=[2], label="Chai")
    yield
    clock.move_to(second.next_at)
    fire_due(second.next_at)
    yield
    ask(user, "alarms.snooze", id=first.pk, minutes=5)
    if list == "mine":
        ask(user, "alarms.dismiss", id=second.pk)
    yield
    ask(user, "alarms.switch", id=second.pk, on=False)
    ask(user, "alarms.remove", id=third.pk)
    yield


def test_replay_gives_a_newcomer_the_rooms_alarms_that_the_others_have(clock, ask, add, ada, room):
    others, heard = Known(), room.seq
    for _ in act(ask, add, ada, "room", clock):
        room.refresh_from_db()
        others.hear(json.loads(text) for text in changes(room, heard))
        heard = room.seq
        assert Known().hear(json.loads(text) for text in changes(room, 0)).rows == others.rows
    assert len(others.rows) == 2


def test_what_is_published_is_what_is_replayed(clock, ask, add, ada, room):
    start = room.seq
    told = []
    for _ in range(3):
        alarm = add(ada, "room")
        told += ask.told
    ask(ada, "alarms.switch", id=alarm.pk, on=False)
    told += ask.told
    with gathered() as letters:
        fire_due(alarm.next_at)
    told += [json.loads(letter.text) for letter in letters if isinstance(letter, Telling)]
    room.refresh_from_db()
    numbers = [event["seq"] for event in told]
    assert numbers == [*range(room.seq - 5, room.seq + 1)]
    assert Known().hear(told).rows == Known().hear(json.loads(text) for text in changes(room, start)).rows


def test_replay_gives_my_new_page_the_alarms_that_my_others_have(clock, ask, add, ada, mine, number):
    page, heard = Known(), 0
    for _ in act(ask, add, ada, "mine", clock):
        page.hear(mine(ada, heard))
        heard = number(ada)
        assert Known().hear(mine(ada)).rows == page.rows
    assert len(page.rows) == 2
    assert Alarm.objects.count() == 3


def test_replay_gives_my_new_page_the_timers_that_my_others_have(clock, ask, ada, mine, number):
    page, heard = Known(), 0
    made = [ask(ada, "pocket.set", client_id=f"n{n}", kind="countdown", seconds=60)["id"] for n in range(3)]
    for n, verb in enumerate(["pause", "start", "pause", "reset", "remove"]):
        ask(ada, f"pocket.{verb}", id=made[n % 2])
        page.hear(mine(ada, heard))
        heard = number(ada)
        assert Known().hear(mine(ada)).rows == page.rows
    assert len(page.rows) == 2
