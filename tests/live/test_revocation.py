"""Who loses access while talking is out within a second, with several processes two, by the documented code. In full: `make faults F=F13`."""

import asyncio

import pytest

from .revoking import CAUSES, WITHIN

TIMES = 2
pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]


@pytest.mark.parametrize("where", WITHIN)
async def test_who_loses_access_while_talking_is_out_in_time(revocation, where):
    stand = await asyncio.to_thread(revocation, where)
    for cause in CAUSES:
        await stand.times(cause, TIMES, WITHIN[where])
