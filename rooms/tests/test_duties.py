"""However many wishes ring, what is due is done in rounds, and only what is due."""

import asyncio
from datetime import timedelta

import pytest
from django.utils import timezone

from rooms.live import duties as module
from rooms.live import registry
from rooms.live.duties import Duties, do_chores, look
from rooms.live.registry import Chore

HOUR = timedelta(hours=1)


@pytest.fixture
def chores(monkeypatch):
    """chores(name, due) adds a chore; `chores.done` are the names of those that were run."""

    def chores(name, due, run=None):
        registry.chores.append(Chore(due and (lambda: due), run or (lambda now: chores.done.append(name))))

    chores.done = []
    monkeypatch.setattr(registry, "chores", [])
    return chores


def test_only_what_is_due_is_done_and_the_next_is_known(chores):
    now = timezone.now()
    chores("late", now - HOUR)
    chores("later", now + 2 * HOUR)
    chores("soon", now + HOUR)
    chores("whenever", None)
    due, later = look()
    do_chores.perform([(None, (now, list(due)))])
    assert chores.done == ["late"]
    assert later == now + HOUR


def test_a_chore_that_fails_does_not_keep_the_others_from_theirs(chores, caplog):
    now = timezone.now()
    chores("broken", now, run=lambda now: 1 / 0)
    chores("whole", now)
    do_chores.perform([(None, (now, registry.chores))])
    assert chores.done == ["whole"]
    assert "ZeroDivisionError" in caplog.text


async def test_what_falls_due_while_one_looks_is_done_in_the_next_round(chores, monkeypatch):
    heard, loop = [], asyncio.get_running_loop()
    soon = timezone.now() + timedelta(milliseconds=1)
    chores("soon", soon)
    monkeypatch.setattr(module, "writer", type("Writer", (), {"submit": lambda self, job: job.connection.answered(job)})())

    def read(function):
        future = loop.create_future()
        answer = function()
        while timezone.now() <= soon:
            pass
        future.set_result(answer)
        return future

    duties = Duties()
    duties.open(loop, read, expect=heard.append)
    duties.ring()
    async with asyncio.timeout(5):
        while duties.busy:
            await asyncio.sleep(0.005)
    assert soon not in heard
    assert chores.done == [] and not duties.again


async def test_a_crowd_of_wishes_shares_rounds(chores, monkeypatch):
    rounds, loop = [], asyncio.get_running_loop()

    class Writer:
        def submit(self, job):
            rounds.append(job)
            loop.call_later(0.01, job.connection.answered, job)

    def read(function):
        future = loop.create_future()
        future.set_result(function())
        return future

    monkeypatch.setattr(module, "writer", Writer())
    chores("due", timezone.now())
    duties = Duties()
    duties.open(loop, read, expect=lambda due: None)
    for _ in range(300):
        duties.ring()
    async with asyncio.timeout(5):
        while duties.busy:
            await asyncio.sleep(0.005)
    assert len(rounds) == 2


async def test_what_does_not_get_done_is_not_tried_without_a_pause(chores, monkeypatch):
    expected, loop = [], asyncio.get_running_loop()
    monkeypatch.setattr(module, "writer", type("Writer", (), {"submit": lambda self, job: job.connection.answered(job)})())
    chores("stuck", timezone.now() - HOUR)
    duties = Duties()

    def read(function):
        future = loop.create_future()
        future.set_result(function())
        return future

    duties.open(loop, read, expect=expected.append)
    duties.ring()
    async with asyncio.timeout(5):
        while duties.busy:
            await asyncio.sleep(0.005)
    assert len(expected) == 1
