"""However many wishes ring, what is due is done in rounds, and only what is due."""

import asyncio
from datetime import timedelta

import pytest
from django.utils import timezone

from rooms.live import duties as module
from rooms.live import registry
from rooms.live.duties import Duties, do_chores, look
from rooms.live.process import LiveProcess
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


class Writer:
    """Is done with a job at once; `jobs` are those it was given."""

    def __init__(self):
        self.jobs = []

    def submit(self, job):
        self.jobs.append(job)
        job.connection.answered(job)


@pytest.fixture
async def duties(monkeypatch):
    """`duties.heard` is what it expects next; `duties.lag()` is called after each look; `rounds` rings and waits until all is quiet."""
    duties, loop = Duties(), asyncio.get_running_loop()
    duties.heard, duties.lag, duties.writer = [], lambda: None, Writer()
    monkeypatch.setattr(module, "writer", duties.writer)

    def read(function):
        future = loop.create_future()
        future.set_result(function())
        duties.lag()
        return future

    async def rounds(rings):
        for _ in range(rings):
            duties.ring()
        async with asyncio.timeout(5):
            while duties.busy:
                await asyncio.sleep(0.005)  # a poll, not a hope
        return len(duties.writer.jobs)

    duties.open(loop, read, expect=duties.heard.append)
    duties.rounds = rounds
    return duties


async def test_what_falls_due_while_one_looks_is_done_in_the_next_round(chores, duties):
    soon = timezone.now() + timedelta(milliseconds=20)
    chores("soon", soon)

    def lag():
        while timezone.now() <= soon:
            pass

    duties.lag = lag
    assert await duties.rounds(1) >= 1
    assert soon not in duties.heard


async def test_a_crowd_of_wishes_shares_rounds(chores, duties):
    chores("due", timezone.now())
    assert await duties.rounds(300) == 2


async def test_what_does_not_get_done_is_not_tried_without_a_pause(chores, duties):
    chores("stuck", timezone.now() - HOUR)
    assert await duties.rounds(1) == 2
    assert len(duties.heard) == 1


async def test_whoever_rings_when_the_process_is_closed_is_told_nothing(monkeypatch):
    writer = Writer()
    monkeypatch.setattr(module, "writer", writer)
    expected, duties = [], Duties()
    duties.open(asyncio.get_running_loop(), LiveProcess().read, expected.append)
    duties.ring()
    while not expected:
        await asyncio.sleep(0)
    assert expected == [None]
    assert writer.jobs == []
