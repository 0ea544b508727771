"""The room's timer: one clock for everybody, whatever their own says."""

import json
import re
import time

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from .clocks import DAY_MS, WRONG_CLOCK, agree, turns
from .people import DESK, PATIENCE, PHONE
from .test_accessible import problems

SECRET = "lovelace-1843"
HIDE = """() => {
  Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}"""
RINGS = """
  window.rings = 0
  const start = OscillatorNode.prototype.start
  OscillatorNode.prototype.start = function (...at) { window.rings++; start.apply(this, at) }
"""


CREDIT = """
import json
from studytools.models import Interval, Timer
told = {"start": Timer.objects.get().started_at.timestamp()}
for row in Interval.objects.order_by("started_at"):
    told.setdefault(row.user.name, []).append((row.started_at.timestamp(), row.ended_at and row.ended_at.timestamp()))
print(json.dumps(told))
"""


def timer(person):
    return person.page.locator("#timer")


def button(person, name):
    return timer(person).get_by_role("button", name=name, exact=True)


def reading(person):
    return timer(person).locator(".clock")


async def shows(person, words):
    await expect(timer(person)).to_contain_text(words, timeout=PATIENCE, use_inner_text=True)


async def reads(person, pattern):
    await expect(reading(person)).to_have_text(re.compile(pattern), timeout=PATIENCE, use_inner_text=True)


async def runs(person):
    await expect(timer(person)).to_have_attribute("data-state", "running", timeout=PATIENCE)


async def join(visit, host, name, **options):
    person = await visit(host.server, **options)
    await person.open(f"/rooms/{host.code}/")
    await person.join(name)
    await person.inside()
    return person


async def settings(person):
    await button(person, "More about the timer").click()
    await button(person, "Timer settings").click()
    return person.page.get_by_role("dialog", name="Timer settings")


async def test_everybody_sees_the_same_second_whatever_their_own_clock_says_and_gets_their_share(pair, visit):
    ada, grace = pair
    await ada.page.get_by_role("spinbutton", name="Minutes").fill("70")
    await button(ada, "Start").click()
    await reads(grace, r"^1:09:5\d$")
    lin, coming = await visit(ada.server), time.time()
    await lin.context.add_init_script(WRONG_CLOCK % -DAY_MS)
    await lin.open(f"/rooms/{ada.code}/")
    await lin.join("Lin")
    await lin.inside()
    await reads(lin, "^1:09:")
    await agree(ada, grace, lin)
    await lin.page.evaluate("window.wrongBy = 10_000_000")
    await agree(ada, lin)
    going = time.time()
    await grace.page.get_by_role("button", name="Menu").click()
    await grace.page.get_by_role("button", name="Leave the room").click()
    await expect(ada.page.locator("#people")).not_to_contain_text("Grace", timeout=PATIENCE)
    gone = time.time()
    await agree(ada, lin)
    before = await timer(lin).locator("[data-part=line]").text_content()
    await lin.page.reload()
    await lin.inside()
    await expect(timer(lin).locator("[data-part=line]")).to_have_text(before, timeout=PATIENCE)
    credit = json.loads(ada.server.manage("shell", "--no-imports", "-c", CREDIT).strip().splitlines()[-1])
    start = credit.pop("start")
    assert credit["Ada"] == [[start, None]]
    assert [came for came, _ in credit["Grace"]] == [start]
    assert going < credit["Grace"][0][1] < gone
    assert [(coming < came < going, left) for came, left in credit["Lin"]] == [(True, None)]
    await agree(ada, lin)


