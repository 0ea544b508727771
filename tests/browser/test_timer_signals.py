"""What a page tells of the timer by ear and in words, when, and how it knows what time it is; and how it says no."""

import re

import pytest
from playwright.async_api import expect

from .people import PATIENCE, PHONE
from .test_timer import button, reading, runs, settings, shows, timer

# Every sound by how long it lasts and how loud it starts; every announcement; every lock of the screen; the intervals that wait.
NOTED = """
  Object.assign(window, { loud: [], locks: 0, every: {} })
  const ramp = AudioParam.prototype.linearRampToValueAtTime
  AudioParam.prototype.linearRampToValueAtTime = function (value, at) { loud.push(value); return ramp.call(this, value, at) }
  Object.defineProperty(navigator, "wakeLock", { value: { request: async () => {
    locks++
    return { released: false, async release() { if (!this.released) locks--; this.released = true } }
  } } })
  const usual = window.setInterval
  window.setInterval = (act, delay, ...more) => { (every[delay] ??= []).push(act); return usual(act, delay, ...more) }
"""
LISTEN = """async () => {
  Object.assign(window, { said: [], played: [] })
  const { tones } = await import("/static/studytools/timer/tones.js")
  tones.on("play", (seconds) => played.push(seconds))
  const place = document.querySelector("#timer [data-part=spoken]")
  const note = () => place.textContent && said.push(place.textContent)
  new MutationObserver(note).observe(place, { childList: true, characterData: true, subtree: true })
}"""
# The room tells of its timer: so many seconds left, something done so many seconds ago.
TELL = """async ({ left, ago = 0, ...fields }) => {
  const { room } = await import("/static/rooms/room.js")
  const { timer } = await import("/static/studytools/timer/state.js")
  const { serverNow } = await import("/static/rooms/servertime.js")
  const at = (seconds) => new Date(serverNow() + 1000 * seconds).toISOString()
  const ends = left === undefined ? {} : { ends_at: at(left) }
  room.tell("timer.changed", { ...timer.now, seq: timer.now.seq + 1, at: at(-ago), ...ends, ...fields })
}"""
BELL, BOWL, DROP = 2.82, 4.5, 0.5  # s


async def told(person, name, *expected):
    """All that was noted so far."""
    await person.page.wait_for_function("([name, n]) => window[name].length >= n", arg=[name, len(expected)], timeout=PATIENCE)
    found = await person.page.evaluate(f"window.{name}")
    assert len(found) == len(expected), found
    for one, wanted in zip(found, expected, strict=True):
        assert re.match(wanted, one) if isinstance(wanted, str) else one == pytest.approx(wanted), found


async def test_it_speaks_at_the_start_at_five_minutes_at_one_and_at_the_end_and_rings_for_what_is_not_long_past(serve, visit):
    ada = await visit(serve())
    await ada.context.add_init_script(NOTED)
    await ada.create(display_name="Ada")
    await ada.page.evaluate(LISTEN)
    await button(ada, "More about the timer").click()
    await button(ada, "Sound and screen").click()
    dialog = ada.page.get_by_role("dialog", name="Sound and screen")
    await dialog.get_by_label("one minute before the end").check()
    await dialog.get_by_label("Keep the screen on").check()
    await dialog.get_by_label("Volume").fill("20")
    await told(ada, "played", BELL)  # the volume is heard as it is set
    assert max(await ada.page.evaluate("loud")) < 0.0601
    await dialog.get_by_role("button", name="Done").click()
    await button(ada, "Start").click()
    said = [r"Focus has begun, 25 minutes\. It ends at \d\d:\d\d, then a 5-minute break\."]
    rung = [BELL, BELL]
    await told(ada, "played", *rung)
    await told(ada, "said", *said)
    await ada.page.wait_for_function("locks === 1")
    await ada.page.evaluate(TELL, {"left": 301.2, "act": "edited"})
    await told(ada, "said", *(said := [*said, r"5 minutes left\. Focus\."]))
    await ada.page.evaluate(TELL, {"left": 61.2, "act": "edited"})
    await told(ada, "said", *(said := [*said, r"1 minute left\. Focus\."]))
    await told(ada, "played", *(rung := [*rung, DROP]))
    await ada.page.evaluate(TELL, {"state": "paused", "left_ms": 30_000, "ends_at": None, "act": "paused"})
    await ada.page.wait_for_function("locks === 0")
    await ada.page.evaluate(TELL, {"state": "running", "left": 30, "act": "resumed"})
    await ada.page.wait_for_function("locks === 1")
    await ada.page.evaluate(TELL, {"phase": "break", "left": 294, "ago": 6, "act": "ended"})  # over 5 s ago: said, not rung
    await told(ada, "said", *(said := [*said, r"Break has begun"]))
    await ada.page.evaluate(TELL, {"phase": "focus", "left": 1496, "ago": 4, "act": "ended"})
    await told(ada, "played", *(rung := [*rung, BELL]))
    await ada.page.evaluate(TELL, {"phase": "focus", "state": "overtime", "left": 0, "act": "ended"})
    await told(ada, "said", *said, r"Focus has begun", r"Focus is over\.")
    await ada.page.wait_for_function(f"played.at(-1) === {BOWL}")


