"""The connection to Janus: answers find their questions, and whatever breaks is told once, in one way."""

import asyncio
import json
from contextlib import asynccontextmanager

import pytest
from websockets.asyncio.server import serve

from studytools.call.janus.gateway import Away, Gateway, No

SESSION, HANDLE = 4711, 815


class Script:
    """A server that answers as it is told: {what is asked: [answer, …] or a function of the socket}."""

    def __init__(self, **answers):
        self.answers, self.asked = {"create": [{"janus": "success", "data": {"id": SESSION}}]} | answers, []

    async def __call__(self, socket):
        async for text in socket:
            asked = json.loads(text)
            self.asked.append(asked)
            answers = self.answers.get(asked["janus"], [])
            if callable(answers):
                await answers(socket)
                continue
            for answer in answers:
                await socket.send(json.dumps({"transaction": asked["transaction"]} | answer))


@asynccontextmanager
async def gateway(script):
    heard, losses = [], []
    async with serve(script, "127.0.0.1", 0, subprotocols=["janus-protocol"]) as server:
        port = server.sockets[0].getsockname()[1]
        gateway = Gateway(f"ws://127.0.0.1:{port}", "secret-of-the-site", lambda *told: heard.append(told), lambda: losses.append(1))
        gateway.heard, gateway.losses = heard, losses
        yield gateway
        gateway.close()


async def until(condition):
    async with asyncio.timeout(10):
        while not condition():
            await asyncio.sleep(0.01)


def plugin(kind="event", jsep=None, **data):
    return {"janus": kind, "sender": HANDLE, "plugindata": {"data": data}} | ({"jsep": jsep} if jsep else {})


async def test_every_question_carries_secret_and_session_and_waits_for_more_than_an_ack():
    script = Script(message=[{"janus": "ack"}, plugin(joined=True, jsep={"type": "answer", "sdp": "v=0"})])
    async with gateway(script) as janus:
        await janus.open()
        assert await janus.say(HANDLE, {"request": "join"}) == ({"joined": True}, {"type": "answer", "sdp": "v=0"})
    create, message = script.asked
    assert {one["apisecret"] for one in script.asked} == {"secret-of-the-site"}
    assert "session_id" not in create
    assert (message["session_id"], message["handle_id"], message["body"]) == (SESSION, HANDLE, {"request": "join"})


async def test_candidates_are_acknowledged_and_that_is_all():
    async with gateway(Script(trickle=[{"janus": "ack"}])) as janus:
        await janus.open()
        await janus.complete(HANDLE)


@pytest.mark.parametrize("answer", [{"janus": "error", "error": {"code": 459, "reason": "No handle"}}, plugin(error_code=426, error="No such room")])
async def test_a_no_has_its_number(answer):
    async with gateway(Script(message=[answer])) as janus:
        await janus.open()
        with pytest.raises(No) as refusal:
            await janus.say(HANDLE, {"request": "kick"})
    assert refusal.value.code in (459, 426)


async def test_what_janus_says_by_itself_is_heard_with_its_handle():
    news = plugin(publishers=[{"id": 7}])

    async def tell(socket):
        await socket.send(json.dumps(news))

    async with gateway(Script(message=tell)) as janus:
        await janus.open()
        asking = asyncio.ensure_future(janus.say(HANDLE, {"request": "configure"}))
        await until(lambda: janus.heard)
        assert janus.heard == [(HANDLE, news)]
        asking.cancel()


async def hang_up(socket):
    await socket.close()


async def talk_nonsense(socket):
    await socket.send("{")


async def forget(socket):
    await socket.send(json.dumps({"janus": "timeout", "session_id": SESSION}))


@pytest.mark.parametrize("end", [hang_up, talk_nonsense, forget])
async def test_whatever_ends_it_is_told_once_and_nobody_waits(end):
    async with gateway(Script(attach=end)) as janus:
        await janus.open()
        with pytest.raises(Away):
            await janus.attach()
        await until(lambda: janus.losses)
        assert (janus.losses, janus.session, janus.waiting) == ([1], None, {})
        await janus.open()
        assert janus.session == SESSION, "the next one opens it again"


async def test_nobody_there_is_away(unused_tcp_port):
    janus = Gateway(f"ws://127.0.0.1:{unused_tcp_port}", "", lambda *_: None, lambda: None)
    with pytest.raises(Away):
        await janus.attach()


async def test_two_who_open_it_at_once_share_it():
    script = Script()
    async with gateway(script) as janus:
        await asyncio.gather(*(janus.open() for _ in range(5)))
    assert [one["janus"] for one in script.asked] == ["create"]
