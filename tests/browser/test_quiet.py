"""Quiet while focusing: what is written waits, says so, and arrives together."""

import asyncio
import re

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from tests.live.test_quiet import BEGIN, LATER, RELEASE

from .people import PATIENCE
from .test_accessible import problems


async def hold(visitor, until="None"):
    await asyncio.to_thread(visitor.server.manage, "shell", "-c", BEGIN.format(code=visitor.code, until=until))


async def release(visitor):
    await asyncio.to_thread(visitor.server.manage, "shell", "-c", RELEASE.format(code=visitor.code))


async def is_quiet(visitor):
    await expect(visitor.box).to_have_attribute("placeholder", "Arrives at the break", timeout=2 * PATIENCE)


async def test_what_is_written_waits_for_the_break_and_arrives_as_one_digest(pair):
    ada, grace = pair
    await ada.say("Before")
    await hold(ada, LATER.format(seconds=1500))
    await is_quiet(grace)
    await grace.write("One")
    await grace.write("Two")
    await expect(grace.message("One")).to_contain_text("arrives at", timeout=PATIENCE)
    await expect(grace.page.locator(".held-note")).to_contain_text("2 messages are waiting for the break.", timeout=PATIENCE)
    await expect(ada.page.locator(".held-note")).to_contain_text("2 messages are waiting for the break. They arrive at", timeout=PATIENCE)
    await ada.reads("Before")
    assert problems(await Axe().run(grace.page)) == []
    await release(ada)
    await ada.reads("Before", "One", "Two")
    await expect(ada.page.locator(".digest")).to_have_text("While you focused · 2 messages")
    await expect(ada.page.locator("chat-quiet [role=status]")).to_have_text("While you focused, 2 messages have arrived.", timeout=PATIENCE)
    await grace.reads("Before", "One", "Two")
    await expect(grace.page.locator(".held-note")).to_have_count(0)
    await expect(grace.message("One").locator("[data-part=held]")).to_be_empty()


async def test_what_waits_survives_a_reload_a_second_tab_and_an_absence(pair):
    ada, grace = pair
    await hold(ada)
    await is_quiet(grace)
    await grace.write("Patience")
    await expect(grace.message("Patience")).to_contain_text("arrives at the break", timeout=PATIENCE)
    await grace.page.reload()
    await grace.inside()
    await expect(grace.message("Patience")).to_contain_text("arrives at the break", timeout=PATIENCE)
    tab = await grace.context.new_page()
    await tab.goto(grace.page.url)
    await expect(tab.locator("article.message")).to_contain_text("arrives at the break", timeout=PATIENCE)
    await tab.close()
    await grace.page.goto("about:blank")
    await release(ada)
    await ada.sees("Patience")
    await grace.page.go_back()
    await grace.inside()
    await grace.reads("Patience")
    await expect(grace.message("Patience").locator("[data-part=held]")).to_be_empty()
    assert await grace.page.evaluate("() => Object.keys(localStorage).filter((key) => key.includes('/outbox/')).length") == 0


async def test_what_waits_is_changed_and_taken_back_by_its_author(pair):
    ada, grace = pair
    await hold(ada)
    await is_quiet(grace)
    await grace.write("Frist")
    await expect(grace.message("Frist")).to_contain_text("arrives at the break", timeout=PATIENCE)
    await grace.write("Never mind")
    await expect(grace.message("Never mind")).to_contain_text("arrives at the break", timeout=PATIENCE)
    await grace.message("Never mind").focus()
    await grace.message("Never mind").get_by_role("button", name="Remove").click()
    await expect(grace.message("Never mind")).to_have_count(0, timeout=PATIENCE)
    await grace.box.press("ArrowUp")
    await expect(grace.box).to_have_value("Frist", timeout=PATIENCE)
    await grace.write("First")
    await grace.reads("First")
    await release(ada)
    await ada.reads("First")
    await expect(ada.page.get_by_text("edited")).to_be_hidden()


async def test_one_urgent_message_passes_and_the_next_one_may_wait(pair):
    ada, grace = pair
    await hold(ada)
    await is_quiet(grace)
    urgent = grace.page.get_by_label("Urgent")
    await urgent.check()
    await grace.write("The kettle burns")
    await ada.sees("The kettle burns")
    await expect(ada.message("The kettle burns")).to_contain_text("urgent")
    await expect(grace.page.get_by_label("Your urgent message of this phase is sent.")).to_be_disabled(timeout=PATIENCE)
    await ada.say("I am not limited")
    await grace.sees("I am not limited")
    await grace.page.evaluate("""async () => {
      const { outbox } = await import("/static/chat/outbox.js") // as a second tab would, which does not know yet
      outbox.add("The toast, too", true)
    }""")
    burnt = grace.message("The toast, too")
    await expect(burnt).to_contain_text("Your urgent message of this focus phase is used.", timeout=PATIENCE)
    await burnt.get_by_role("button", name="Retry").click()
    await expect(burnt).to_contain_text("arrives at the break", timeout=PATIENCE)


async def test_the_timer_makes_the_room_quiet_and_its_break_brings_what_waited(pair):
    ada, grace = pair

    async def press(name):
        await ada.page.get_by_role("button", name=name, exact=True).first.click()

    await press("Start")
    await press("Yes, keep it quiet")
    await is_quiet(grace)
    await grace.write("First")
    await expect(grace.message("First")).to_contain_text(re.compile(r"arrives at \d\d:\d\d"), timeout=PATIENCE)
    await grace.write("Second")
    await ada.say("I may always speak")
    await expect(ada.page.locator(".held-note")).to_contain_text("2 messages are waiting", timeout=PATIENCE)
    await press("Skip to break")
    for visitor in (ada, grace):
        await visitor.reads("I may always speak", "First", "Second")
    await expect(ada.page.locator(".digest")).to_have_text("While you focused · 2 messages")
