"""F13 in full: 50 times each of six causes to lose access, while talking."""

import asyncio

import pytest

from tests.live.revoking import CAUSES, WITHIN

from .ledger import measured, record

TIMES = 50
pytestmark = pytest.mark.usefixtures("logs_are_clean")


@pytest.mark.parametrize("where", WITHIN)
async def test_fifty_times_nobody_is_obeyed_or_told_anything_after_it(revocation, where):
    stand, said = await asyncio.to_thread(revocation, where), []
    for cause, code in CAUSES.items():
        times = await stand.times(cause, TIMES, WITHIN[where])
        said.append(f"{cause} {len(times)} times ({measured(times)}, code {code})")
    record("F13", f"{where}, 20 messages a second: {'; '.join(said)}; obeyed or told anything after {WITHIN[where]:g} s: 0")