async def test_a_pause_shows_who_and_the_tab_shows_what_is_left(pair):
    ada, grace = pair
    icon = grace.page.locator("link[rel=icon]")
    await expect(grace.page).to_have_title("Organic chemistry – SyncRoom")
    usual = await icon.get_attribute("href")
    await button(ada, "Start").click()
    await expect(grace.page).to_have_title(re.compile(r"^2[45]:\d\d Focus – Organic chemistry$"), timeout=PATIENCE)
    await expect(icon).to_have_attribute("href", re.compile("focus"))
    await shows(grace, "round 1 of 4")
    await shows(grace, "then a 5-minute break")
    await grace.page.evaluate(HIDE)
    left = await grace.page.title()
    await expect(grace.page).not_to_have_title(left, timeout=PATIENCE)
    assert len(grace.page.workers) == 1, "browsers slow a hidden page's own timers down"
    await button(grace, "Pause").click()
    await shows(ada, "Grace paused at ")
    await shows(grace, "You paused at ")
    await expect(ada.page).to_have_title(re.compile("paused – Organic chemistry$"))
    await reads(ada, r"^2[45]:")
    await button(ada, "Resume").click()
    await runs(grace)
    await button(ada, "Skip to break").click()
    await expect(icon).to_have_attribute("href", re.compile("break"), timeout=PATIENCE)
    await shows(grace, "after round 1 of 4")
    await button(grace, "More about the timer").click()
    await button(grace, "Reset").click()
    await expect(ada.page).to_have_title("Organic chemistry – SyncRoom", timeout=PATIENCE)
    assert await icon.get_attribute("href") == usual


async def test_a_vote_passes_at_half(pair, visit):
    ada, grace = pair
    dialog = await settings(ada)
    await dialog.get_by_label("Who runs the timer").select_option("vote")
    await dialog.get_by_role("button", name="Save").click()
    lin = await join(visit, ada, "Lin")
    await button(lin, "Ask to start").click()
    await shows(ada, "Lin asks to start.")
    await shows(grace, "1 of 2 needed")
    await shows(lin, "You ask to start.")
    await button(grace, "No").click()
    await expect(button(grace, "Yes")).to_be_hidden()
    await button(ada, "Yes").click()
    await runs(lin)
    await expect(timer(grace).locator("timer-poll")).to_be_hidden()
    await expect(button(grace, "Ask to pause")).to_be_visible()


async def test_a_ready_check_waits_for_everybody_or_for_whom_it_need_not(pair):
    ada, grace = pair
    dialog = await settings(ada)
    await dialog.get_by_label("Ask everybody whether they are ready").check()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_be_hidden()
    await button(ada, "Start").click()
    await shows(ada, "Not ready yet: Grace")
    await shows(grace, "Ada asks: is everybody ready?")
    await button(ada, "Take it back").click()
    await expect(button(grace, "I’m ready")).to_be_hidden(timeout=PATIENCE)
    await button(grace, "Start").click()
    await button(ada, "I’m ready").click()
    await runs(ada)
    await button(grace, "More about the timer").click()
    await button(grace, "Reset").click()
    await button(grace, "Start").click()
    await button(ada, "Start anyway").click()
    await runs(grace)


async def test_in_a_public_room_a_member_sees_who_runs_the_timer(serve, visit):
    ada = await visit(serve())
    await ada.open("/accounts/signup/")
    await ada.page.locator("[name=username]").fill("ada")
    await ada.page.locator("[name=password1]").fill(SECRET)
    await ada.page.locator("main form[method=post] button.primary").click()
    await ada.create(visibility="public")
    grace = await join(visit, ada, "Grace")
    await shows(grace, "ada and the moderators run this timer.")
    await expect(button(grace, "Start")).to_be_hidden()
    await grace.page.keyboard.press("s")
    await button(ada, "Start").click()
    await runs(grace)
    await expect(button(grace, "Pause")).to_be_hidden()
    await button(grace, "More about the timer").click()
    await expect(button(grace, "Sound and screen")).to_be_visible()
    await expect(button(grace, "Timer settings")).to_be_hidden()


async def test_the_settings_hold_from_the_next_phase_or_now_and_a_quiet_chat_is_offered_once(pair):
    ada, grace = pair
    await button(grace, "Start").click()
    await ada.page.get_by_role("button", name="Yes, keep it quiet").click()
    await expect(grace.page.locator("timer-quiet")).to_be_hidden()
    await expect(ada.page.locator("timer-quiet")).to_be_hidden(timeout=PATIENCE)
    dialog = await settings(ada)
    await expect(dialog.get_by_label("Quiet chat while focusing")).to_be_checked()
    await dialog.locator("[name=focus]").fill("50")
    await dialog.locator("[name=short]").fill("7")
    await dialog.get_by_role("button", name="Save").click()
    await shows(grace, "then a 7-minute break")
    await reads(grace, "^24:")
    dialog = await settings(ada)
    await dialog.locator("[name=focus]").fill("181")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_be_visible()
    await dialog.locator("[name=focus]").fill("55")
    await dialog.get_by_label("Always on, by the clock").check()
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog).to_be_visible()
    await dialog.get_by_label("Always on, by the clock").uncheck()
    await dialog.get_by_label("Now, in the phase that runs").check()
    await dialog.get_by_role("button", name="Save").click()
    await reads(grace, "^54:")
    dialog = await settings(ada)
    await dialog.locator("[name=focus]").fill("53")
    await dialog.get_by_label("Always on, by the clock").check()
    await dialog.get_by_role("button", name="Save").click()
    await shows(grace, "Always on, by the clock: nobody starts or stops it.")
    await expect(button(grace, "Pause")).to_be_hidden()


