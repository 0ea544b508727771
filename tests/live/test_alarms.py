"""Alarms ring over the connection: once, on time, and in every process."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from tests.live.client import until

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]
USUAL = {"time": "07:30", "zone": "Europe/Berlin", "weekdays": []}


def due(server, at):
    """Every alarm is due then; the server finds out when it reconciles."""
    if url := server.env.get("DATABASE_URL"):
        with psycopg.connect(url) as db:
            db.execute("UPDATE studytools_alarm SET next_at = %s", [at])
    else:
        with closing(sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10)) as db:
            db.execute("UPDATE studytools_alarm SET next_at = ?", [at.strftime("%Y-%m-%d %H:%M:%S.%f")])
            db.commit()


def rung(client, list):
    """When each alarm of that list rang, as the client heard it."""
    kind = {"mine": "alarms.mine", "room": "alarms.changed"}[list]
    return [event["alarm"]["rang_at"] for event in client.others if event["type"] == kind and event["alarm"]["rang_at"]]


def told(at):
    return at.isoformat(timespec="milliseconds")[:-6] + "Z"


async def test_mine_rings_for_me_in_whatever_room_and_the_rooms_for_everybody_in_it(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    ada, grace = server.person(), server.person()
    code, other = ada.create(), ada.create(name="Other")
    grace.join(code)
    here, elsewhere, she = await enter(ada, code), await enter(ada, other), await enter(grace, code)
    for list in ("mine", "room"):
        assert (await here.ask("alarms.add", list=list, client_id=list, **USUAL))["type"] == "ok"
    at = datetime.now(UTC) + timedelta(seconds=3)
    due(server, at)
    await until(lambda: rung(here, "mine") and rung(here, "room") and rung(elsewhere, "mine") and rung(she, "room"))
    assert abs(datetime.now(UTC) - at) < timedelta(seconds=2)
    assert rung(here, "mine") == rung(here, "room") == rung(elsewhere, "mine") == rung(she, "room") == [told(at)]
    assert rung(she, "mine") == rung(elsewhere, "room") == []


async def test_one_that_was_due_while_the_server_was_down_says_when(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    ada = server.person()
    here = await enter(ada, ada.create())
    await here.ask("alarms.add", list="mine", client_id="one", **USUAL)
    await asyncio.to_thread(server.kill)
    at = datetime.now(UTC) - timedelta(minutes=11)
    due(server, at)
    await asyncio.to_thread(server.start)
    await here.enter()
    await until(lambda: rung(here, "mine") == [told(at)])
    last = next(event["alarm"] for event in reversed(here.others) if event["type"] == "alarms.mine")
    assert (last["on"], last["next_at"]) == (False, None)
    assert (await here.ask("alarms.dismiss", id=last["id"]))["type"] == "ok"


async def test_two_processes_ring_each_alarm_once(serve_together, enter):
    servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=1) for _ in range(2)]
    ada, grace = (server.person() for server in servers)
    code = ada.create()
    grace.join(code)
    clients = [await enter(ada, code), await enter(grace, code)]
    for n in range(10):
        for client in clients:
            await client.ask("alarms.add", list="mine" if n % 2 else "room", client_id=f"n{n}", **USUAL)
    before = clients[0].last
    at = datetime.now(UTC) + timedelta(seconds=3)
    due(servers[0], at)
    await until(lambda: all(len(rung(client, "room")) == 10 and len(rung(client, "mine")) == 5 for client in clients))
    await asyncio.sleep(2)  # for whoever would ring again
    for client in clients:
        assert client.last == before + 10
        assert (len(rung(client, "room")), len(rung(client, "mine"))) == (10, 5)
