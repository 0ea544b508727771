"""Who loses access while talking is out within a second, with several processes two, without Redis 15, by the documented code.

In full: `make faults F=F13`.
"""

import asyncio
import copy

import pytest

from .revoking import CAUSES, WITHIN

TIMES, WITHOUT_REDIS_SECONDS = 2, 15
pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]


@pytest.mark.parametrize("where", WITHIN)
async def test_who_loses_access_while_talking_is_out_in_time(revocation, where):
    stand = await asyncio.to_thread(revocation, where)
    for cause in CAUSES:
        await stand.times(cause, TIMES, WITHIN[where])


async def test_where_the_layer_loses_everything_they_are_out_all_the_same(revocation):
    stand = await asyncio.to_thread(revocation, "two processes", SYNCROOM_LAYER="tests.live.lossy.Silent")
    stands = {cause: copy.copy(stand) for cause in CAUSES}  # each waits for the next look at all connections: together
    took = await asyncio.gather(*(one.revoke(cause, WITHOUT_REDIS_SECONDS) for cause, one in stands.items()))
    assert None not in took and max(took) <= WITHOUT_REDIS_SECONDS, dict(zip(CAUSES, took, strict=True))
