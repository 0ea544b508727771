"""Soundscapes as people use them, with real audio: what should sound sounds, what should not is silent."""

import asyncio
import re
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from studytools.sound.presets import PRESETS

from .people import PATIENCE, PHONE
from .test_accessible import problems

EARS = (Path(__file__).parent / "ears.js").read_text()
HEARD, STILL = 0.003, 0.0005  # RMS; brown noise at the usual volume is at 0.03
RAIN, TRAIN = PRESETS["A wet Sunday"], PRESETS["Night train"]


class Listener:
    """Somebody's bar and sheet, and what comes out of their loudspeakers."""

    def __init__(self, page):
        self.page, self.bar, self.sheet = page, page.locator("sound-bar"), page.get_by_role("dialog", name="Sound")
        self.line, self.name = self.bar.locator("[data-part=line]"), self.bar.locator("[data-part=name]")

    async def press(self, label):
        await self.bar.get_by_role("button", name=label, exact=True).click(timeout=PATIENCE)

    async def open(self):
        await self.bar.locator("[data-part=open]").click()
        await expect(self.sheet).to_be_visible(timeout=PATIENCE)

    async def close(self):
        await self.sheet.get_by_role("button", name="Close").click()

    async def choose(self, preset):
        await self.open()
        await self.sheet.get_by_role("button", name=preset, exact=True).click()

    async def tab(self, url):
        """Another one of the same browser."""
        page = await self.page.context.new_page()
        await page.goto(url)
        return Listener(page)

    async def hears(self):
        await self.page.wait_for_function(f"() => loud() > {HEARD}", timeout=PATIENCE)

    async def silence(self):
        await self.page.wait_for_function(f"() => loud() < {STILL}", timeout=PATIENCE)

    async def is_silent(self):
        for _ in range(5):
            assert await self.page.evaluate("loud()") < STILL
            await asyncio.sleep(0.1)  # a stretch of time, in which nothing may be heard


@pytest.fixture
async def listeners(serve, visit):
    """Ada at her desk and Grace on a phone, in Ada's room."""
    server = serve()
    ada, grace = await visit(server), await visit(server, viewport=PHONE, has_touch=True)
    for visitor in (ada, grace):
        await visitor.context.add_init_script(EARS)
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    return Listener(ada.page), Listener(grace.page)


async def test_a_mix_for_the_room_is_heard_by_who_presses_play_and_paused_for_everybody(listeners):
    ada, grace = listeners
    fetched = []
    grace.page.on("request", lambda request: fetched.append(request.url))
    await ada.choose("A wet Sunday")
    await ada.hears()
    await ada.sheet.get_by_role("button", name="Give it to the room").click()
    await expect(ada.line).to_have_text("With the room", timeout=PATIENCE)
    await expect(grace.name).to_have_text("A wet Sunday", timeout=PATIENCE)
    await expect(grace.line).to_contain_text("not playing for me")
    await grace.is_silent()
    assert not [url for url in fetched if "sound/engine" in url]
    await grace.press("Play the sound")
    await grace.hears()
    assert any("sound/engine" in url for url in fetched)
    await ada.sheet.get_by_role("button", name="Pause it for everybody").click()
    await expect(grace.line).to_contain_text("paused in the room", timeout=PATIENCE)
    await grace.silence()
    await ada.silence()
    await ada.sheet.get_by_role("button", name="Play it for everybody").click()
    await grace.hears()
    await grace.press("Silence my sound")
    await grace.silence()
    await ada.hears()
    await ada.page.evaluate("window.before = loud()")
    await ada.page.evaluate("import('/static/studytools/timer/tones.js').then(({ tones }) => tones.play('bowl', 0.001))")
    await ada.page.wait_for_function("() => loud() < before / 2", timeout=PATIENCE)
    await ada.hears()
    assert problems(await Axe().run(ada.page)) == []
    await grace.open()
    assert problems(await Axe().run(grace.page)) == []


async def test_it_is_remembered_waits_for_a_touch_and_sounds_in_one_tab_only(listeners):
    ada, _ = listeners
    await ada.choose("Night train")
    await ada.hears()
    other = await ada.tab(ada.page.url)
    await expect(other.name).to_have_text("Night train", timeout=PATIENCE)
    await other.page.locator("h1").click()
    await expect(other.line).to_contain_text("plays in another tab", timeout=PATIENCE)
    await other.is_silent()
    await other.press("Play the sound here")
    await other.hears()
    await ada.silence()
    await expect(ada.line).to_contain_text("plays in another tab", timeout=PATIENCE)
    await other.page.keyboard.press("n")
    await other.silence()
    await ada.is_silent()
    await other.page.keyboard.press("n")
    await other.hears()
    await other.page.close()
    await ada.hears()
    await ada.page.reload()
    await ada.page.wait_for_function("() => window.loud")
    await ada.page.locator("h1").click()
    await ada.hears()


