"""A7 in full: 1,000 guesses of everything there is to guess, from one address, one network and 200 addresses."""

import asyncio

import pytest

from tests.abuse.guessing import ENV, LIMITS, SILENT, SOURCES, Guessing

from .ledger import record

GUESSES = 1_000
pytestmark = pytest.mark.usefixtures("logs_are_clean")


@pytest.mark.parametrize("source", SOURCES)
async def test_a_thousand_guesses_get_nowhere_and_keep_no_owner_out(serve, source):
    server = serve(**ENV)
    ada = await asyncio.to_thread(Guessing, server, 1)
    heard = {what: await asyncio.to_thread(ada.times, what, source, GUESSES) for what in LIMITS}
    await asyncio.to_thread(ada.owner_is_not_kept_out, source)
    assert await ada.sockets(source, GUESSES) == SILENT
    said = ", ".join(f"{what} {number}" for what, number in heard.items())
    record(
        "A7",
        f"{source}, {GUESSES} guesses of each; heard, while the others were told to wait: {said}; right: 0. {GUESSES} connections with guessed"
        f" sessions or to guessed rooms: closed with 4401 or 4404, alike whether the room is there; the owner came in from where it was guessed",
    )
