"""What a call costs, and how soon it is there: `make bench ARGS=--call`, with real Chromium pages and made-up cameras on this machine.

How long after Join everybody's picture is seen; what a page sends up; whether pictures go on while a page has lost the room for twenty seconds.
"""

import asyncio
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

from tests.browser.calling import FAKE, check, grows, join, sees, stats
from tests.browser.people import Visitor, chromium
from tests.live.server import Server, template

from . import machine

TIMES = 7
AWAY_SECONDS = 20
LISTEN_SECONDS = 10
VIEW = {"width": 800, "height": 600}


def measure():
    print("\n".join(f"{what}: {value}" for what, value in machine.about().items()))
    with tempfile.TemporaryDirectory(prefix="syncroom-call-") as folder:
        template(folder)
        server = Server(Path(folder)).start()
        try:
            asyncio.run(everything(server))
        finally:
            server.end()


async def everything(server):
    for count in (2, 3):
        async with chromium(*FAKE) as browser:
            people = await gathered(browser, server, count)
            print(await first_picture(people), flush=True)
            print("\n".join(await while_lost(people)), flush=True)


async def gathered(browser, server, count):
    people = []
    for n in range(count):
        context = await browser.new_context(viewport=VIEW, reduced_motion="reduce")
        people.append(Visitor(server, context, await context.new_page()))
        if n:
            await people[n].open(f"/rooms/{people[0].code}/")
            await people[n].join(f"Guest {n}")
            await people[n].inside()
        else:
            await people[0].create(display_name="Ada")
        if n < count - 1:
            await join(people[n])
    return people


async def first_picture(people):
    """From the press of Join until the first picture of everybody else is shown, again and again."""
    *others, last = people
    took = []
    for _ in range(TIMES):
        await check(last)
        start = perf_counter()
        await last.page.locator("#call-check [data-part=join]").click()
        await sees(last, len(others))
        took.append(perf_counter() - start)
        if len(took) < TIMES:
            await last.page.locator("call-stage > .controls [data-part=leave]").click()
    return f"{len(people)} pages, 320×180: all pictures after {median(took):.2f} s (median of {TIMES}; most {max(took):.2f} s)"


async def while_lost(people):
    """One page has no connection to the room for a while."""
    person = people[-1]
    await person.context.set_offline(True)
    start, grown = perf_counter(), 0
    while perf_counter() - start < AWAY_SECONDS:
        await grows(person, len(people) - 1)
        await grows(people[0], len(people) - 1)
        grown += 1
        await asyncio.sleep(1)
    await person.context.set_offline(False)
    await person.inside()
    before = await sent(person)
    await asyncio.sleep(LISTEN_SECONDS)
    up = (await sent(person) - before) * 8 / LISTEN_SECONDS / 1000
    return [
        f"{AWAY_SECONDS} s without the room: pictures grew on every link in each of {grown} looks",
        f"{len(people)} pages: {up:.0f} kbit/s up from one, {up / (len(people) - 1):.0f} a link",
    ]


async def sent(person):
    return sum(one["bytesSent"] for one in await stats(person))
