"""Two processes race to end the same phases: on one database as fast as they can, and as servers with people in their rooms."""

import asyncio
import json
import subprocess
import sys
from datetime import datetime, timedelta

from .client import until
from .server import ROOT, environment, manage

FOCUS = timedelta(minutes=25)
CYCLE = timedelta(minutes=4 * 25 + 3 * 5 + 15)  # 8 phases, half of them focus
SET = """
from datetime import timedelta
from django.utils import timezone
from studytools.models import Timer
end = timezone.now() + timedelta(seconds={seconds})
Timer.objects.update(ends_at=end)
print("end", end.isoformat())
"""
PEOPLE = """
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
call_command("flush", verbosity=0, interactive=False)
from accounts.models import User
from rooms.models import Connection, Process, Room
from studytools.timer.policy import ask
ada = User.objects.create_user("racer")
room = Room.objects.create_for(ada, "Races")
member = room.memberships.select_related("room").get()
process = Process.objects.create(id="race", lease_until=timezone.now() + timedelta(days=99))
Connection.objects.create(id="race", process=process, room=room, member=member)
ask(member, 0, "start")
timer = member.room.timer
print("start", timer.started_at.isoformat(), timer.seq)
"""
RACER = """
import sys
from datetime import datetime
from studytools.models import Timer
last, tries = datetime.fromisoformat({last!r}), 0
print("ready", flush=True)
sys.stdin.readline()
while (due := Timer.objects.next_due()) <= last:
    Timer.objects.end_due(due)
    tries += 1
print("tries", tries, flush=True)
"""
COUNT = """
import json
from chat.holding import Hold
from studytools.models import Interval, Timer
timer, rows = Timer.objects.get(), Interval.objects.exclude(ended_at=None).order_by("started_at")
print("told", json.dumps({
    "seq": timer.seq, "now": [timer.phase, timer.round, timer.act],
    "credit": [(row.started_at.isoformat(), row.ended_at.isoformat()) for row in rows], "holds": Hold.objects.count(),
}))
"""


def said(output, word):
    return next(line for line in output.splitlines() if line.startswith(word)).removeprefix(word).strip()


def end_in(server, seconds):
    """All phases that run end then, instead of in 25 minutes; when."""
    return datetime.fromisoformat(said(server.manage("shell", "-c", SET.format(seconds=seconds)), "end"))


def race(folder, times, **urls):
    """`times` phases of one room, a multiple of 8, each of which both want to end; how often they tried. Whoever follows the timer is told too."""
    env = environment(folder, **urls)
    moment, seq = said(manage("shell", "--no-imports", "-c", PEOPLE, env=env), "start").split()
    start = datetime.fromisoformat(moment)
    tries = together(RACER.format(last=(start + times // 8 * CYCLE).isoformat()), env)
    after = json.loads(said(manage("shell", "--no-imports", "-c", COUNT, env=env), "told"))
    assert tries > times, "they never met"
    assert after["seq"] - int(seq) == times
    assert (after["now"], after["holds"]) == (["focus", 1, "ended"], 1)
    assert after["credit"] == [[at.isoformat() for at in (one, one + FOCUS)] for one in focus_phases(start, times)]
    return tries


def together(words, env):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True, "cwd": ROOT, "env": env}
    racers = [subprocess.Popen([sys.executable, "manage.py", "shell", "--no-imports", "-c", words], **pipes) for _ in range(2)]
    assert [racer.stdout.readline().strip() for racer in racers] == ["ready", "ready"]
    for racer in racers:
        print(file=racer.stdin, flush=True)
    return sum(int(said(racer.communicate(timeout=500)[0], "tries")) for racer in racers)


def focus_phases(start, times):
    """When each of them began."""
    return [start + cycle * CYCLE + n * timedelta(minutes=30) for cycle in range(times // 8) for n in range(4)]


def timers(client):
    return [event for event in client.others if event["type"] == "timer.changed"]


async def rounds(servers, enter, rooms, times):
    """Two people in each of so many rooms, one on each server; all phases end at the same moment, so many times: both hear of each once."""
    ada, grace = (server.person() for server in servers)
    pairs = []
    for _ in range(rooms):
        code = ada.create()
        grace.join(code)
        pairs.append((await enter(ada, code), await enter(grace, code)))
        await pairs[-1][0].ask("timer.start", version=0)
    await until(lambda: all(timers(client) for pair in pairs for client in pair), 30)
    for n in range(times):
        due = (await asyncio.to_thread(end_in, servers[n % 2], 3)).timestamp()
        await until(lambda n=n: all(len(timers(client)) == n + 2 for pair in pairs for client in pair), 60)
        for one, other in pairs:
            assert timers(one)[-1] == timers(other)[-1]
            assert abs(datetime.fromisoformat(timers(one)[-1]["at"]).timestamp() - due) < 0.002
    for one, _ in pairs:
        seqs = [event["seq"] for event in timers(one)]
        assert seqs == [*range(seqs[0], seqs[0] + times + 1)], "each phase took one number"
        assert {event["act"] for event in timers(one)[1:]} == {"ended"}
