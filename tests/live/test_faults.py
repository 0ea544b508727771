"""Processes that die, readers that do not read: judged by an oracle that reads the table."""

import asyncio
import signal

import pytest

from tests.live.client import Client, until
from tests.live.oracle import Talker, judge, table

pytestmark = pytest.mark.usefixtures("logs_are_clean")


async def talkers_in(server, count):
    first = server.person()
    code = first.create(display_name="p0", capacity=100)
    people = [first, *(server.person() for _ in range(count - 1))]
    for n, person in enumerate(people[1:], 1):
        person.join(code, display_name=f"p{n}")
    clients = [await Client(person, code).connect() for person in people]
    await asyncio.gather(*(client.ready.wait() for client in clients))
    return code, [Talker(client, f"p{n}") for n, client in enumerate(clients)]


async def hang_up(talkers):
    for talker in talkers:
        await talker.client.close()


@pytest.mark.parametrize("how", ["kill", "stop"])
async def test_a_restart_in_mid_conversation_loses_nothing_and_doubles_nothing(serve, how):
    server, stop = serve(), asyncio.Event()
    code, talkers = await talkers_in(server, 12)
    jobs = [asyncio.create_task(talker.talk(stop, 0.05)) for talker in talkers]
    for _ in range(3):
        said = sum(len(talker.acked) for talker in talkers)
        await until(lambda said=said: sum(len(talker.acked) for talker in talkers) > said + 60, 20)
        await asyncio.to_thread(getattr(server, how))
        await asyncio.to_thread(server.start)
    stop.set()
    await asyncio.gather(*jobs)
    await asyncio.gather(*(talker.say(f"{talker.name}_end") for talker in talkers))
    rows = table(server, code)
    judge(rows, talkers)
    await until(lambda: all(talker.client.list == rows for talker in talkers))
    assert sum(talker.reconnects for talker in talkers) >= 12
    await hang_up(talkers)


async def test_after_a_kill_nobody_is_shown_who_is_not_there(serve, enter):
    server = serve(SYNCROOM_GRACE_SECONDS=2, SYNCROOM_RECONCILE_SECONDS=1)
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    one, _ = await enter(ada, code), await enter(grace, code)
    await until(lambda: one.here == ["Ada", "Grace"])
    server.kill()
    server.start()
    await one.enter()
    await until(lambda: one.here == ["Ada"], 10)


async def test_a_lost_connection_is_shown_for_the_grace_and_then_gone(serve, enter):
    server = serve(SYNCROOM_GRACE_SECONDS=1.5)
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    one, two = await enter(ada, code), await enter(grace, code)
    await until(lambda: one.here == ["Ada", "Grace"])
    told = len(one.others)
    two.ws.transport.abort()
    await two.enter()
    await until(lambda: len(one.others) > told)
    assert all(len(event["members"]) == 2 for event in one.others[told:] if event["type"] == "presence.changed")
    two.ws.transport.abort()
    await until(lambda: one.here == ["Ada"], 4)


async def test_who_does_not_read_is_closed_and_the_others_are_served(serve, enter):
    server = serve(SYNCROOM_SLOW_SECONDS=1)
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    one, slow = await enter(ada, code), await enter(grace, code)
    slow.ws.transport.pause_reading()
    for n in range(0, 2_000, 50):
        replies = await asyncio.gather(*(one.post(f"c{n + i}", "x" * 4000) for i in range(50)))
        assert all(reply["type"] == "ok" for reply in replies)
    slow.ws.transport.resume_reading()
    await until(lambda: slow.closed is not None, 15)
    assert slow.closed in (4408, 1006)  # the code if they read in time, else cut off
    await slow.enter()
    assert slow.last == one.last


async def test_a_second_process_without_redis_refuses_to_start(serve):
    first = serve()
    with pytest.raises(AssertionError, match="Another server already uses"):
        serve()
    first.kill()
    assert serve().answers()


async def test_on_sigterm_everyone_is_told_to_come_back(serve, enter):
    server = serve()
    ada = server.person()
    one = await enter(ada, ada.create())
    await one.post("last")
    assert await asyncio.to_thread(server.stop) == -signal.SIGTERM  # it ends as it was told to, after its work
    await until(lambda: one.closed == 1012)


async def test_floods_and_rubbish_end_with_their_codes(serve, enter):
    server = serve(SYNCROOM_ACTIONS_PER_SECOND=1, SYNCROOM_ACTIONS_BURST=5, SYNCROOM_FLOOD_FRAMES=10)
    ada = server.person()
    code = ada.create()
    flood = await enter(ada, code)
    codes = [(await flood.ask("ping"))["type"] for _ in range(6)]
    assert codes == ["ok"] * 5 + ["refused"]
    for _ in range(11):
        await flood.ws.send('{"type":"ping","ref":1}')
    await until(lambda: flood.closed == 4429)
    bad = await enter(ada, code)
    for _ in range(21):
        await bad.ws.send("rubbish")
    await until(lambda: bad.closed == 4400)
    large = await enter(ada, code)
    await large.ws.send("x" * 70_000)
    await until(lambda: large.closed == 1009)


async def test_the_running_server_forgets_guests_and_others_hear_of_it(serve, enter):
    server = serve(SYNCROOM_GUEST_SECONDS=3, SYNCROOM_RECONCILE_SECONDS=1)
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    one = await enter(ada, code)
    assert [name for name, role in one.members.values() if role != "gone"] == ["Ada", "Grace"]
    await until(lambda: [name for name, role in one.members.values() if role != "gone"] == ["Ada"], 15)
    assert grace.get(f"/rooms/{code}/").status_code == 200  # the join page
    newcomer = server.person()
    newcomer.join(code, display_name="Katherine")
    assert sorted(name for name, _ in (await enter(newcomer, code)).members.values()) == ["Ada", "Katherine"]


async def test_one_person_has_only_so_many_connections(serve, enter):
    server = serve(SYNCROOM_CONNECTIONS=2)
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    first, _ = await enter(ada, code), await enter(ada, code)
    third = await Client(ada, code).connect()
    await third.task
    assert third.closed == 4429
    await enter(grace, code)
    await first.close()
    await enter(ada, code)
