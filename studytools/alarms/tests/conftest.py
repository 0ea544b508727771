"""Alarms at known times."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from accounts.models import User
from rooms.live.broadcast import Telling
from rooms.live.jobs import Job
from rooms.live.personal import told
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import perform
from studytools.alarms.models import Alarm

START = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)  # a Monday, 7:00 in Berlin


@pytest.fixture
def clock():
    """It stands still at START; clock.move_to(…), clock.shift(…)."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ask(room):
    """ask(user, type, **fields) → what they are answered, or the refusal's code."""

    def ask(user, type, in_room=None, **fields):
        job = Job(actions[type], parse(json.dumps({"type": type, "ref": 1, **fields})), ((in_room or room).pk, user.pk))
        ask.told = [json.loads(letter.text) for letter in perform([job]) if isinstance(letter, Telling)]
        return job.answer.code if isinstance(job.answer, Refused) else job.answer

    return ask


@pytest.fixture
def add(ask):
    """add(user, list, **fields) → the alarm, at 7:30 in Berlin unless told otherwise."""

    def add(user, list="mine", **fields):
        usual = {"client_id": f"alarm-{Alarm.objects.count()}", "time": "07:30", "zone": "Europe/Berlin", "weekdays": [], "label": "Tea"}
        answer = ask(user, "alarms.add", list=list, **usual | fields)
        return Alarm.objects.get(pk=answer["id"]) if isinstance(answer, dict) else answer

    return add


@pytest.fixture
def mine():
    """mine(user, since=0) → the personal events told to somebody who knows that number."""
    return lambda user, since=0: [json.loads(text) for _, text in told({user.pk: since})[user.pk][1]]


@pytest.fixture
def number():
    return lambda user: User.objects.get(pk=user.pk).seq
