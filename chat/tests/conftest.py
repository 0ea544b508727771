"""A room, people who ask, and quiet."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from chat.holding import Hold
from rooms.live.broadcast import Telling
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import gathered, perform


@pytest.fixture
def lin(room, mallory):
    """Belongs, too."""
    room.admit(mallory)
    return mallory


@pytest.fixture
def ask(room):
    """ask(user, type, **fields) → what is answered, or the refusal's code; `ask.told`: the events it told."""

    def ask(user, type, **fields):
        job = Job(actions[type], parse(json.dumps({"type": type, "ref": 1, **fields})), (room.pk, user.pk))
        ask.letters = perform([job])
        ask.told = events_in(ask.letters)
        return job.answer.code if isinstance(job.answer, Refused) else job.answer

    return ask


@pytest.fixture
def say(ask):
    def say(user, word, **fields):
        return ask(user, "chat.post", **{"client_id": word.replace(" ", "_")[:60], "body": word, **fields})

    return say


@pytest.fixture
def until():
    return timezone.now() + timedelta(minutes=25)


@pytest.fixture
def focus(room, until):
    """The room is quiet."""
    Hold.objects.begin(room.pk, until, quiet=True)


def events_in(letters):
    return [json.loads(letter.text) for letter in letters if isinstance(letter, Telling)]


def heard(act):
    """The events that an act tells."""
    with gathered() as letters:
        act()
    return events_in(letters)


def release(room):
    return heard(lambda: Hold.objects.release([room.pk]))
