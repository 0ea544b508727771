"""The call in real browsers, with cameras and microphones that are made up: seen, heard, held through what goes wrong."""

import asyncio
import time

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from .calling import FAKE, PATIENT, check, gather, grows, join, sees, stats
from .people import DESK, chromium
from .test_accessible import problems

pytestmark = pytest.mark.xdist_group("calls")  # one at a time: pictures are made by the processor
FRAME_SECONDS = 60  # the first picture comes in under 2 s where the machine is quiet: bench says how fast
SMALL = {"width": 800, "height": 600}
DENIED = "() => void (navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError')))"
ENDED = "document.querySelector('.tile[data-mine] video').srcObject.getTracks()[0].dispatchEvent(new Event('ended'))"
NONSENSE = """async () => {
  const { room } = await import('/static/rooms/room.js')
  const { call } = document.querySelector('call-stage')
  const to = call.people.find(({ id }) => id !== call.id).id
  const description = (sdp, type = 'offer') => room.ask('call.signal', { to, description: { type, sdp } }).then(() => 'ok', ({ code }) => code)
  const candidates = [{ candidate: 'nonsense', sdpMid: '9' }]
  const said = [await description('nonsense'), await description('v=0', 'answer'), await description('x'.repeat(17000))]
  return [...said, await room.ask('call.signal', { to, candidates }).then(() => 'ok')]
}"""
RESTART = """() => {
  const [{ link: { pc } }] = document.querySelector('call-stage').call.transport.links.values()
  const fragment = () => pc.localDescription.sdp.match(/ice-ufrag:(.*)/)[1]
  const before = fragment()
  window.settled = () => pc.signalingState === 'stable' && pc.connectionState === 'connected' && fragment() !== before
  pc.restartIce()
}"""
SETTLED = "() => window.settled()"
CONTROLS = "call-stage > .controls "


@pytest.fixture
async def browser():
    async with chromium(*FAKE) as browser:
        yield browser


def control(visitor, name):
    return visitor.page.locator(f"{CONTROLS}[data-part={name}]")


def tile(visitor, name):
    return visitor.page.locator("call-stage .tile", has=visitor.page.get_by_text(name, exact=True))


async def says(visitor, words):
    await expect(visitor.page.locator("call-stage [data-part=words]")).to_contain_text(words, timeout=PATIENT)


async def test_two_see_and_hear_each_other_and_keep_the_rooms_manners(serve, visit):
    ada, grace = await gather(visit, serve(), "Grace")
    await check(ada)
    await expect(ada.page.locator("#call-check [data-part=seats]")).to_contain_text("It holds 10 people, 6 of them with a camera")
    assert problems(await Axe().run(ada.page)) == []
    await ada.page.locator("#call-check [data-part=join]").click()
    await expect(ada.page.locator("room-people")).to_contain_text("in the call", timeout=PATIENT)
    await expect(grace.page.locator("call-bar")).to_contain_text("Ada", timeout=PATIENT)
    start = time.monotonic()
    await join(grace)
    await sees(grace)
    await sees(ada)
    assert time.monotonic() - start < FRAME_SECONDS

    await expect(tile(grace, "Ada").locator("[data-part=muted]")).to_be_visible()
    await control(ada, "mic").click()
    await expect(tile(grace, "Ada")).to_have_attribute("data-speaking", "", timeout=PATIENT)  # the made-up microphone beeps
    assert (await stats(grace))[0]["relay"] is False

    assert problems(await Axe().run(grace.page)) == []
    await grace.page.evaluate("localStorage.setItem(`syncroom/${document.body.dataset.me}/my/call/push`, 'on')")
    await grace.page.evaluate("document.activeElement.blur()")
    await grace.page.keyboard.down(" ")
    await expect(tile(ada, "Grace").locator("[data-part=muted]")).to_be_hidden(timeout=PATIENT)
    await grace.page.keyboard.up(" ")
    await expect(tile(ada, "Grace").locator("[data-part=muted]")).to_be_visible(timeout=PATIENT)
    await control(grace, "hand").click()
    await expect(tile(ada, "Grace").locator("[data-part=hand]")).to_be_visible(timeout=PATIENT)

    await ada.page.locator("timer-controls button.primary").click()
    await says(ada, "The room focuses: microphones are off.")
    await expect(tile(grace, "Ada").locator("[data-part=muted]")).to_be_visible(timeout=PATIENT)
    await control(ada, "mic").click()
    await says(ada, "Microphones are off while the room focuses.")

    await tile(ada, "Grace").hover()
    await tile(ada, "Grace").locator("[data-part=more]").click()
    await tile(ada, "Grace").locator("[data-part=remove]").click()
    await ada.page.locator("#confirm [data-part=act]").click()
    await expect(grace.page.locator("call-stage")).to_have_count(0, timeout=PATIENT)
    await expect(grace.page.locator("call-bar")).to_contain_text("Ada removed you from the call")
    await expect(ada.page.locator("call-stage .tile")).to_have_count(1, timeout=PATIENT)