EXCHANGES = """async (ways) => {
  const { room } = await import("/static/rooms/room.js")
  const { ServerTime } = await import("/static/rooms/servertime.js")
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
  const asked = []
  room.ask = async (type) => {
    const [there, back] = ways[asked.push(type) - 1] ?? ways.at(-1)
    await wait(there)
    const now = new Date(Date.now()).toISOString()
    await wait(back)
    return { now }
  }
  const time = new ServerTime()
  await time.measure()
  delete room.ask
  return [asked.length, Math.abs(time.now - Date.now())]
}"""
# Nothing is measured while something is.
AT_REST = """async () => {
  const { serverTime } = await import("/static/rooms/servertime.js")
  for (let took = 0; took < 300; ) {
    const start = performance.now()
    await serverTime.measure()
    took = performance.now() - start
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}"""
SLOW, SLOWER, QUICK = [0, 300], [0, 500], [1, 1]  # ms there, and back


async def test_its_time_is_the_best_of_five_exchanges_asked_again_on_waking_and_every_five_minutes(serve, visit):
    ada, pings = await visit(serve()), []
    await ada.context.add_init_script(NOTED)
    ada.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: pings.append(frame) if '"ping"' in str(frame) else None))
    await ada.create(display_name="Ada")

    async def five_more(before):
        for _ in range(PATIENCE // 100):
            if len(pings) >= before + 5:
                return
            await ada.page.wait_for_timeout(100)  # a poll, not a hope
        raise AssertionError(f"{len(pings) - before} exchanges")

    await five_more(0)
    for again in ("document.dispatchEvent(new Event('visibilitychange'))", "every[300000].forEach((act) => act())"):
        await ada.page.evaluate(AT_REST)
        before = len(pings)
        await ada.page.evaluate(again)
        await five_more(before)
    asked, off = await ada.page.evaluate(EXCHANGES, [SLOW, SLOWER, QUICK, SLOW, SLOW])
    assert asked == 5
    assert off < 50, "the slow ones alone would be 150 ms off"
    asked, _ = await ada.page.evaluate(EXCHANGES, [SLOW])
    assert asked == 9, "where none was quick it goes on for a while"


# What the room tells of its timer is on its way, until `release()`.
LATE = """async () => {
  const { room } = await import("/static/rooms/room.js")
  const kept = []
  window.refused = []
  window.words = []
  room.on("refused", ({ code }) => refused.push(code))
  const trouble = document.querySelector("timer-controls [data-part=trouble]")
  new MutationObserver(() => trouble.textContent && words.push(trouble.textContent)).observe(trouble, { childList: true })
  room.tell = (type, told) => (type === "timer.changed" ? kept.push(told) : Object.getPrototypeOf(room).tell.call(room, type, told))
  window.release = () => {
    delete room.tell
    for (const told of kept) room.tell("timer.changed", told)
  }
}"""


async def test_of_two_who_press_the_same_at_once_neither_is_told_off(pair):
    ada, grace = pair
    await button(ada, "Start").click()
    await runs(grace)
    await grace.page.evaluate(LATE)
    await button(ada, "Pause").click()
    await button(ada, "Resume").wait_for()
    await button(grace, "Pause").click()
    await told(grace, "refused", "changed-meanwhile")
    await grace.page.evaluate("release()")
    await shows(grace, "Ada paused at ")
    await button(grace, "Resume").click()
    await runs(ada)
    assert await grace.page.evaluate("words") == []


MOVED = "([name, value]) => import('/static/studytools/timer/state.js').then(({ timer }) => { timer.now = { ...timer.now, [name]: value } })"


async def test_a_no_is_said_beside_the_button_and_changes_nothing(pair):
    ada, grace = pair
    trouble = timer(grace).locator("timer-controls [data-part=trouble]")

    async def refused(words):
        await expect(trouble).to_have_text(words, timeout=PATIENCE)
        await expect(timer(ada)).to_have_attribute("data-state", state)

    state = "idle"
    seq = await grace.page.evaluate("import('/static/studytools/timer/state.js').then(({ timer }) => timer.now.seq)")
    box = timer(grace).get_by_role("spinbutton", name="Minutes")
    await box.fill("181")
    await button(grace, "Start").click()
    assert await box.evaluate("box => box.validationMessage") != ""
    await expect(timer(ada)).to_have_attribute("data-state", "idle")
    await box.evaluate("box => (box.max = 999)")
    await box.fill("500")
    await button(grace, "Start").click()
    await refused("That is more, or less, than is possible here.")
    await box.fill("25")
    await button(ada, "Start").click()
    await runs(grace)
    state = "running"
    await grace.page.evaluate(MOVED, ["seq", seq])
    await button(grace, "Skip to break").click()
    await refused("Somebody changed this meanwhile.")
    await grace.page.reload()
    await grace.inside()
    await runs(grace)
    before = await timer(ada).locator("[data-part=line]").text_content()
    await grace.page.evaluate("import('/static/studytools/timer/state.js').then(({ timer }) => timer.ask('start')).catch(() => {})")
    await grace.page.evaluate(TELL_IDLE)
    await button(grace, "Start").click()
    await refused("The timer has been started already.")
    await grace.page.reload()
    await grace.inside()
    dialog = await settings(ada)
    await dialog.get_by_label("Who runs the timer").select_option("moderators")
    await dialog.locator("[name=focus]").evaluate("box => (box.max = 999)")
    await dialog.locator("[name=focus]").fill("500")
    await dialog.get_by_role("button", name="Save").click()
    await expect(dialog.get_by_role("alert")).to_have_text("That is more, or less, than is possible here.", timeout=PATIENCE)
    await dialog.locator("[name=focus]").fill("25")
    await dialog.get_by_role("button", name="Save").click()
    await expect(button(grace, "Pause")).to_be_hidden(timeout=PATIENCE)
    await grace.page.evaluate("import('/static/studytools/timer/state.js').then(({ timer }) => timer.now.control = 'all')")
    await grace.page.evaluate("import('/static/studytools/timer/state.js').then(({ timer }) => timer.tell('change', { before: timer.now }))")
    await button(grace, "Pause").click()
    await refused("You may not do this here.")
    assert await timer(ada).locator("[data-part=line]").text_content() == before


TELL_IDLE = """async () => {
  const { timer } = await import("/static/studytools/timer/state.js")
  timer.now = { ...timer.now, state: "idle", left_ms: 1_500_000, ends_at: null }
  timer.tell("change", { before: timer.now })
}"""
WHERE = """(names) => names.map((name) => {
  const { x, y } = document.querySelector(name).getBoundingClientRect()
  return [name, Math.round(x), Math.round(y)]
})"""
STILL = ["timer-face .clock", "timer-controls [data-part=primary]", "timer-controls [data-act=skip]", "focus-stage .line"]


async def test_what_is_offered_comes_and_goes_without_moving_anything(serve, visit):
    """The deed that is told for a moment, an unheard sound, a quieter chat; at a desk and on a phone."""
    server = serve()
    for size in (None, PHONE):
        ada = await visit(server, **({"viewport": size} if size else {}))
        await ada.create(display_name="Ada")
        await button(ada, "Start").click()
        await runs(ada)
        await ada.page.reload()
        await ada.inside()
        await runs(ada)
        chip, offer = button(ada, "Enable sound"), ada.page.get_by_role("group", name="Quiet chat")
        await expect(offer).to_be_visible(timeout=PATIENCE)
        await expect(chip).to_be_visible(timeout=PATIENCE)
        seen = STILL if size is None else STILL[:3]  # on a phone the offer takes the line's place
        before = await ada.page.evaluate(WHERE, seen)
        await ada.page.evaluate("document.querySelector('#timer [data-part=unlock]').click()")
        await expect(chip).to_be_hidden(timeout=PATIENCE)
        await ada.page.evaluate("document.querySelector('#timer [data-part=deed]').textContent = ''")
        assert await ada.page.evaluate(WHERE, seen) == before
        if size is None:
            await offer.get_by_role("button", name="Not now").click()
            await expect(offer).to_be_hidden(timeout=PATIENCE)
            assert await ada.page.evaluate(WHERE, seen) == before


async def test_the_clock_floats_in_a_window_of_its_own_where_the_browser_can(serve, visit):
    ada = await visit(serve())
    await ada.create(display_name="Ada")
    await button(ada, "Start").click()
    await runs(ada)
    await button(ada, "More about the timer").click()
    able = await ada.page.evaluate("'documentPictureInPicture' in window || document.pictureInPictureEnabled")
    await (expect(button(ada, "Float the clock")).to_be_visible() if able else expect(button(ada, "Float the clock")).to_be_hidden())
    await ada.page.evaluate(FRAME)
    await button(ada, "Float the clock").click()
    small = ada.page.frame_locator("#small")
    await expect(small.locator("[data-part=clock]")).to_have_text(re.compile(r"^2[45]:\d\d$"), timeout=PATIENCE)
    first = await small.locator("[data-part=clock]").text_content()
    await expect(small.locator("[data-part=clock]")).not_to_have_text(first, timeout=PATIENCE)
    await small.get_by_role("button", name="Pause").click()
    await expect(small.locator("[data-part=phase]")).to_have_text("Paused", timeout=PATIENCE)
    await shows(ada, "You paused at ")
    assert await reading(ada).inner_text() == await small.locator("[data-part=clock]").text_content()


# A browser without a screen has no windows that float: a frame stands for one.
FRAME = """() => {
  const frame = Object.assign(document.createElement("iframe"), { id: "small", width: 300, height: 190 })
  frame.style.cssText = "position: fixed; inset: auto 0 0 auto; z-index: 9"
  document.body.append(frame)
  window.documentPictureInPicture.requestWindow = async () => frame.contentWindow
}"""
