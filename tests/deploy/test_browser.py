"""A real browser at the public address: the policies of pages and the cookies hold over https and wss too."""

import asyncio

import pytest

PAUSES = "async () => { const { pause } = await import('/static/rooms/closes.js'); return Array.from({ length: 200 }, () => pause(1012, 0)) }"
pytestmark = [pytest.mark.xdist_group("proxies"), pytest.mark.browser]


async def test_people_meet_at_the_public_address_and_a_restart_costs_nothing(proxy, visit):
    ada, grace = [await visit(proxy, ignore_https_errors=True) for _ in range(2)]
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    await ada.say("Good evening")
    await grace.sees("Good evening")
    assert await ada.page.evaluate("() => isSecureContext")
    pauses = await ada.page.evaluate(PAUSES)
    assert 0 <= min(pauses) < 1_000 and 2_000 < max(pauses) < 3_000, "a restart sends nobody back at the same moment"
    await asyncio.to_thread(proxy.stop)
    await ada.write("Said while nobody answered")
    await asyncio.to_thread(proxy.start)
    await grace.sees("Said while nobody answered")
    await ada.reads("Good evening", "Said while nobody answered")
    cookies = {cookie["name"]: cookie for cookie in await ada.context.cookies()}
    assert all(cookies[name]["secure"] for name in ("syncroom_session", "syncroom_csrf"))
