"""What is true of everybody's focus is told anew whenever it changes: a newcomer is told what the others heard."""

import json

import pytest

from rooms.live.broadcast import Stirring, gathered
from rooms.live.protocol import encode
from rooms.live.replay import replays
from studytools.focus.actions import flow, here, intend, outcome, people, share
from studytools.focus.models import Desk

pytestmark = pytest.mark.django_db(transaction=True)


def told(room):
    return json.loads(encode(people([room.pk])[room.pk]))


def newcomer(room):
    room.refresh_from_db()
    events = [json.loads(text) for text in replays([(room, 0, 0)])[0]]
    return next(event for event in events if event["type"] == "focus.people")


def acts(study, room, ada, grace):
    """What changes it, by people, by the timer, and by time."""
    first, second = (room.memberships.get(user=user) for user in (ada, grace))
    study.enter(room, ada, grace)
    yield lambda: intend(first, "Esters")
    yield lambda: share(second, True)
    yield lambda: study.at(5).focus(room)
    yield lambda: flow(first, True)
    yield lambda: study.at(30).rest(room)
    yield lambda: flow(first, False)
    yield lambda: outcome(first, "blocked")
    yield lambda: study.at(35).focus(room)
    yield lambda: Desk.objects.ask_who_is_still_there(study.at(130).now)
    yield lambda: here(second)
    yield lambda: study.leave(room, grace)
    yield lambda: intend(first, "")


def test_after_every_act_the_room_is_told_what_a_newcomer_is_told(study, room, ada, grace):
    heard = told(room)
    for n, act in enumerate(acts(study, room, ada, grace)):
        with gathered() as letters:
            act()
        if Stirring(room.pk) in letters:
            heard = told(room)
        assert newcomer(room) == heard, f"act {n}"
