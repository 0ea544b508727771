"""How far apart two browsers' music is: `make bench ARGS=--music` plays one track in two real Chromium pages and looks four times a second.

Each look reads both pages' `currentTime` by the machine's own clock; one page's clock is a day wrong.
"""

import asyncio
import tempfile
from pathlib import Path
from statistics import median

from tests.browser.people import Visitor, chromium
from tests.browser.sound import A_DAY_FAST, WATCH, together, tone
from tests.live.server import Server, template

from . import machine

EVERY = 0.25  # s


def measure(minutes):
    """Prints how far apart they were over so many minutes."""
    print("\n".join(f"{what}: {value}" for what, value in machine.about().items()))
    with tempfile.TemporaryDirectory(prefix="syncroom-music-") as folder:
        template(folder)
        server = Server(Path(folder)).start()
        try:
            samples = asyncio.run(listen(server, minutes * 60))
        finally:
            server.end()
    off = sorted(abs(sample) * 1000 for sample in samples if sample is not None)
    print(f"{minutes:g} minutes, {len(samples)} looks, {samples.count(None)} of them at silence")
    over = sum(one > 50 for one in off)
    print(f"apart: median {median(off):.1f} ms, p99 {off[int(len(off) * 0.99)]:.1f} ms, most {off[-1]:.1f} ms; over 50 ms: {over}")


async def listen(server, seconds):
    async with chromium() as browser:
        one, other = [Visitor(server, context, await context.new_page()) for context in [await browser.new_context() for _ in range(2)]]
        for visitor in (one, other):
            await visitor.context.add_init_script(WATCH)
        await other.context.add_init_script(A_DAY_FAST)
        code = await one.create(display_name="Ada")
        await other.open(f"/rooms/{code}/")
        await other.join("Grace")
        await other.inside()
        await play(one.page, tone("Long", int(seconds) + 120))
        await other.page.locator("music-bar").get_by_role("button", name="Listen", exact=True).click()
        return await together(one.page, other.page, seconds, EVERY)


async def play(page, file):
    await page.locator("music-bar [data-part=open]").click()
    sheet = page.locator("#music-sheet")
    await sheet.get_by_role("tab", name="Tracks").click()
    await sheet.locator("input[type=file]").set_input_files([file])
    await sheet.get_by_role("button", name="Play now: Long").click()
