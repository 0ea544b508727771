"""A newcomer is told the timer the others have, and whoever was away what became of it."""

import json

import pytest

from rooms.live.replay import changes, replays
from rooms.models import Room

pytestmark = pytest.mark.django_db(transaction=True)
EVERYTHING = [
    ("start", {}),
    ("add", {"minutes": 5}),
    ("pause", {}),
    ("resume", {}),
    ("skip", {}),
    ("edit", {"focus": 50, "quiet": True, "control": "all", "every": 3}),
    ("skip", {}),
    ("reset", {}),
    ("start", {"mode": "stopwatch"}),
    ("pause", {}),
    ("reset", {}),
    ("start", {"mode": "countdown", "minutes": 3}),
    ("edit", {"aligned": True, "focus": 25}),
]


def replayed(room, since):
    told = [json.loads(text) for text in changes(Room.objects.get(pk=room.pk), since)]
    return [event for event in told if event["type"] == "timer.changed"]


def test_replay_equals_what_the_others_heard_after_every_act(ask, come, ada, room, clock):
    come(ada)
    assert replayed(room, 0) == []
    for act, fields in EVERYTHING:
        clock.sleep(seconds=7)
        before = Room.objects.get(pk=room.pk).seq
        ask(ada, act, **fields)
        assert replayed(room, 0) == replayed(room, before) == clock.told[-1:]
        assert replayed(room, clock.told[-1]["seq"]) == []
    for minutes in range(0, 90, 10):
        if told := clock.move(minutes=minutes):
            assert replayed(room, 0) == told[-1:]


def test_a_latecomer_is_told_the_true_phase_remaining_time_and_round(ask, come, ada, room, clock):
    come(ada)
    ask(ada, "start")
    clock.move(minutes=62)
    (event,) = replayed(room, 0)
    assert (event["phase"], event["round"], event["ends_at"]) == ("focus", 3, "2026-03-02T10:35:00.000Z")


def test_what_the_room_is_asked_is_told_with_what_is_true_now(ask, come, ada, grace, room, clock):
    come(ada, grace)

    def polls():
        texts = replays([(Room.objects.get(pk=room.pk), 0, 0)])[0]
        return [event for event in map(json.loads, texts) if event["type"] == "timer.poll"]

    nothing = {"type": "timer.poll", "kind": None, "act": None, "minutes": None, "by": None, "yes": [], "needed": 0, "ends_at": None}
    assert polls() == [nothing]
    ask(ada, "edit", ready_check=True)
    ask(ada, "start")
    (poll,) = polls()
    assert (poll["kind"], poll["yes"], poll["needed"]) == ("ready", [ada.pk], 2)
