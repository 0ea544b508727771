"""Two processes behind a proxy, restarted in turn while people talk and pages are asked for."""

import asyncio
from collections import Counter
from contextlib import contextmanager

from tests.live.client import Client, until
from tests.live.oracle import Talker, judge, table
from tests.live.programs import running

from .certificates import HOST
from .proxies import KINDS
from .visitors import Visitor

LINGER_SECONDS = {"nginx": 0, "caddy": 2}  # as deploy/ sets it: Caddy asks /readyz


@contextmanager
def behind(name, serve_together, certificates, folder):
    """([server, server], proxy) as a school would run them."""
    servers = [serve_together(SYNCROOM_URL=f"https://{HOST}", SYNCROOM_LINGER_SECONDS=LINGER_SECONDS[name]) for _ in range(2)]
    with running(KINDS[name](folder, [server.port for server in servers], certificates)) as proxy:
        yield servers, proxy.start()


async def talkers_in(proxy, rooms, each):
    """[(code, [talker, …]), …]: rooms, so that both processes have some."""
    found = []
    for n in range(rooms):
        people = [Visitor(proxy) for _ in range(each)]
        code = await asyncio.to_thread(people[0].create, display_name="p0")
        for m, person in enumerate(people[1:], 1):
            await asyncio.to_thread(person.join, code, display_name=f"p{m}")
        clients = [await Client(person, code).enter() for person in people]
        found.append((code, [Talker(client, f"r{n}p{m}") for m, client in enumerate(clients)]))
    return found


async def reader(proxy, stop):
    """Asks for a page and sends a form, again and again: Counter of the answers."""
    answers, visitor = Counter(), Visitor(proxy)
    while not stop.is_set():
        for ask in (lambda: visitor.get("/rooms/"), lambda: visitor.post("/rooms/new/", name="One more", display_name="Reader")):
            answers[(await asyncio.to_thread(ask)).status_code] += 1
        await asyncio.sleep(0.02)  # the pace of a hurried person
    return answers


async def restarts(servers, proxy, count, rooms=2, each=3):
    """Restarts each process in turn, `count` in all; (rows in the tables, reconnects, answers to pages). The oracle judges."""
    stop = asyncio.Event()
    groups = await talkers_in(proxy, rooms, each)
    everybody = [talker for _, talkers in groups for talker in talkers]
    jobs = [asyncio.create_task(talker.talk(stop, 0.1)) for talker in everybody]
    reading = asyncio.create_task(reader(proxy, stop))
    for n in range(count):
        said = [len(talker.acked) for talker in everybody]
        await asyncio.to_thread(servers[n % 2].stop)
        await asyncio.to_thread(servers[n % 2].start)
        await until(lambda said=said: all(len(t.acked) > before for t, before in zip(everybody, said, strict=True)), 30)
    stop.set()
    await asyncio.gather(*jobs)
    await asyncio.gather(*(talker.say(f"{talker.name}_end") for talker in everybody))
    rows = 0
    for code, talkers in groups:
        rows += await agreed(table(servers[0], code), talkers)
    for talker in everybody:
        await talker.client.close()
    return rows, sum(talker.reconnects for talker in everybody), await reading


async def agreed(rows, talkers):
    """Each acknowledged once, nothing else there, and everybody's list the same as the table's."""
    judge(rows, talkers)
    for talker in talkers:
        if talker.client.closed is not None:
            await talker.client.enter()
    await until(lambda: all(talker.client.list == rows for talker in talkers), 20)
    return len(rows)
