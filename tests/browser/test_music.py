"""The room's music in real browsers: at one position for everybody who wants to hear it, and silence for whoever does not."""

import asyncio
import re

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from .people import PATIENCE, PHONE
from .sound import A_DAY_FAST, WATCH, WHERE, near, together, tone
from .test_accessible import problems


class Music:
    """The bar and the sheet, as somebody uses them."""

    def __init__(self, visitor):
        self.page, self.asked = visitor.page, []
        self.bar, self.sheet = self.page.locator("music-bar"), self.page.locator("#music-sheet")
        self.page.on("request", lambda request: self.asked.append(request.url))

    def button(self, name):
        return self.sheet.get_by_role("button", name=name, exact=True)

    async def open(self, tab=None):
        if not await self.sheet.is_visible():
            await self.bar.locator("[data-part=open]").click()
        if tab:
            await self.sheet.get_by_role("tab", name=tab).click()
        return self

    async def close(self):
        await self.page.keyboard.press("Escape")

    async def add(self, *files):
        await self.open("Tracks")
        await self.sheet.locator("input[type=file]").set_input_files(list(files))

    async def listen(self, name="Listen"):
        await self.bar.get_by_role("button", name=name, exact=True).click()

    async def says(self, words):
        await expect(self.bar).to_contain_text(words, timeout=PATIENCE)

    async def plays(self, plays=True):
        """(when, where), once it does; or that it does not, for good."""
        for _ in range(PATIENCE // 50):
            if bool(found := await self.page.evaluate(WHERE)) is plays:
                return found
            await asyncio.sleep(0.05)  # a poll, not a hope
        raise AssertionError(f"plays: {not plays}")

    @property
    def loaded(self):
        return [url for url in self.asked if "/tracks/" in url and "/static/" not in url]


@pytest.fixture
async def both(serve, visit):
    """Ada at her desk; Grace on a phone whose clock is a day fast."""
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    ada, grace = await visit(server), await visit(server, viewport=PHONE)
    for visitor in (ada, grace):
        await visitor.context.add_init_script(WATCH)
    await grace.context.add_init_script(A_DAY_FAST)
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    return ada, grace


async def queue(music, *titles):
    await music.open("Tracks")
    for title in titles:
        await music.button(f"Put into the queue: {title}").click()
    await music.open("Queue")
    await expect(music.sheet.locator("#music-queue li")).to_have_count(len(titles), timeout=PATIENCE)


async def test_two_people_hear_the_same_at_the_same_time_and_nobody_is_forced_to(both):
    ada, grace = both
    hers, graces = Music(ada), Music(grace)
    bad = {"name": "page.mp3", "mimeType": "audio/mpeg", "buffer": b"<html><script>alert(1)</script>"}
    await hers.add(tone("Long", 180), tone("Short", 6, 550), bad)
    await expect(hers.sheet.locator("#music-upload li", has_text="page.mp3")).to_contain_text("not an MP3", timeout=PATIENCE)
    await queue(hers, "Long", "Short")
    assert all(url.endswith("/tracks/") for url in hers.loaded)  # three uploads, and nothing was loaded
    await hers.button("Play for everybody").click()
    await hers.plays()
    await graces.says("playing")
    assert graces.loaded == [] and await grace.page.evaluate("window.audios.every((one) => !one.src)")
    await graces.listen()
    await graces.plays()
    assert near(samples := await together(ada.page, grace.page, seconds=60)), samples
    await expect(hers.sheet).to_contain_text("you and Grace listen", timeout=PATIENCE)

    await hers.sheet.get_by_label("Where it is, for everybody").fill("120000")  # a seek, for both
    for music in (hers, graces):
        for _ in range(100):
            if (await music.plays())[1] >= 120:
                break
            await asyncio.sleep(0.05)
    assert near(samples := await together(ada.page, grace.page, seconds=3)), samples

    await graces.listen("Stop listening")
    await graces.plays(False)
    await hers.sheet.get_by_label("Where it is, for everybody").fill("140000")
    await graces.says("the room goes on")
    assert await grace.page.evaluate(WHERE) is None
    await graces.listen("Rejoin")
    assert near(samples := await together(ada.page, grace.page, seconds=3)), samples

    await hers.button("Pause for everybody").click()
    await hers.plays(False)
    await graces.plays(False)
    await graces.says("paused")
    await hers.button("Play for everybody").click()
    await hers.button("Next").click()
    await graces.says("Short")
    await hers.plays()
    await graces.says("Music")  # it ends by itself, for both
    await hers.plays(False)
    await hers.open("Played")
    await expect(hers.sheet.locator("#music-played li b")).to_have_text(["Short", "Long"], timeout=PATIENCE)
    await hers.open("Queue")
    await expect(hers.sheet.locator("#music-queue")).to_contain_text("Nothing waits")


async def test_a_reload_is_silent_one_tab_plays_bells_are_heard_and_everything_passes_axe(both):
    ada, grace = both
    hers = Music(ada)
    await hers.add(tone("Long", 120), tone("Other", 30))
    await queue(hers, "Long", "Other")
    found = {}
    for tab in ("Queue", "Tracks", "Playlists", "Radio", "Played", "How"):
        await hers.open(tab)
        found[tab] = problems(await Axe().run(ada.page))
    assert {tab: what for tab, what in found.items() if what} == {}
    await hers.open("Playlists")
    await hers.sheet.get_by_label("New playlist").fill("Evening")
    await hers.sheet.get_by_label("with what is on and in the queue").check()
    await hers.button("Make it").click()
    await expect(hers.sheet.locator("#music-lists summary")).to_contain_text("Evening", timeout=PATIENCE)
    await hers.open("Queue")
    await hers.button("Take out: Other").click()
    await expect(hers.sheet.locator("#music-queue li")).to_have_count(1, timeout=PATIENCE)
    await hers.button("Undo").click()
    await expect(hers.sheet.locator("#music-queue li")).to_have_count(2, timeout=PATIENCE)
    await hers.button("Play for everybody").click()
    loud = (await hers.plays())[2]
    await hers.close()
    await ada.page.evaluate("import('/static/studytools/timer/tones.js').then(({ tones }) => tones.play('bell', 0.5))")
    for _ in range(100):
        softer = (await hers.plays())[2]
        if softer < loud / 3:
            break
        await asyncio.sleep(0.02)
    assert softer < loud / 3

    await ada.page.reload()
    await ada.inside()
    await hers.says("playing")
    assert await ada.page.evaluate("window.audios.every((one) => !one.src)")
    await ada.page.locator("h1").click()
    await ada.page.keyboard.press("m")
    await hers.plays()
    second = await ada.context.new_page()
    await second.goto(ada.page.url)
    other = second.locator("music-bar")
    await other.get_by_role("button", name="Listen", exact=True).click()
    await expect(other).to_contain_text(re.compile(r"\d:\d\d / 2:00"), timeout=PATIENCE)
    await hers.says("It plays in another tab now.")
    await hers.plays(False)
    graces = Music(grace)
    await graces.listen()
    assert near(samples := await together(second, grace.page, seconds=3)), samples
