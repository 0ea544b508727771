"""Real connections to one list: whoever listens has the same tasks as whoever comes later."""

import asyncio

import pytest

from tests.live.client import until

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]


def tasks(client, kind="tasks.changed", gone="tasks.removed"):
    """{id: task} as this client was told."""
    found = {}
    for event in client.others:
        if event["type"] == kind:
            found[event["task"]["id"]] = event["task"]
        elif event["type"] == gone:
            found.pop(event["id"], None)
    return found


async def work(client, name):
    """What a busy person does, in one go; nothing of it may fail for another reason than that somebody was quicker."""
    ids = [(await client.ask("tasks.add", list="room", title=f"{name} {n}", client_id=f"{name}{n}"))["id"] for n in range(5)]
    for n, id in enumerate(ids[1:]):
        await client.ask("tasks.move", id=id, parent=ids[0] if n % 2 else None, after=None)
        await client.ask("tasks.edit", id=id, base=client.last, priority=n % 4, due="2026-03-01")
    removed = await client.ask("tasks.remove", id=ids[0])
    await client.ask("tasks.undo", act=removed["act"])
    others = [id for id in tasks(client) if id not in ids]
    for id in others:
        reply = await client.ask("tasks.edit", id=id, base=client.last, title=f"{name} was here")
        assert reply["type"] == "ok" or reply["code"] in ("changed-meanwhile", "not-found")
        await client.ask("tasks.done", id=id, done=True)
    return (await client.ask("tasks.remove", id=ids[-1]))["number"]


async def both_work_on_one_list(enter, people, code):
    ada, grace = await enter(people[0], code), await enter(people[1], code)
    last = max(await asyncio.gather(work(ada, "ada"), work(grace, "grace")))
    await until(lambda: ada.last == grace.last >= last)
    newcomer = await enter(people[0], code)
    assert tasks(newcomer) == tasks(ada) == tasks(grace)
    assert len(tasks(ada)) == 8
    return ada, grace


async def my_list_follows_me(enter, people, code):
    here = await enter(people[0], code)
    there = await enter(people[0], people[0].create("Elsewhere"))
    other = await enter(people[1], code)
    answer = await there.ask("tasks.add", list="mine", title="Mine", client_id="mine")
    await until(lambda: [task["title"] for task in tasks(here, "tasks.mine").values()] == ["Mine"], 3)
    await here.ask("tasks.remove", id=answer["id"])
    await until(lambda: not tasks(there, "tasks.mine", "tasks.mine-removed"), 3)
    assert not [event for event in other.others if event["type"].startswith("tasks.mine")]
    assert (await other.ask("tasks.log", id=answer["id"]))["code"] == "not-found"


async def test_two_people_work_on_one_list(serve, enter):
    server = serve()
    people = server.person(), server.person()
    code = people[0].create()
    people[1].join(code)
    ada, grace = await both_work_on_one_list(enter, people, code)
    await my_list_follows_me(enter, people, code)
    before = tasks(grace)
    await grace.close()
    task = next(iter(before))
    again = [{"id": task, "base": ada.last, "title": "From the train", "client_id": "train"}] * 2
    replies = [await ada.ask("tasks.edit", **fields) for fields in again]
    assert {**replies[0], "ref": 0} == {**replies[1], "ref": 0}
    await grace.enter()
    assert tasks(grace) == before | {task: tasks(ada)[task]}


async def test_two_processes_keep_one_list(serve_together, enter):
    servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=2) for _ in range(2)]
    people = [server.person() for server in servers]
    code = people[0].create()
    people[1].join(code)
    await both_work_on_one_list(enter, people, code)
    await my_list_follows_me(enter, people, code)
