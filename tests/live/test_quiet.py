"""Messages that wait for the break, on real servers."""

import asyncio

import pytest

from tests.live.client import until

pytestmark = pytest.mark.usefixtures("logs_are_clean")

BEGIN = """
from django.db import transaction
from django.utils import timezone
from datetime import timedelta
from chat.holding import Hold
from rooms.models import Room
with transaction.atomic():
    Hold.objects.begin(Room.objects.get(code="{code}").pk, {until}, quiet=True)
"""
LATER = "timezone.now() + timedelta(seconds={seconds})"
RELEASE = """
from django.db import transaction
from chat.holding import Hold
from rooms.models import Room
with transaction.atomic():
    Hold.objects.release([Room.objects.get(code="{code}").pk])
"""


async def shell(server, text, **words):
    await asyncio.to_thread(server.manage, "shell", "-c", text.format(**words))


async def three_people(server, enter):
    people = [server.person() for _ in range(3)]
    code = people[0].create(display_name="Ada")
    for person, name in zip(people[1:], ("Grace", "Lin"), strict=True):
        person.join(code, display_name=name)
    return code, [await enter(person, code) for person in people]


def quiet(client):
    return [event for event in client.others if event["type"] == "chat.quiet"][-1]


async def test_held_messages_arrive_in_order_for_all_when_the_hold_ends(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    code, (ada, grace, lin) = await three_people(server, enter)
    await shell(server, BEGIN, code=code, until=LATER.format(seconds=6))
    answers = [await grace.post("one"), await lin.post("two"), await grace.post("three")]
    assert all(answer["held_until"] and "seq" not in answer for answer in answers)
    assert "seq" in await ada.post("owner")
    await until(lambda: quiet(ada)["waiting"] == 3)
    assert ada.words == grace.words == lin.words == ["owner"]
    await until(lambda: all(client.words == ["owner", "one", "two", "three"] for client in (ada, grace, lin)), 15)
    await until(lambda: not quiet(lin)["on"])
    again = await grace.post("one")
    assert again["seq"] == grace.list[1][0]
    newcomer = server.person()
    newcomer.join(code, display_name="Katherine")
    assert (await enter(newcomer, code)).words == ada.words


async def test_what_is_held_survives_a_kill_and_is_answered_alike(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    code, (ada, grace, lin) = await three_people(server, enter)
    await shell(server, BEGIN, code=code, until="None")
    first = await grace.post("one")
    await lin.post("two")
    server.kill()
    server.start()
    for client in (ada, grace, lin):
        await client.enter()
    again = await grace.post("one")
    assert {k: v for k, v in again.items() if k != "ref"} == {k: v for k, v in first.items() if k != "ref"}
    assert (quiet(ada)["on"], quiet(ada)["waiting"]) == (True, 2)
    assert ada.words == []
    server.kill()
    await shell(server, RELEASE, code=code)
    server.start()
    for client in (ada, grace, lin):
        await client.enter()
    assert ada.words == grace.words == lin.words == ["one", "two"]
    assert (await grace.post("one"))["seq"] == grace.list[0][0]


async def test_a_hold_that_ended_while_the_server_was_down_is_released_as_it_starts(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    code, (ada, grace, _) = await three_people(server, enter)
    await shell(server, BEGIN, code=code, until=LATER.format(seconds=2))
    await grace.post("one")
    server.kill()
    await asyncio.sleep(2.1)  # the break comes while nobody serves
    server.start()
    await ada.enter()
    await until(lambda: ada.words == ["one"], 15)


@pytest.mark.xdist_group("processes")
async def test_of_two_processes_one_releases_and_everybody_hears_once(serve_together, enter):
    servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=1) for _ in range(2)]
    ada, grace, lin = servers[0].person(), servers[0].person(), servers[1].person()
    code = ada.create(display_name="Ada")
    grace.join(code, display_name="Grace")
    lin.join(code, display_name="Lin")
    ada, grace, lin = [await enter(person, code) for person in (ada, grace, lin)]
    await shell(servers[0], BEGIN, code=code, until=LATER.format(seconds=6))
    for client, word in ((grace, "one"), (lin, "two"), (grace, "three")):
        assert (await client.post(word))["held_until"]
    assert (await lin.ask("questions.ask", text="Why?", client_id="q", anonymous=True))["held_until"]
    assert "seq" in await lin.ask("chat.post", client_id="u", body="fire", urgent=True)
    await until(lambda: all(client.words == ["u", "one", "two", "three"] for client in (ada, grace, lin)), 20)
    assert ada.heard == sorted(set(ada.heard))
    await until(lambda: all([e["asker"] for e in client.others if e["type"] == "questions.changed"] == [None] for client in (ada, grace, lin)))


async def test_the_timer_holds_and_releases(serve, enter):
    server = serve()
    _, (ada, grace, lin) = await three_people(server, enter)
    assert (await ada.ask("timer.edit", version=0, quiet=True))["type"] == "ok"
    started = await ada.ask("timer.start", version=ada.last)
    assert started["type"] == "ok", started
    await until(lambda: quiet(grace)["on"])
    assert (await grace.post("one"))["held_until"] == quiet(grace)["until"]
    assert (await lin.ask("questions.ask", text="Why?", client_id="q"))["held_until"]
    assert (await ada.ask("timer.skip", version=timer(ada)["seq"]))["type"] == "ok"
    await until(lambda: lin.words == ["one"])
    await until(lambda: [event["text"] for event in ada.others if event["type"] == "questions.changed"] == ["Why?"])
    await until(lambda: not quiet(lin)["on"])


def timer(client):
    return [event for event in client.others if event["type"] == "timer.changed"][-1]