async def test_without_a_connection_the_clock_goes_on_and_the_buttons_wait(pair):
    ada, grace = pair
    await button(ada, "Start").click()
    await runs(grace)
    ada.server.kill()
    await shows(grace, "The clock goes on")
    await expect(button(grace, "Pause")).to_have_attribute("aria-disabled", "true")
    assert len(await turns(grace)) > 1
    ada.server.start()
    await expect(button(grace, "Pause")).to_have_attribute("aria-disabled", "false", timeout=PATIENCE)


async def test_s_starts_and_pauses_unless_something_is_typed(pair):
    ada, grace = pair
    await ada.box.press_sequentially("ssss")
    await expect(timer(ada)).to_have_attribute("data-state", "idle")
    await ada.page.locator("timer-face").click()
    await ada.page.keyboard.press("s")
    await runs(grace)
    await ada.page.keyboard.press("?")
    await expect(ada.page.get_by_role("dialog", name="Keyboard")).to_contain_text("start the timer")
    await ada.page.get_by_label("Single keys act at once").uncheck()
    await ada.page.keyboard.press("Escape")
    await ada.page.keyboard.press("s")
    await expect(timer(ada)).to_have_attribute("data-state", "running")


async def test_the_first_press_on_a_silent_page_lands_where_it_was_aimed(pair):
    ada, grace = pair
    await button(ada, "Start").click()
    await runs(grace)
    await ada.page.reload()
    await ada.inside()
    await expect(button(ada, "Enable sound")).to_be_visible(timeout=PATIENCE)
    skip = button(ada, "Skip to break")
    await skip.hover()
    await ada.page.mouse.down()
    await ada.page.evaluate("() => new AudioContext().resume()")  # the browser lets sound through from here
    await ada.page.mouse.up()
    await shows(grace, "after round 1")
    await expect(button(ada, "Enable sound")).to_be_hidden(timeout=PATIENCE)


async def test_it_rings_for_who_wants_to_hear_it(serve, visit):
    ada = await visit(serve())
    await ada.context.add_init_script(RINGS)
    await ada.create(display_name="Ada")
    await button(ada, "Start").click()
    await ada.page.wait_for_function("() => rings > 0")
    await button(ada, "More about the timer").click()
    await button(ada, "Sound and screen").click()
    dialog = ada.page.get_by_role("dialog", name="Sound and screen")
    rings = await ada.page.evaluate("rings")
    await dialog.get_by_role("button", name="Hear the sound of the break").click()
    assert await ada.page.evaluate("rings") > rings
    await dialog.get_by_label("Ring when").uncheck()
    await dialog.get_by_role("button", name="Done").click()
    rings = await ada.page.evaluate("rings")
    await button(ada, "Skip to break").click()
    await shows(ada, "after round 1")
    assert await ada.page.evaluate("rings") == rings


async def test_axe_finds_nothing_while_it_runs_and_in_its_dialogs(serve, visit):
    ada = await visit(serve(), reduced_motion="reduce")
    await ada.create(display_name="Ada")
    await button(ada, "Start").click()
    await runs(ada)
    found = {}
    for scheme, size in (("light", DESK), ("dark", PHONE)):
        await ada.page.emulate_media(color_scheme=scheme)
        await ada.page.set_viewport_size(size)
        found[scheme, "focus"] = problems(await Axe().run(ada.page))
        for name in ("Timer settings", "Sound and screen"):
            await button(ada, "More about the timer").click()
            await button(ada, name).click()
            found[scheme, name] = problems(await Axe().run(ada.page))
            await ada.page.keyboard.press("Escape")
    assert {where: what for where, what in found.items() if what} == {}
