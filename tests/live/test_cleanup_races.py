"""Nobody's room, place or guest that is in use is ever cleaned up, however cleanup and coming in race. In full: `make faults F=F12`."""

import asyncio

import pytest

from .races import Races

RACES = 50
pytestmark = pytest.mark.usefixtures("logs_are_clean")


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("processes"))])
async def test_cleanup_takes_nothing_from_whoever_comes_in_at_that_moment(alone, beside, database):
    server = await asyncio.to_thread(alone, database)
    races = await asyncio.to_thread(Races, server, beside(server))
    await races.run(RACES)
