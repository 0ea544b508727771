"""Minutes of focus on a real server: exact for whoever comes late and leaves early, and up to the last lease when it is killed."""

import json
from datetime import datetime

import pytest

from .client import until

pytestmark = pytest.mark.usefixtures("logs_are_clean")
INTERVALS = """
import json
from studytools.focus.models import Interval
from rooms.models import Process
rows = Interval.objects.order_by("started_at")
print(json.dumps({
    "rows": [(row.user.display_name, row.started_at.timestamp(), row.ended_at and row.ended_at.timestamp()) for row in rows],
    "renewed": [process.renewed_at.timestamp() for process in Process.objects.all()],
}))
"""


def told(server):
    """{"rows": [(name, from, to or None), …], "renewed": […]} as the database has it; seconds since 1970."""
    return json.loads(server.manage("shell", "--no-imports", "-c", INTERVALS).strip().splitlines()[-1])


def ends(client):
    return [event["ends_at"] for event in client.others if event["type"] == "timer.changed"]


async def version(client):
    await until(lambda: ends(client))
    return next(event["seq"] for event in reversed(client.others) if event["type"] == "timer.changed")


async def test_who_comes_late_and_who_leaves_early_get_exactly_their_share(serve, enter):
    server = serve()
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    desk = await enter(ada, code)
    assert (await desk.ask("timer.start", version=0))["type"] == "ok"
    late = await enter(grace, code)
    await until(lambda: "Grace" in desk.here)
    await desk.ask("room.leave")
    await until(lambda: late.here == ["Grace"])
    assert (await late.ask("timer.pause", version=await version(late)))["type"] == "ok"
    (_, started, left), (_, came, paused) = told(server)["rows"]
    event = next(event for event in reversed(late.others) if event["type"] == "timer.changed")
    assert started < came < left < paused
    assert paused == pytest.approx(datetime.fromisoformat(event["at"]).timestamp(), abs=0.002)


async def test_after_a_kill_minutes_end_at_the_last_lease_and_begin_again_with_who_returns(serve, enter):
    server = serve(SYNCROOM_RECONCILE_SECONDS=0.5)
    ada = server.person()
    code = ada.create()
    client = await enter(ada, code)
    await client.ask("timer.start", version=0)
    before = told(server)["renewed"]
    await until(lambda: told(server)["renewed"] != before)
    server.kill()
    renewed = max(told(server)["renewed"])
    phase = ends(client)[-1]
    server.start()
    back = await enter(ada, code)
    await until(lambda: len(told(server)["rows"]) == 2)
    (_, started, ended), (_, again, running) = told(server)["rows"]
    assert started < ended == pytest.approx(renewed, abs=0.001)
    assert again > ended
    assert running is None
    assert ends(back) == [phase]
