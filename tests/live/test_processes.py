"""Two server processes, one room: PostgreSQL keeps the order, Redis is only a doorbell."""

import asyncio

import pytest

from tests.live.client import until
from tests.live.oracle import Talker, judge, table

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]


@pytest.fixture
def pair(serve_together):
    def start(**env):
        servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=2, **env) for _ in range(2)]
        people = [servers[n % 2].person() for n in range(6)]
        code = people[0].create(display_name="p0")
        for n, person in enumerate(people[1:], 1):
            person.join(code, display_name=f"p{n}")
        return servers, people, code

    return start


LAYERS = {"redis": "channels_redis.pubsub.RedisPubSubChannelLayer", "lossy": "tests.live.lossy.Lossy", "silent": "tests.live.lossy.Silent"}


@pytest.mark.parametrize("layer", LAYERS)
async def test_members_on_both_processes_end_with_one_order(pair, enter, layer):
    servers, people, code = pair(SYNCROOM_LAYER=LAYERS[layer])
    talkers = [Talker(await enter(person, code), f"p{n}") for n, person in enumerate(people)]

    async def talk(talker):
        for n in range(25):
            await talker.say(f"{talker.name}_{n}")

    await asyncio.gather(*map(talk, talkers))
    rows = table(servers[0], code)
    judge(rows, talkers)
    assert len(rows) == 150
    await until(lambda: all(talker.client.list == rows for talker in talkers), 15)
    for talker in talkers:
        assert talker.client.heard == sorted(talker.client.heard)
        assert talker.client.closed is None


async def test_with_redis_a_message_is_on_the_other_process_at_once(pair, enter):
    _, people, code = pair(SYNCROOM_LAYER=LAYERS["redis"])
    ada, grace = await enter(people[0], code), await enter(people[1], code)
    await until(lambda: "p0" in grace.here and "p1" in ada.here)
    await ada.post("hello")
    await until(lambda: grace.words == ["hello"], 1)


@pytest.mark.parametrize("layer", ["redis", "silent"])
async def test_a_removal_holds_on_the_other_process(pair, enter, layer):
    _, people, code = pair(SYNCROOM_LAYER=LAYERS[layer])
    ada, grace = await enter(people[0], code), await enter(people[1], code)
    member = next(id for id, (name, _) in ada.members.items() if name == "p1")
    assert (await ada.ask("room.remove", member=member))["type"] == "ok"
    await until(lambda: grace.closed == 4403, 15)


async def test_a_killed_process_leaves_no_ghosts(pair, enter):
    servers, people, code = pair(SYNCROOM_LAYER=LAYERS["redis"], SYNCROOM_LEASE_SECONDS=4)
    ada, _ = await enter(people[0], code), await enter(people[1], code)
    await until(lambda: ada.here == ["p0", "p1"])
    servers[1].kill()
    await until(lambda: ada.here == ["p0"], 15)


async def test_while_redis_is_away_everything_still_arrives(serve_together, redis, enter, tmp_path):
    from tests.live.programs import Redis, running

    with running(Redis(tmp_path).start()) as own:
        servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=2, REDIS_URL=own.url) for _ in range(2)]
        people = [server.person() for server in servers]
        code = people[0].create(display_name="Ada")
        people[1].join(code)
        ada, grace = await enter(people[0], code), await enter(people[1], code)
        own.stop()
        assert (await ada.post("without"))["type"] == "ok"
        assert people[0].get("/readyz").json() == {"ready": True, "process": "ok", "database": "ok", "layer": "away"}
        await until(lambda: grace.words == ["without"], 15)
        late = await enter(people[1], code)
        assert late.words == ["without"]
        own.start()
        await ada.post("again")
        await until(lambda: grace.words == ["without", "again"], 15)
        assert ada.closed is None and grace.closed is None


async def test_coming_and_talking_in_many_rooms_at_once_never_deadlocks(serve_together, enter):
    servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=1, SYNCROOM_GRACE_SECONDS=1) for _ in range(2)]
    people = [server.person() for server in servers]
    codes = [people[0].create(display_name="Ada") for _ in range(6)]
    for code in codes:
        people[1].join(code)

    async def come_and_go(person, codes):
        for code in codes:
            client = await enter(person, code)
            replies = await asyncio.gather(*(client.post(f"{id(client)}_{n}") for n in range(5)))
            assert [reply["type"] for reply in replies] == ["ok"] * 5
            await client.close()

    await asyncio.gather(*(come_and_go(person, order) for person in people for order in (codes * 8, codes[::-1] * 8, (codes[3:] + codes[:3]) * 8)))
    assert "deadlock" not in servers[0].log + servers[1].log
    assert "was not written" not in servers[0].log + servers[1].log
