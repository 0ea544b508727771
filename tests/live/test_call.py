"""Call signalling under attack: forged, misdirected, huge, too fast, or from somebody who was removed; the call of the others goes on."""

import asyncio
import json
import random
from contextlib import suppress

import pytest
import websockets

from tests.live.client import until

pytestmark = pytest.mark.usefixtures("logs_are_clean")
OFFER = {"type": "offer", "sdp": "SECRET v=0", "tracks": {"0": "mic"}}
CANDIDATE = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0}
ABUSES = 200


async def join(client, page):
    answer = await client.ask("call.join", client_id=page * 4, camera=False)
    assert answer["type"] == "ok", answer
    return answer["id"]


def heard(client, type="call.signal"):
    return [event for event in client.others if event["type"] == type]


def called(client):
    """Who is in the call, as that page was told last."""
    told = heard(client, "call.people")
    return [person["name"] for person in told[-1]["people"]] if told else []


@pytest.fixture
async def call(serve, enter):
    """call(**env) → (ada and grace in a call, her ids in it, everybody else who must hear nothing of it)"""

    async def call(**env):
        server = serve(**env)
        ada, grace, mallory, idle = (server.person() for _ in range(4))
        code, elsewhere = ada.create(), mallory.create(display_name="Mallory")
        grace.join(code)
        idle.join(code, "Idle")
        here, there = await enter(ada, code), await enter(grace, code)
        ids = await join(here, "ada-1"), await join(there, "grace")
        deaf = [await enter(*who) for who in ((ada, code), (grace, code), (idle, code), (mallory, elsewhere))]
        await join(deaf[-1], "mallory")
        return here, there, ids, deaf

    return call


async def test_a_signal_is_heard_by_one_connection_and_its_sender_is_the_servers_word(call):
    ada, grace, (mine, theirs), deaf = await call()
    assert (await ada.ask("call.signal", to=theirs, description=OFFER))["type"] == "ok"
    assert (await grace.ask("call.signal", to=mine, candidates=[CANDIDATE]))["type"] == "ok"
    await until(lambda: heard(ada) and heard(grace))
    assert heard(grace)[0] == {"type": "call.signal", "from": mine, "description": OFFER, "candidates": None}
    assert heard(ada)[0]["from"] == theirs
    for client in deaf:
        assert (await client.ask("ping"))["type"] == "ok"
        assert "SECRET" not in str(client.others)
        assert heard(client) == []


async def test_whatever_is_wrong_with_a_signal_is_refused_and_heard_by_nobody(call):
    ada, grace, (mine, theirs), (tab, _, idle, mallory) = await call(SYNCROOM_BAD_FRAMES=ABUSES)
    chance = random.Random(11)
    foreign = await join(mallory, "again")
    told = len(heard(grace))

    def abuse():
        """(whose connection, fields, the refusal)"""
        body = chance.choice([{"description": OFFER}, {"candidates": [CANDIDATE]}])
        return chance.choice(
            [
                (ada, {"to": theirs, "from": theirs, **body}, "malformed"),
                (ada, {"to": theirs, "sender": foreign, **body}, "malformed"),
                (ada, {"to": theirs, "description": OFFER | {"type": chance.choice(["rollback", "pranswer", 1, None])}}, "malformed"),
                (ada, {"to": theirs, "description": OFFER | {"sdp": "x" * chance.randrange(16_385, 60_000)}}, "malformed"),
                (ada, {"to": theirs, "description": OFFER | {"sdp": "x" * chance.randrange(16_370, 16_384)}}, "too-long"),
                (ada, {"to": theirs, "candidates": [CANDIDATE] * chance.randrange(31, 200)}, "malformed"),
                (ada, {"to": foreign, **body}, "not-found"),
                (ada, {"to": chance.randrange(10**6, 2**53 - 1), **body}, "not-found"),
                (ada, {"to": mine, **body}, "not-found"),
                (mallory, {"to": theirs, **body}, "not-found"),
                (idle, {"to": theirs, **body}, "not-in-call"),
                (tab, {"to": theirs, **body}, "not-in-call"),
            ]
        )

    for _ in range(ABUSES):
        client, fields, code = abuse()
        answer = await client.ask("call.signal", **fields)
        assert (answer["type"], answer["code"]) == ("refused", code), (answer, fields)
    assert len(heard(grace)) == told
    assert (await ada.ask("call.signal", to=theirs, description=OFFER))["type"] == "ok"
    await until(lambda: len(heard(grace)) == told + 1)


