"""Acts on sound, and what is told of them."""

import json

import pytest

from rooms.live.broadcast import Telling
from rooms.live.jobs import Job
from rooms.live.personal import told
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import perform
from studytools.sound.codes import encode

RAIN = encode([("rain-roof", 32, 25, 15), ("brown", 20, 0, 0)])
SEA = encode([("waves", 30, 20, 25)])


@pytest.fixture
def ask(room):
    """ask(user, type, **fields) → what they are answered, or the refusal's code; `ask.told`: what the room heard."""

    def ask(user, type, in_room=None, **fields):
        job = Job(actions[type], parse(json.dumps({"type": type, "ref": 1, **fields})), ((in_room or room).pk, user.pk))
        ask.told = [json.loads(letter.text) for letter in perform([job]) if isinstance(letter, Telling)]
        return job.answer.code if isinstance(job.answer, Refused) else job.answer

    return ask


@pytest.fixture
def mine():
    """mine(user, since=0) → the personal events told to somebody who knows that number."""
    return lambda user, since=0: [json.loads(text) for _, text in told({user.pk: since})[user.pk][1]]
