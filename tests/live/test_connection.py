"""What a member can rely on, on the server we run and on Daphne."""

import asyncio

import pytest

from tests.live.client import until

pytestmark = [pytest.mark.parametrize("daphne", [False, True], ids=["serve", "daphne"]), pytest.mark.usefixtures("logs_are_clean")]


NONSENSE = (
    "",
    "[]",
    "null",
    '{"type":"chat.post","ref":1}',
    '{"type":"x","ref":2}',
    '{"a":' * 9000,
    '{"type":"chat.post","ref":3,"body":"\\ud800","client_id":"a"}',
    '{"type":"chat.edit","ref":4,"id":1e999,"body":"a"}',
    '{"type":"chat.edit","ref":5,"id":true,"body":"a"}',
    '{"type":"chat.post","ref":6,"body":"a","client_id":"a","x":1}',
    b"binary",
)


@pytest.fixture
async def two(serve, enter, daphne):
    """Ada's room with Grace in it."""
    server = serve(daphne=daphne)
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    return await enter(ada, code), await enter(grace, code)


async def test_a_message_reaches_everyone_and_is_acknowledged(two):
    ada, grace = two
    reply = await ada.post("c1", "hello")
    assert reply["type"] == "ok"
    await until(lambda: grace.messages and grace.list == ada.list)
    assert grace.list == [(reply["seq"], "c1", "<p>hello</p>")]


async def test_a_message_sent_again_is_answered_again(two):
    ada, _ = two
    reply = await ada.post("c1", "hello")
    assert await ada.post("c1", "hello") == {**reply, "ref": ada.ref}
    assert (await ada.post("c1", "other"))["code"] == "id-reused"


async def test_resuming_gives_what_was_missed_edits_and_removals_included(two, enter):
    ada, grace = two
    ids = [(await ada.post(f"c{i}"))["id"] for i in range(4)]
    await until(lambda: len(grace.messages) == 4)
    await grace.close()
    assert (await ada.ask("chat.edit", id=ids[0], body="edited"))["type"] == "ok"
    assert (await ada.ask("chat.remove", id=ids[1]))["type"] == "ok"
    await ada.post("c9")
    await grace.enter()
    assert grace.list == ada.list and grace.last == ada.last
    assert grace.words == ["c0", "c2", "c3", "c9"]
    newcomer = await enter(ada.person, ada.code)
    assert newcomer.list == ada.list and newcomer.members == {**newcomer.members, **ada.members}


async def test_a_removed_member_is_shown_out_and_stays_out(two):
    ada, grace = two
    await until(lambda: ada.here == ["Ada", "Grace"])
    member = next(id for id, (name, _) in grace.members.items() if name == "Grace")
    assert (await grace.ask("room.remove", member=member))["code"] == "forbidden"
    assert (await ada.ask("room.remove", member=member))["type"] == "ok"
    await until(lambda: grace.closed is not None, 2)
    assert grace.closed == 4403
    await grace.connect()
    await until(lambda: grace.closed is not None, 2)
    assert grace.closed == 4404


async def test_nonsense_is_refused_and_the_connection_stays(two):
    ada, _ = two
    for text in NONSENSE:
        await ada.ws.send(text)
    ada.ref = 100
    assert (await ada.post("nul", "\0"))["code"] == "empty"
    assert (await ada.post("fine"))["type"] == "ok"
    assert ada.closed is None


async def test_strangers_are_told_why_they_may_not_connect(two, serve):
    ada, _ = two
    from tests.live.client import Client

    stranger = ada.person.server.person()
    for code in (ada.code, "no-such-room"):
        nobody = await Client(stranger, code).connect()
        await nobody.task
        assert nobody.closed == 4401
    stranger.create(display_name="Mallory")
    for code in (ada.code, "no-such-room"):
        mallory = await Client(stranger, code).connect()
        await mallory.task
        assert mallory.closed == 4404


async def test_two_tabs_are_one_person_and_typing_is_told(two, enter):
    ada, grace = two
    tab = await enter(grace.person, grace.code)
    await until(lambda: ada.here == ["Ada", "Grace"])
    await tab.ask("chat.typing")
    await until(lambda: any(event["type"] == "chat.typing" and event["member"]["name"] == "Grace" for event in ada.others))
    await tab.close()
    assert (await ada.ask("ping"))["seq"] == ada.last
    assert ada.here == ["Ada", "Grace"]


async def test_who_leaves_is_gone_at_once_in_every_tab(two, enter):
    ada, grace = two
    tab = await enter(grace.person, grace.code)
    await until(lambda: ada.here == ["Ada", "Grace"])
    await tab.ask("room.leave")
    await until(lambda: ada.here == ["Ada"], 2)
    await until(lambda: tab.closed == grace.closed == 1000, 2)
    await grace.enter()
    await until(lambda: ada.here == ["Ada", "Grace"], 2)


async def test_a_replay_larger_than_the_outbox_arrives(two):
    ada, grace = two
    await grace.close()
    for start in range(0, 300, 50):
        await asyncio.gather(*(ada.post(f"c{i}", "\u2603" * 4000) for i in range(start, start + 50)))
    await grace.enter()
    assert grace.list == ada.list and len(grace.list) == 300 and grace.closed is None


async def test_after_too_long_an_absence_all_is_told_anew(two):
    ada, grace = two
    await grace.post("old")
    await grace.close()
    for start in range(0, 501, 100):
        await asyncio.gather(*(ada.post(f"c{i}") for i in range(start, min(start + 100, 501))))
    await grace.enter()
    assert len(grace.list) == 40 and grace.list == ada.list[-40:] and grace.last == ada.last


async def test_signing_out_closes_that_browsers_connections(two):
    ada, grace = two
    grace.person.post("/accounts/logout/")
    await until(lambda: grace.closed is not None, 2)
    assert grace.closed == 4401 and ada.closed is None


async def test_closing_the_room_closes_everyone(two):
    ada, grace = two
    ada.person.post(f"/rooms/{ada.code}/close/")
    await until(lambda: ada.closed and grace.closed, 2)
    assert ada.closed == grace.closed == 4410
    await grace.connect()
    await until(lambda: grace.closed is not None, 2)
    assert grace.closed == 4410
