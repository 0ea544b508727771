"""Who knocks is told to those who may answer, over two processes, and to nobody else; one answer counts."""

import asyncio

from tests.live.client import until


def told(client):
    """What this client was last told of the door, or None if it was never told anything."""
    return next((event["waiting"] for event in reversed(client.others) if event["type"] == "knock.waiting"), None)


def waiting(client):
    """The names in it."""
    return None if told(client) is None else [one["name"] for one in told(client)]


def thread(function, *args, **fields):
    return asyncio.to_thread(function, *args, **fields)


async def knock(person, code, name):
    answer = await thread(person.post, f"/rooms/{code}/knock/", display_name=name, reason="the exam")
    assert answer.status_code == 302, answer.text


async def test_knocks_are_whispered_to_those_who_may_answer_and_one_answer_counts(serve_together, enter, logs_are_clean):
    first, second = serve_together(), serve_together()
    ada, grace, katherine, mallory = (server.person() for server in (first, second, second, first))
    code = await thread(ada.create, access="approval")
    page = await thread(ada.post, f"/rooms/{code}/invitations/", lasts="1d", role="moderator")
    path = "/i/" + page.text.split("/i/")[1].split("/")[0] + "/"
    await thread(grace.post, path, display_name="Grace")
    owner, moderator = await enter(ada, code), await enter(grace, code)

    await knock(katherine, code, "Katherine")
    await until(lambda: waiting(owner) == waiting(moderator) == ["Katherine"])
    later = await enter(ada, code)  # another tab is told as it comes
    assert waiting(later) == ["Katherine"]

    id = told(owner)[0]["id"]
    answers = await asyncio.gather(*(client.ask("knock.answer", id=id, admit=True) for client in (owner, moderator, later)))
    assert sorted(answer.get("code", answer["type"]) for answer in answers) == ["answered", "answered", "ok"]
    await until(lambda: waiting(owner) == waiting(moderator) == waiting(later) == [])

    member = await enter(katherine, code)
    await knock(mallory, code, "Mallory")
    await until(lambda: waiting(owner) == waiting(moderator) == ["Mallory"])
    assert (await member.ask("knock.answer", id=id + 1, admit=True))["code"] == "forbidden"
    assert (await member.ask("chat.post", client_id="x", body="x"))["type"] == "ok"
    assert waiting(member) is None
    state = await thread(mallory.get, f"/rooms/{code}/waiting/answer/")
    assert state.json() == {"state": "waiting", "url": None}
    await moderator.ask("knock.answer", id=id + 1, admit=False)
    state = await thread(mallory.get, f"/rooms/{code}/waiting/answer/")
    assert state.json()["state"] == "denied"


async def test_a_knock_is_heard_though_the_layer_loses_everything(serve_together, enter, logs_are_clean):
    layer = {"SYNCROOM_LAYER": "tests.live.lossy.Silent"}
    first, second = serve_together(**layer), serve_together(**layer)
    ada, mallory = first.person(), second.person()
    code = await thread(ada.create, access="approval")
    owner = await enter(ada, code)
    await knock(mallory, code, "Mallory")
    looking = True

    async def look():
        while looking:
            await thread(mallory.get, f"/rooms/{code}/waiting/answer/")
            await asyncio.sleep(2)  # the pace of the page

    page = asyncio.create_task(look())
    await until(lambda: waiting(owner) == ["Mallory"], 25)
    looking = False
    await page