async def test_my_mixes_are_saved_shared_by_link_and_code_and_what_is_none_is_refused_in_words(listeners):
    ada, grace = listeners
    await ada.choose("A wet Sunday")
    sheet = ada.sheet
    await sheet.get_by_label("Wind", exact=True).fill("20")
    await expect(ada.name).to_have_text("Light rain, a fire, and wind")
    await sheet.get_by_label("Save this mix as").fill("Mine <b>")
    await sheet.get_by_role("button", name="Save", exact=True).click()
    mine = sheet.get_by_role("button", name="Mine <b>", exact=True)
    await expect(mine).to_have_attribute("aria-pressed", "true", timeout=PATIENCE)
    await sheet.get_by_role("button", name="Rename Mine").click()
    await sheet.get_by_label("Its new name").fill("Windy")
    await ada.page.keyboard.press("Enter")
    await sheet.get_by_role("button", name="Remove Windy").click(timeout=PATIENCE)
    await expect(sheet).to_contain_text("Removed “Windy”.", timeout=PATIENCE)
    await sheet.get_by_role("button", name="Undo").click()
    await expect(sheet.get_by_role("button", name="Windy", exact=True)).to_be_visible(timeout=PATIENCE)
    field = sheet.get_by_label("A code or a link")
    for wrong in (RAIN[:-1], "https://elsewhere.example/", "<img src=x>"):
        await field.fill(wrong)
        await ada.page.keyboard.press("Enter")
        await expect(sheet.get_by_role("alert")).to_have_text("This is no mix, or not all of it was copied.")
        await expect(ada.name).to_have_text("Light rain, a fire, and wind")
    await field.fill(f"{ada.page.url}#sound={TRAIN}")
    await ada.page.keyboard.press("Enter")
    await expect(ada.name).to_have_text("Night train")
    await expect(sheet.get_by_role("alert")).to_be_hidden()
    for label, code in (("Heavy rain", "10"), ("Waves", "10"), ("A stream", "10"), ("Wind", "10")):
        await sheet.get_by_label(label, exact=True).fill(code)
    await expect(sheet.get_by_role("alert")).to_contain_text("6 sounds are as many as go into one mix")
    await expect(sheet.get_by_label("Wind", exact=True)).to_have_value("0")
    await grace.page.goto(f"{grace.page.url}#sound={TRAIN}")
    await expect(grace.sheet).to_contain_text("A mix for you: Night train.", timeout=PATIENCE)
    assert "sound" not in grace.page.url
    await grace.is_silent()
    await grace.sheet.get_by_role("button", name="Listen").click()
    await grace.hears()
    await grace.close()
    await grace.page.goto(f"{grace.page.url}#sound={TRAIN[:-1]}")
    await expect(grace.sheet).to_contain_text("This link holds no mix", timeout=PATIENCE)
    await expect(grace.sheet.get_by_role("button", name="Listen")).to_be_hidden()


async def test_only_in_focus_it_waits_for_focus_and_rests_in_breaks(listeners):
    ada, _ = listeners
    await ada.choose("Plain brown")
    await ada.hears()
    await ada.sheet.get_by_role("combobox").select_option("only in focus")
    await expect(ada.line).to_contain_text("waits for focus")
    await ada.silence()
    await ada.close()
    await ada.page.keyboard.press("s")
    await ada.hears()
    await ada.page.get_by_role("button", name=re.compile("Skip")).click()
    await expect(ada.line).to_contain_text("waits for focus", timeout=PATIENCE)
    await ada.page.wait_for_function(f"() => ears[0].context.state === 'suspended' || loud() < {STILL}", timeout=PATIENCE)


async def test_the_page_reads_and_writes_the_codes_that_the_server_does(listeners):
    ada, _ = listeners
    await ada.page.evaluate("import('/static/studytools/sound/panel/code.js').then((code) => (window.code = code))")
    same = "(codes) => codes.map((one) => [code.encode(code.decode(one)), code.describe(one)])"
    assert await ada.page.evaluate(same, list(PRESETS.values())) == [[code, name] for name, code in PRESETS.items()]
    assert (
        await ada.page.evaluate("(codes) => codes.map(code.decode)", ["", "1", "x", RAIN[:-1], RAIN[::-1], "1zZZZ", RAIN + "A", "é" * 9, "1oAAAoAAA"])
        == [None] * 9
    )
