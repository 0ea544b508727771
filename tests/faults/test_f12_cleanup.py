"""F12 in full: 1,000 races of the cleanup commands with whoever comes in, on each database."""

import asyncio

import pytest

from tests.live.races import Races

from .ledger import measured, record

RACES = 1_000
pytestmark = pytest.mark.usefixtures("logs_are_clean")


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
async def test_a_thousand_races_take_nothing_from_anybody(alone, beside, database):
    server = await asyncio.to_thread(alone, database)
    races = await asyncio.to_thread(Races, server, beside(server))
    await races.run(RACES)
    record(
        "F12",
        f"{database}: {RACES} races of cleanup in a second process with a newcomer, a member, a reader of an archived room, a returning guest: "
        f"{races.came} came in ({measured(races.times)}) and {races.late} were too late and told so; lost: {len(races.lost)}",
    )
