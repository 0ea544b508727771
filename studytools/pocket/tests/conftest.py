"""Timers at known times."""

import json
from datetime import UTC, datetime

import pytest
import time_machine

from rooms.live.jobs import Job
from rooms.live.personal import told
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import perform

START = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)


@pytest.fixture
def clock():
    """It stands still at START; clock.shift(seconds)."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ask(room):
    """ask(user, type, **fields) → what they are answered, or the refusal's code."""

    def ask(user, type, **fields):
        job = Job(actions[type], parse(json.dumps({"type": type, "ref": 1, **fields})), (room.pk, user.pk))
        ask.letters = perform([job])
        return job.answer.code if isinstance(job.answer, Refused) else job.answer

    return ask


@pytest.fixture
def mine():
    """mine(user, since=0) → the personal events told to somebody who knows that number."""
    return lambda user, since=0: [json.loads(text) for _, text in told({user.pk: since})[user.pk][1]]
