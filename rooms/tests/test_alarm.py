"""Many wishes, one alarm: each rings at its time, also those that were overtaken."""

import asyncio
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone

from rooms.live.alarm import GRAIN, NEAR, Alarm


@pytest.fixture
async def alarm():
    """It notes when it rang."""
    rung = []
    alarm = Alarm(lambda: rung.append(timezone.now()))
    alarm.rung = rung
    yield alarm
    alarm.cancel()


async def rings(alarm, count):
    async with asyncio.timeout(5):
        while len(alarm.rung) < count:
            await asyncio.sleep(0.005)


async def test_every_wish_rings_never_early_and_hardly_late(alarm):
    start = timezone.now()
    times = [start + timedelta(milliseconds=n) for n in (300, 100, 200)]
    for due in times:
        alarm.wish(due)
    await rings(alarm, 3)
    for due in times:
        assert any(timedelta() <= rung - due < timedelta(seconds=0.1) for rung in alarm.rung)


async def test_what_is_due_already_rings_once_and_soon(alarm):
    start = timezone.now()
    alarm.wish(start - timedelta(hours=1))
    await rings(alarm, 1)
    assert timedelta() < alarm.rung[0] - start < timedelta(seconds=0.1)
    assert alarm.wishes == []


async def test_what_nobody_gets_done_does_not_ring_without_a_pause(alarm):
    def again():
        alarm.rung.append(timezone.now())
        alarm.wish(timezone.now() - timedelta(hours=1), timedelta(seconds=0.1))

    alarm.ring = again
    alarm.wish(timezone.now())
    await rings(alarm, 4)
    assert all(later - rung >= timedelta(seconds=0.1) for rung, later in pairwise(alarm.rung))


async def test_what_is_far_away_is_kept_and_waited_for_once_it_is_near(alarm, monkeypatch):
    due = timezone.now() + NEAR + timedelta(seconds=1)
    alarm.wish(due)
    assert alarm.handle is None
    monkeypatch.setattr(timezone, "now", lambda: due + GRAIN)
    alarm.refresh()
    await rings(alarm, 1)
