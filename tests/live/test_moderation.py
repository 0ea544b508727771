"""A ban on a real server: felt on every connection within a second, and nothing is obeyed or heard afterwards."""

import asyncio
import time

from tests.live.client import until

REMOVED, NO_ROOM = 4403, 4404


async def test_a_ban_is_felt_on_two_connections_and_nothing_is_obeyed_after_it(serve, enter, logs_are_clean):
    server = serve()
    owner, guest = server.person(), server.person()
    code = await asyncio.to_thread(owner.create)
    await asyncio.to_thread(guest.join, code)
    await asyncio.to_thread(guest.get, f"/rooms/{code}/")
    ada, desk, phone = await enter(owner, code), await enter(guest, code), await enter(guest, code)
    await desk.post("before")
    (member,) = [id for id, (name, _) in ada.members.items() if name == "Grace"]
    told = time.monotonic()
    assert (await ada.ask("room.ban", member=member, seconds=3600, why="Shouting"))["type"] == "ok"
    await until(lambda: desk.closed is not None and phone.closed is not None, 1)
    assert time.monotonic() - told < 1.5
    assert {desk.closed, phone.closed} == {REMOVED}
    heard = len(phone.heard)
    assert (await ada.post("after"))["type"] == "ok"
    await until(lambda: "after" in ada.words)
    assert "after" not in desk.words + phone.words
    assert len(phone.heard) == heard
    desk.last = 0
    await desk.connect()
    await until(lambda: desk.closed is not None)
    assert desk.closed == NO_ROOM
    assert (await asyncio.to_thread(guest.join, code, "Somebody else")).status_code == 403
    assert [name for name, role in ada.members.values() if role != "gone"] == ["Ada"]


async def test_frames_sent_while_being_banned_are_answered_or_lost_but_not_obeyed(serve, enter, logs_are_clean):
    server = serve()
    owner, guest = server.person(), server.person()
    code = await asyncio.to_thread(owner.create)
    await asyncio.to_thread(guest.join, code)
    ada, grace = await enter(owner, code), await enter(guest, code)
    (member,) = [id for id, (name, _) in ada.members.items() if name == "Grace"]
    banning = asyncio.create_task(ada.ask("room.ban", member=member, seconds=None))
    sent = [asyncio.create_task(grace.post(f"m{number}")) for number in range(50)]
    assert (await banning)["type"] == "ok"
    await until(lambda: grace.closed is not None, 2)
    gone_at = max(seq for seq in ada.heard)
    for task in sent:
        task.cancel()
    await asyncio.gather(*sent, return_exceptions=True)
    await ada.post("last")
    await until(lambda: "last" in ada.words)
    later = [place for place, client_id, _ in ada.list if place > gone_at and client_id != "last"]
    assert later == []
