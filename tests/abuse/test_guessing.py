"""Guessing gets nowhere, whatever is guessed and from wherever, and keeps no owner out. With 1,000 guesses of each: `make faults F=A7`."""

import asyncio
from itertools import count

import pytest

from .guessing import ENV, LIMITS, SILENT, SOURCES, Guessing

TIMES = {"password": 14, "passcode": 120, "invitation": 40, "link for a new password": 40, "mail with such a link": 14}
numbers = count(1)


@pytest.fixture
def guessing(serve, logs_are_clean):
    """guessing() is somebody else on the same server each time."""
    server = serve(**ENV)
    return lambda: Guessing(server, next(numbers))


@pytest.mark.parametrize("source", SOURCES)
async def test_guessing_is_heard_so_often_and_keeps_no_owner_out(guessing, source):
    ada = await asyncio.to_thread(guessing)
    for what in LIMITS:
        await asyncio.to_thread(ada.times, what, source, TIMES[what])
    await asyncio.to_thread(ada.owner_is_not_kept_out, source)
    assert await ada.sockets(source, 40) == SILENT
