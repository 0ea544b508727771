"""Sounds: how much faster than they are heard they are made, and what starting them costs the page, in a real browser."""

import asyncio
import os
from contextlib import suppress
from pathlib import Path

from tests.browser.people import DESK, chromium

from .machine import cpu_seconds

LISTEN_SECONDS = 3.0  # after the click
SHORTEST_MS = 50  # a browser reports no task that is shorter
DEAREST = "cafe", "rain-roof", "waves", "stream"  # the four that take the most
WATCH = """
    window.longest = 0
    const note = ({ duration }) => (window.longest = Math.max(window.longest, duration))
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type: "longtask" })
"""
RENDER = """
    async ({ kinds, seconds }) => {
      const { Scape } = await import("/static/studytools/sound/engine.js")
      const context = new OfflineAudioContext(2, seconds * 48_000, 48_000)
      const scape = new Scape(context)
      scape.out.connect(context.destination)
      await scape.become(kinds.map((kind) => ({ kind, volume: 0.6, first: 0.5, second: 0.5 })), 0)
      const began = performance.now()
      await context.startRendering()
      return (seconds * 1_000) / (performance.now() - began)
    }
"""


async def sound(plan):
    """How many times as fast as they are heard the four dearest sounds together are made, by the clock and by the browser's processor time;
    and the page's longest task in the seconds after the click that starts a mix, 0 below 50 ms."""
    seat = plan["seats"][0][0]
    url = f"http://127.0.0.1:{plan['port']}"
    name, value = seat["cookie"].split("=", 1)
    async with chromium() as browser:
        context = await browser.new_context(viewport=DESK)
        await context.add_cookies([{"name": name, "value": value, "url": url}])
        page = await context.new_page()
        await page.goto(f"{url}/rooms/{seat['path'].split('/')[3]}/")
        longest = await started(page)
        await page.goto(f"{url}/healthz")
        await page.goto(url)
        seconds, before = 12 * plan["seconds"], browser_seconds()
        times = await page.evaluate(RENDER, {"kinds": DEAREST, "seconds": seconds})
        per_cpu = seconds / max(browser_seconds() - before, 0.01)
        return {"times_real_time": times, "sound_per_cpu_second": per_cpu, "longest_task_ms": longest}


def browser_seconds():
    """Processor time of all that this process started, which is a browser and what drives it."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
    ours = {os.getpid()}
    while found := {pid for pid, parent in parents.items() if parent in ours} - ours:
        ours |= found
    return sum(cpu_seconds(pid) for pid in ours - {os.getpid()})


async def started(page):
    await page.get_by_role("button", name="Choose a sound").click()
    await page.get_by_role("dialog", name="Sound").wait_for()
    await page.evaluate(WATCH)
    await page.get_by_role("button", name="A wet Sunday").click()
    await asyncio.sleep(LISTEN_SECONDS)
    longest = await page.evaluate("window.longest")
    return longest if longest >= SHORTEST_MS else 0
