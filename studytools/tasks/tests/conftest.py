"""What the tests of the tasks share."""

import json
from datetime import timedelta

import pytest

from rooms.live.broadcast import Ringing, Telling
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import perform
from studytools.tasks import models
from studytools.tasks.models import Task


@pytest.fixture
def ask(room):
    """ask(user, type, **fields) → (the answer or the refusal's code, the events told); `where` is another room."""

    def ask(user, type, where=room, **fields):
        try:
            call = parse(json.dumps({"type": f"tasks.{type}", "ref": 1, **fields}))
        except Refused as refusal:
            return refusal.code, []
        job = Job(actions[call.__struct_config__.tag], call, (where.pk, user.pk))
        letters = perform([job])
        ask.rung = [letter.user for letter in letters if isinstance(letter, Ringing)]
        told = [json.loads(letter.text) for letter in letters if isinstance(letter, Telling)]
        return job.answer.code if isinstance(job.answer, Refused) else job.answer, told

    return ask


@pytest.fixture
def add(ask):
    """add(user, title, **fields) → the new task."""

    def add(user, title, list="room", **fields):
        answer, _ = ask(user, "add", list=list, title=title, client_id=fields.pop("client_id", f"{title.replace(' ', '_')}-{user.pk}"[:64]), **fields)
        assert isinstance(answer, dict), answer
        return Task.objects.get(pk=answer["id"])

    return add


@pytest.fixture
def titles(room):
    """titles(**where) → the standing titles in order, sub-tasks in brackets behind their parent."""

    def titles(**where):
        rows = sorted(Task.objects.standing().filter(**where or {"room": room}), key=lambda task: (task.position, task.pk))
        below = {}
        for row in rows:
            below.setdefault(row.parent_id, []).append(row)

        def told(parent):
            return [task.title if task.pk not in below else (task.title, told(task.pk)) for task in below.get(parent, [])]

        return told(None)

    return titles


@pytest.fixture
def later(monkeypatch):
    """later(seconds): that much time has passed."""

    def pass_time(seconds):
        now = models.timezone.now() + timedelta(seconds=seconds)
        monkeypatch.setattr(models.timezone, "now", lambda: now)

    return pass_time
