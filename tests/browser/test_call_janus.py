"""A call that grows beyond what browsers can send to each other: it changes over to the real Janus, and holds whatever becomes of anybody."""

import pytest
from playwright.async_api import expect

from tests.browser.calling import FAKE, gather, grows, join, sees, stats
from tests.browser.people import Visitor, chromium
from tests.live.programs import running
from tests.live.relays import Janus

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]
KEPT = """
    window.pcs = []
    window.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(...args) { super(...args); window.pcs.push(this) }
      close() { window.stubborn || super.close() }
    }
"""
CARRIED = "() => document.querySelector('call-stage').call.transport.constructor.name"
ID = "() => document.querySelector('call-stage').call.id"
HEARD = """async () => {
  const all = await Promise.all(window.pcs.map((pc) => pc.getStats()))
  const heard = all.flatMap((one) => [...one.values()]).filter(({ type }) => type === "inbound-rtp")
  return heard.reduce((sum, { packetsReceived }) => sum + packetsReceived, 0)
}"""
LONG = 90_000  # ms: four browsers on a busy machine


@pytest.fixture
def janus(tmp_path_factory):
    with running(Janus(tmp_path_factory.mktemp("janus")).start()) as janus:
        yield janus


@pytest.fixture
async def visit():
    """visit(server) opens a browser with a camera and a microphone that are made up."""
    visitors = []
    async with chromium(*FAKE) as browser:

        async def visit(server, viewport=None):
            context = await browser.new_context(
                viewport={"width": 1000, "height": 700}, reduced_motion="reduce", permissions=["camera", "microphone"]
            )
            await context.add_init_script(KEPT)
            visitors.append(Visitor(server, context, await context.new_page()))
            return visitors[-1]

        yield visit
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


async def carried(visitor, by):
    await visitor.page.wait_for_function(f"by => ({CARRIED})() === by", arg=by, timeout=LONG)


async def test_a_call_grows_over_to_the_sfu_and_back_after_every_fall(janus, serve, visit):
    server = serve(**janus.settings, SYNCROOM_CALL_CAMERAS=2, SYNCROOM_RECONCILE_SECONDS=2)
    ada, grace, joan, rosa = people = await gather(visit, server, "Grace", "Joan", "Rosa")
    await join(ada)
    await join(grace)
    await sees(ada)
    await carried(ada, "Mesh")
    places = [await visitor.page.evaluate(ID) for visitor in (ada, grace)]

    await join(joan)
    for visitor in (ada, grace, joan):
        await carried(visitor, "Janus")
        await sees(visitor, 2)
    assert [await visitor.page.evaluate(ID) for visitor in (ada, grace)] == places, "nobody had to join again"
    await join(rosa)
    for visitor in people:
        await sees(visitor, 3)
        await grows(visitor, 3)
    await each_sends_once(people)

    await rosa.page.evaluate("window.stubborn = true")  # a browser that does not obey
    ids = {visitor: await visitor.page.evaluate(ID) for visitor in people}
    await ada.page.evaluate("id => import('/static/rooms/room.js').then(({ room }) => room.ask('call.remove', { id }))", ids[rosa])
    await janus.become([{ids[ada], ids[grace], ids[joan]}])
    await expect(ada.page.locator(f"call-stage [data-caller='{ids[rosa]}']")).to_have_count(0, timeout=LONG)
    await hears_nothing(rosa)
    await grows(grace, 2)

    janus.stop()
    await expect(ada.page.locator("call-stage")).to_be_visible()
    janus.start()
    for visitor in (ada, grace, joan):
        await visitor.page.wait_for_function(CONNECTED, arg=2, timeout=LONG)
        await grows(visitor, 2)


CONNECTED = """async (count) => {
  const links = await document.querySelector("call-stage").call.transport.stats()
  return links.filter(({ state }) => state === "connected").length === count + 1
}"""


async def each_sends_once(people):
    """However many look: the pictures leave by one connection, and come by one for each of the others."""
    for visitor in people:
        mine, links = await visitor.page.evaluate(ID), await stats(visitor)
        assert sorted(one["id"] == mine for one in links) == [False] * (len(people) - 1) + [True]
        assert [one["id"] for one in links if one["framesSent"]] == [mine]


async def hears_nothing(visitor):
    """Although its connections are kept open: what comes by them stands still."""
    heard = []

    async def still():
        heard.append(await visitor.page.evaluate(HEARD))
        return len(heard) > 5 and len(set(heard[-5:])) == 1

    for _ in range(200):
        if await still():
            return
        await visitor.page.wait_for_timeout(200)
    raise AssertionError(f"packets went on coming: {heard[-10:]}")
