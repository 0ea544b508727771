"""A call through the relay alone: a real coturn carries all of it, and nobody learns anybody's address."""

import re

import pytest

from tests.browser.calling import FAKE, check, gather, grows, sees, stats
from tests.browser.people import PATIENCE, Visitor, chromium
from tests.live.programs import running
from tests.live.relays import SECRET, Coturn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("processes")]


@pytest.fixture
def coturn(tmp_path_factory):
    """Whose peers are on this machine, which nobody else's may be."""
    with running(Coturn(tmp_path_factory.mktemp("coturn"), allow_loopback_peers=True, allowed_peer_ip="127.0.0.1").start()) as coturn:
        yield coturn


@pytest.fixture
async def visit():
    visitors = []
    async with chromium(*FAKE) as browser:

        async def visit(server, viewport=None):
            context = await browser.new_context(
                viewport={"width": 1000, "height": 700}, reduced_motion="reduce", permissions=["camera", "microphone"]
            )
            visitors.append(Visitor(server, context, await context.new_page()))
            return visitors[-1]

        yield visit
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


async def join_relayed(visitor):
    await check(visitor)
    await visitor.page.locator("#call-check summary").filter(has_text="More").click()
    await visitor.page.locator("#call-check [data-part=relay]").check(timeout=PATIENCE)
    await visitor.page.locator("#call-check [data-part=join]").click()


async def test_two_people_meet_at_the_relay_and_stay_unknown_to_each_other(coturn, serve, visit):
    server = serve(SYNCROOM_TURN_URLS=coturn.url, SYNCROOM_TURN_SECRET=SECRET)
    ada, grace = await gather(visit, server, "Grace")
    told = []
    grace.page.on("websocket", lambda socket: socket.on("framereceived", lambda text: told.append(text)))
    await grace.page.reload()
    await grace.inside()
    await join_relayed(ada)
    await join_relayed(grace)
    for visitor in (ada, grace):
        await sees(visitor)
        await grows(visitor)
        assert [one["relay"] for one in await stats(visitor)] == [True]
    candidates = [line for text in told if isinstance(text, str) for line in re.findall(r"candidate:[^\"\\]*", text)]
    assert candidates
    assert {re.search(r" typ (\w+)", line)[1] for line in candidates} == {"relay"}
    assert not [line for line in candidates if not re.search(r" 127\.0\.0\.1 \d+ typ relay raddr 0\.0\.0\.0 ", line)]