async def test_a_megabyte_is_too_big_for_a_frame_and_the_call_goes_on(call):
    ada, grace, (mine, theirs), deaf = await call()
    await deaf[-1].ws.send(json.dumps({"type": "call.signal", "ref": 1, "to": mine, "description": OFFER | {"sdp": "x" * 2**20}}))
    await until(lambda: deaf[-1].closed is not None)
    assert deaf[-1].closed == 1009
    assert (await ada.ask("call.signal", to=theirs, description=OFFER))["type"] == "ok"
    await until(lambda: heard(grace))


async def test_a_thousand_candidates_at_once_are_too_fast_and_the_others_are_not_held_up(call):
    ada, grace, (mine, theirs), deaf = await call(SYNCROOM_ACTIONS_PER_SECOND=10, SYNCROOM_ACTIONS_BURST=40)
    idle = deaf[2]
    await join(idle, "idle")
    before = len(heard(ada))
    with suppress(websockets.ConnectionClosed):
        for ref in range(1000):
            await idle.ws.send(json.dumps({"type": "call.signal", "ref": 10_000 + ref, "to": mine, "candidates": [CANDIDATE]}))
    await until(lambda: idle.closed is not None)
    assert idle.closed == 4429
    assert (await ada.ask("call.signal", to=theirs, description=OFFER))["type"] == "ok"
    await until(lambda: heard(grace))
    assert len(heard(ada)) - before < 100  # what passed before it was stopped


async def test_after_a_removal_peers_know_within_a_second_and_nothing_is_obeyed(call):
    ada, grace, (mine, theirs), _ = await call()
    start = asyncio.get_running_loop().time()
    assert (await ada.ask("call.remove", id=theirs))["type"] == "ok"
    await until(lambda: called(ada) == ["Ada"])
    took = asyncio.get_running_loop().time() - start
    await until(lambda: heard(grace, "call.over"))
    assert heard(grace, "call.over") == [{"type": "call.over", "id": theirs, "reason": "removed", "by": "Ada"}]
    for act, fields in (("signal", {"to": mine, "description": OFFER}), ("set", {"muted": False}), ("leave", {})):
        assert (await grace.ask(f"call.{act}", **fields))["code"] == "not-in-call"
    assert (await grace.ask("call.join", client_id="another-page-of-hers", camera=True))["code"] == "call-removed"
    assert heard(ada) == []
    assert took < 5  # a second where the machine has nothing else to do


async def test_who_is_shown_out_of_the_room_is_out_of_the_call(call):
    ada, grace, (_, theirs), _ = await call()
    member = next(id for id, (name, _) in ada.members.items() if name == "Grace")
    assert (await ada.ask("room.remove", member=member))["type"] == "ok"
    await until(lambda: called(ada) == ["Ada"] and grace.closed is not None)
    assert grace.closed == 4403
    assert (await ada.ask("call.signal", to=theirs, description=OFFER))["code"] == "not-found"


async def test_a_lost_connection_keeps_its_place_and_is_reached_again(call, enter):
    ada, grace, (_, theirs), _ = await call()
    await grace.close()
    await until(lambda: heard(ada, "call.people")[-1]["people"][1]["away"], 20)
    assert (await ada.ask("call.signal", to=theirs, description=OFFER))["code"] == "call-away"
    await grace.enter()
    assert await join(grace, "grace") == theirs
    assert (await ada.ask("call.signal", to=theirs, description=OFFER))["type"] == "ok"
    await until(lambda: heard(grace))


@pytest.mark.xdist_group("processes")
async def test_it_works_between_processes(serve_together, enter):
    near, far = serve_together(), serve_together()
    ada, grace = near.person(), far.person()
    code = ada.create()
    grace.join(code)
    here, there = await enter(ada, code), await enter(grace, code)
    other = await enter(grace, code)
    mine, theirs = await join(here, "ada-1"), await join(there, "grace")
    await until(lambda: called(here) == called(there) == ["Ada", "Grace"], 20)
    assert (await here.ask("call.signal", to=theirs, description=OFFER))["type"] == "ok"
    await until(lambda: heard(there))
    assert (await there.ask("call.signal", to=mine, candidates=[CANDIDATE]))["type"] == "ok"
    await until(lambda: heard(here))
    assert heard(other) == []
