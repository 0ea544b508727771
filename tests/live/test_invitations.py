"""Many follow one link at the same moment, over two processes."""

import asyncio
import re

RACERS = 12


async def made(person, code, **fields):
    page = await asyncio.to_thread(person.post, f"/rooms/{code}/invitations/", **{"lasts": "7d", "role": "member"} | fields)
    return re.search(r"/i/[\w-]+/", page.text)[0]


async def race(servers, path):
    """The status each was answered with."""
    people = [servers[n % len(servers)].person() for n in range(RACERS)]
    for person in people:
        await asyncio.to_thread(person.get, path)
    posts = (asyncio.to_thread(person.post, path, display_name=f"Racer {n}") for n, person in enumerate(people))
    return sorted(answer.status_code for answer in await asyncio.gather(*posts))


async def admits_one(servers, enter):
    ada = servers[0].person()
    code = await asyncio.to_thread(ada.create)
    room = await enter(ada, code)
    for uses in (1, 3):
        path = await made(ada, code, most_uses=uses)
        assert await race(servers, path) == [302] * uses + [410] * (RACERS - uses)
    await enter(ada, code)
    assert len(room.members) == 1 + 1 + 3
    for server in servers:
        assert path.split("/")[2] not in server.log


async def test_a_raced_invitation_admits_exactly_as_many_as_it_says_on_sqlite(serve, enter, logs_are_clean):
    await admits_one([serve()], enter)


async def test_a_raced_invitation_admits_exactly_as_many_as_it_says_on_two_processes(serve_together, enter, logs_are_clean):
    await admits_one([serve_together(), serve_together()], enter)