async def test_three_share_a_screen_reload_and_lose_the_room_without_losing_each_other(serve, visit):
    """What is lost for seconds here is lost for twenty in the bench; the media do not know of it."""
    ada, grace, lin = await gather(visit, serve(), "Grace", "Lin", viewport=SMALL)
    for person in (ada, grace, lin):
        await join(person)
    for person in (ada, grace, lin):
        await sees(person, 2)

    await control(ada, "share").click()
    await expect(tile(lin, "Ada’s screen")).to_be_visible(timeout=PATIENT)
    await sees(lin, 3)
    await expect(tile(grace, "Ada’s screen")).to_be_visible(timeout=PATIENT)
    await control(grace, "share").click()
    await says(grace, "Somebody shares their screen already.")
    await control(ada, "share").click()
    await expect(tile(lin, "Ada’s screen")).to_have_count(0, timeout=PATIENT)

    links = {one["id"] for one in await stats(grace)}
    await grace.context.set_offline(True)
    await expect(grace.page.get_by_role("status").filter(has_text="Connected")).to_have_count(0, timeout=PATIENT)
    await grows(ada, 2)
    await grows(grace, 2)
    await grace.context.set_offline(False)
    await expect(grace.page.get_by_role("status").filter(has_text="Connected")).to_be_visible(timeout=PATIENT)
    await grows(lin, 2)
    assert {one["id"] for one in await stats(grace)} == links

    await lin.page.reload()
    await lin.inside()
    await expect(ada.page.locator("call-stage .tile")).to_have_count(2, timeout=PATIENT)
    await join(lin)
    await sees(lin, 2)
    await grows(ada, 2)


async def test_what_is_wrong_with_devices_or_signals_is_words_and_the_call_goes_on(serve, visit):
    ada, grace, lin = await gather(visit, serve(SYNCROOM_CALL_CAMERAS=2), "Grace", "Lin", viewport=SMALL)
    await join(ada)
    await join(grace)
    await sees(ada)
    assert await grace.page.evaluate(NONSENSE) == ["ok", "ok", "malformed", "ok"]
    await asyncio.gather(*(person.page.evaluate(RESTART) for person in (ada, grace)))  # both offer at once
    for person in (ada, grace):
        await person.page.wait_for_function(SETTLED, timeout=PATIENT)
        await grows(person)

    await lin.page.evaluate(DENIED)
    await check(lin)
    trouble = lin.page.locator("#call-check [data-part=camera-trouble]")
    await expect(trouble).to_contain_text("The browser does not let this page use your camera.", timeout=PATIENT)
    await expect(lin.page.locator("#call-check [data-part=seats]")).to_contain_text("2 cameras are on, as many as the call can carry")
    await lin.page.locator("#call-check [data-part=join]").click()
    await sees(lin, 2)
    await control(lin, "camera").click()
    await says(lin, "The call has as many cameras as it can carry.")

    await ada.page.evaluate(ENDED)
    await says(ada, "Your camera is gone. The call goes on without your picture.")
    await expect(tile(lin, "Ada").locator("video")).to_be_hidden(timeout=PATIENT)
    await control(lin, "camera").click()
    await says(lin, "The browser does not let this page use your camera.")
    await grows(lin)


async def test_six_small_pictures_reach_everybody(serve, visit):
    server = serve()
    people = await gather(visit, server, "Grace", "Lin", "Mary", "Joan", "Ida", viewport=SMALL)
    for person in people:
        await person.page.evaluate("localStorage.setItem(`syncroom/${document.body.dataset.me}/my/call/size`, 'small')")
        await join(person, mic=False)
    for person in people:
        await sees(person, 5)
    for person in people:
        await grows(person, 5)
    late = await visit(server, viewport=DESK)
    await late.open(f"/rooms/{people[0].code}/")
    await late.join("Late")
    await late.inside()
    await check(late)
    await expect(late.page.locator("#call-check [data-part=seats]")).to_contain_text("6 cameras are on, as many as the call can carry")
    await late.page.locator("#call-check [data-part=join]").click()
    await expect(late.page.locator("#call-check [data-part=trouble]")).to_contain_text("You can join without yours.", timeout=PATIENT)
    await expect(late.page.locator("call-stage")).to_have_count(0)


async def test_a_photo_now_and_then_instead_of_a_video(serve, visit):
    ada, grace = await gather(visit, serve(), "Grace")
    await check(grace)
    await grace.page.locator("#call-check summary", has_text="Rather a photo").click()
    await grace.page.locator("#call-check [data-part=photo]").click()
    await expect(grace.page.locator(".photos [data-part=count]")).to_have_text("2", timeout=PATIENT)
    await expect(ada.page.get_by_alt_text("The last photo of Grace")).to_be_visible(timeout=PATIENT)
    await expect(grace.page.get_by_alt_text("My last photo, as the others see it")).to_be_visible(timeout=PATIENT)
    await expect(grace.page.locator(".photos [data-part=camera]")).to_be_hidden()
    await grace.page.get_by_role("button", name="Stop", exact=True).click()
    await expect(ada.page.get_by_alt_text("The last photo of Grace")).to_have_count(0, timeout=PATIENT)
