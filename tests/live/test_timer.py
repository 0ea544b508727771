"""The room's timer on real servers: it survives kills and empty rooms, ends each phase once, and tells everybody in time."""

import asyncio
import time
from datetime import datetime

import pytest

from tests.live.client import Client, until
from tests.live.ending import end_in, race, said, timers

pytestmark = pytest.mark.usefixtures("logs_are_clean")


def moment(text):
    return datetime.fromisoformat(text)


async def test_a_killed_server_comes_back_in_the_same_phase_with_the_same_end_and_one_transition(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    ada = server.person()
    one = await enter(ada, code := ada.create())
    assert (await one.ask("timer.start", version=0))["type"] == "ok"
    (before,) = timers(one)
    server.kill()
    server.start()
    again = await enter(ada, code)
    assert timers(again) == [before]
    end = await asyncio.to_thread(end_in, server, 3)
    await until(lambda: len(timers(again)) == 2)
    (_, ended) = timers(again)
    assert (ended["act"], ended["phase"], moment(ended["at"]).timestamp()) == ("ended", "break", pytest.approx(end.timestamp(), abs=0.001))
    assert ended["seq"] == before["seq"] + 1


async def test_a_phase_that_ended_while_the_server_was_down_ends_at_its_time_and_once(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)
    ada = server.person()
    one = await enter(ada, code := ada.create())
    await one.ask("timer.start", version=0)
    server.kill()
    end = end_in(server, 0)
    server.start()
    again = await enter(ada, code)
    await until(lambda: [event["act"] for event in timers(again)][-1] == "ended")
    last = timers(again)[-1]
    assert moment(last["started_at"]).timestamp() == pytest.approx(end.timestamp(), abs=0.001)
    assert last["seq"] == timers(one)[-1]["seq"] + 1


async def test_with_nobody_connected_the_phase_ends_on_time_once_and_parks_until_somebody_comes(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=1, SYNCROOM_GRACE_SECONDS=0.5)
    ada = server.person()
    one = await enter(ada, code := ada.create())
    await one.ask("timer.start", version=0)
    await one.close()
    end = await asyncio.to_thread(end_in, server, 2)
    while time.time() < end.timestamp() + 2:
        await asyncio.sleep(0.1)  # nobody is there to be told: time itself is waited for
    again = await enter(ada, code)
    await until(lambda: timers(again) and timers(again)[-1]["act"] == "restarted")
    assert timers(again)[-1]["seq"] == timers(one)[-1]["seq"] + 2
    assert (timers(again)[-1]["phase"], timers(again)[-1]["round"]) == ("focus", 1)
    story = server.manage("shell", "-c", "from studytools.models import Timer; print('parked', Timer.objects.get().started_at.isoformat())")
    assert moment(said(story, "parked")) > end


class Watcher(Client):
    """Notes when it heard of the timer."""

    def apply(self, event):
        event["heard"] = time.time()
        super().apply(event)


OPEN = """
from accounts.models import User
from rooms.models import Room
from studytools.timer.policy import ask
for room in Room.objects.all():
    ask(room.memberships.select_related("room").get(), 0, "start")
"""


async def test_200_rooms_that_change_in_the_same_second_are_all_told(serve):
    """How soon is the bench's to measure, on a machine that does nothing else; here they share it with other tests."""
    server = serve(SYNCROOM_RECONCILE_SECONDS=1, SYNCROOM_CONNECTIONS=500)
    ada = server.person()
    codes = [ada.create() for _ in range(200)]
    server.manage("shell", "-c", OPEN)
    clients = [Watcher(ada, code) for code in codes]
    await asyncio.gather(*(client.enter() for client in clients))
    end = (await asyncio.to_thread(end_in, server, 4)).timestamp()
    await until(lambda: all(timers(client)[-1]["act"] == "ended" for client in clients), 20)
    late = [timers(client)[-1]["heard"] - end for client in clients]
    assert max(late) < 5, f"the last of 200 heard after {max(late):.2f} s"
    assert all(len(timers(client)) == 2 for client in clients)
    await asyncio.gather(*(client.close() for client in clients))


@pytest.mark.xdist_group("processes")
async def test_members_on_two_processes_hear_of_one_transition(serve_together, enter):
    servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=1) for _ in range(2)]
    people = [server.person() for server in servers]
    code = people[0].create()
    people[1].join(code)
    ada, grace = await enter(people[0], code), await enter(people[1], code)
    others = [await enter(person, person.create()) for person in people]
    for client in (ada, *others):
        await client.ask("timer.start", version=0)
    await until(lambda: timers(grace))
    await asyncio.to_thread(end_in, servers[1], 3)
    await until(lambda: all(len(timers(client)) == 2 for client in (ada, grace, *others)))
    assert timers(ada) == timers(grace)
    assert (await grace.ask("timer.skip", version=timers(grace)[-1]["seq"]))["type"] == "ok"
    assert (await ada.ask("timer.skip", version=timers(grace)[-2]["seq"]))["code"] == "changed-meanwhile"


@pytest.mark.xdist_group("processes")
async def test_members_on_two_processes_are_asked_whether_they_are_ready(serve_together, enter):
    servers = [serve_together(SYNCROOM_RECONCILE_SECONDS=1) for _ in range(2)]
    people = [server.person() for server in servers]
    code = people[0].create()
    people[1].join(code)
    ada, grace = await enter(people[0], code), await enter(people[1], code)
    edited = await ada.ask("timer.edit", version=0, ready_check=True)
    await until(lambda: "Grace" in ada.here)
    assert (await ada.ask("timer.start", version=edited["seq"]))["poll"] is True
    await until(lambda: [event["needed"] for event in grace.others if event["type"] == "timer.poll"][-1] == 2)
    assert (await grace.ask("timer.ready"))["type"] == "ok"
    await until(lambda: [timers(client)[-1]["state"] for client in (ada, grace)] == ["running"] * 2)
    await until(lambda: [event["kind"] for event in ada.others if event["type"] == "timer.poll"][-1] is None)


@pytest.mark.xdist_group("processes")
@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_two_processes_race_to_end_each_phase_and_it_ends_once(tmp_path, request, database):
    """A hundred and four times here; 1,000 times on each database, and between servers, in `make faults F=F11`."""
    race(tmp_path, 104, **({"DATABASE_URL": request.getfixturevalue("postgresql").url} if database == "postgresql" else {}))
