"""The load: a process of its own, on a core of its own; reads a plan from standard input and prints what it measured."""

import asyncio
import gc
import json
import os
import signal
import sys
from time import perf_counter, process_time

import uvloop

from .crowd import Crowd
from .machine import cpu_seconds, loop_seconds, pin, resident_kib
from .phases import turn
from .signals import exchange
from .sounds import sound
from .talk import Talk
from .words import posts

FIRST = 1_000_000  # above every number in the history
JOIN_WINDOW = 50
WARM_JOINS = 50
SETTLE_SECONDS = 1.0
TICK = 0.01  # seconds: no processor time is known better


class Window:
    """A stretch of time: the wall clock, the server's processor and our own."""

    def __init__(self, pid):
        self.pid = pid
        self.start = self.now()

    def now(self):
        return perf_counter(), cpu_seconds(self.pid), loop_seconds(self.pid), process_time()

    def end(self):
        wall, server, loop, own = (after - before for after, before in zip(self.now(), self.start, strict=True))
        server = max(server, TICK)
        return {"seconds": wall, "server_cpu": server, "loop_cpu": loop, "server_share": server / wall, "generator_share": own / wall}


async def talk(plan):
    """At full speed, then at half of that."""
    crowd = Crowd(plan["port"], plan["seats"], plan["ready"], plan["history"])
    await crowd.come(JOIN_WINDOW)
    await asyncio.sleep(SETTLE_SECONDS)
    fast = await flood(plan, crowd)
    if plan["profiled"]:
        return fast
    slow = await paced(plan, crowd, max(fast["messages_per_second"] / 2, 1))
    return fast | slow | {key: fast[key] + slow[key] for key in ("lost", "doubled", "disordered", "refused")}


async def flood(plan, crowd):
    crowd.forget_history()
    talk = Talk(crowd, posts(plan["peer"], plan["markdown"]), FIRST)
    talk.start(plan["in_flight"])
    await asyncio.sleep(plan["warm_seconds"])
    watch(plan, signal.SIGUSR1)
    window, before = Window(plan["pid"]), talk.counts()
    await asyncio.sleep(plan["seconds"])
    took, after = window.end(), talk.counts()
    watch(plan, signal.SIGUSR2)
    await talk.stop()
    counted = {key: after[key] - before[key] for key in after}
    return took | counted | talk.verdict() | {
        "deliveries_per_cpu_second": counted["deliveries"] / took["server_cpu"],
        "deliveries_per_second": counted["deliveries"] / took["seconds"],
        "messages_per_second": counted["messages"] / took["seconds"],
        "deliveries_per_write": counted["deliveries"] / max(counted["reads"], 1),
    }  # fmt: skip


def watch(plan, signal):
    """Tell the profiler, where there is one."""
    if plan["profiled"]:
        os.kill(plan["pid"], signal)


async def paced(plan, crowd, rate):
    crowd.forget_history()
    talk = Talk(crowd, posts(plan["peer"], plan["markdown"]), 2 * FIRST)
    for wire in talk.room_of:
        wire.log = []
    window = Window(plan["pid"])
    await talk.pace(rate, plan["seconds"])
    took = window.end()
    await talk.stop()
    times = talk.latencies() or [0.0]
    return talk.verdict() | {
        "paced_messages_per_second": rate,
        "p50_ms": times[len(times) // 2],
        "p99_ms": times[len(times) * 99 // 100],
        "paced_generator_share": took["generator_share"],
    }


async def arrive(plan):
    """How fast people come in, and what they weigh once they are there."""
    crowd = Crowd(plan["port"], plan["seats"], plan["ready"], plan["history"])
    await crowd.come(10, WARM_JOINS)  # what is loaded or made once is not theirs
    await crowd.go()
    await asyncio.sleep(SETTLE_SECONDS)
    before, window = resident_kib(plan["pid"]), Window(plan["pid"])
    seconds = await crowd.come(JOIN_WINDOW)
    took, people = window.end(), len(crowd.wires)
    await asyncio.sleep(2 * SETTLE_SECONDS)
    short = sum(len(wire.numbers) != plan["history"] for wire in crowd.wires)
    kib = (resident_kib(plan["pid"]) - before) / people
    return took | {
        "joins_per_second": people / seconds,
        "joins_per_cpu_second": people / took["server_cpu"],
        "kib_per_connection": kib,
        "people": people,
        "lost": short,
        "doubled": 0,
    }


async def signal_(plan):
    return await exchange(plan, Window)


def main():
    plan = json.load(sys.stdin)
    pin(plan["core"])
    gc.disable()  # its pauses would be measured as the server's
    uvloop.install()
    print(json.dumps(asyncio.run({"talk": talk, "arrive": arrive, "turn": turn, "sound": sound, "signal": signal_}[plan["measure"]](plan))))


if __name__ == "__main__":
    main()
