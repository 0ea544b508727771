"""Between two phases a timer costs next to nothing, however many run and however many people look at them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from rooms.live.broadcast import speaker
from rooms.live.replay import replays
from rooms.live.scheduler import survey
from rooms.models import Room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def crowded(come, ask, clock, ada):
    """crowded(rooms, people): so many rooms with so many people each, and timers that run."""

    def crowded(rooms, people):
        users = [User.objects.create_user(f"p{rooms}-{n}", display_name=f"P{n}") for n in range(people)]
        made = []
        for n in range(rooms):
            room = Room.objects.create_for(ada, f"Room {n}")
            for user in users:
                room.admit(user)
            come(*users, where=room)
            ask(ada, "start", where=room)
            made.append(room.pk)
        return made

    return crowded


def queries(act, *args):
    with CaptureQueriesContext(connection) as captured:
        act(*args)
    return [query["sql"] for query in captured]


def test_looking_after_forty_timers_and_their_people_takes_as_many_queries_as_after_one(crowded):
    """Once in ten seconds; nothing else looks at a timer before its phase ends."""
    one, many = queries(survey, crowded(1, 1), []), queries(survey, crowded(40, 4), [])
    assert len(one) == len(many)
    assert sum("studytools_timer" in sql for sql in many) <= 3


def test_a_timer_that_starts_asks_to_be_woken_when_it_ends_and_no_sooner(ask, come, ada, clock, timer, monkeypatch):
    wishes = []
    monkeypatch.setattr(speaker, "wake_at", wishes.append)
    come(ada)
    wishes.clear()
    ask(ada, "start")
    assert min(wishes) == timer().ends_at
    assert len(wishes) <= 3, "for the timer, for the chat that it keeps quiet, and to ask Ada whether she is still there"


def test_a_newcomer_costs_one_query_for_the_timer(ask, ada, room):
    ask(ada, "start")
    room.refresh_from_db()
    asked = [sql for sql in queries(replays, [(room, 0, 0)]) if "studytools_timer" in sql]
    assert len(asked) <= 2, "the timer, and what the room is asked about it"
