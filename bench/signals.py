"""Calls: what it costs the server to tell one browser what another says, while both find the way to each other."""

import asyncio
import json
import re
from time import perf_counter

from .crowd import Crowd, until
from .wire import Wire

JOINED = re.compile(rb'"type":"ok","ref":0,"id":(\d+)')
CANDIDATE = "candidate:1077830859 1 udp 2113937151 192.0.2.17 37998 typ host generation 0 ufrag WpGL network-cost 999"
USUAL = 3  # candidates that gather into one signal


class Caller(Wire):
    """In the call of its room, once `id` is known; says one signal to `target`, and the next when that was heard."""

    id = target = None

    def data_received(self, data):
        if self.id is None and (found := JOINED.search(data)):
            self.id = int(found[1])
        super().data_received(data)


class Exchange:
    """One signal of each is on its way. `times`: seconds each took, since `forget`."""

    def __init__(self, wires):
        self.wires, self.number, self.sent, self.times, self.going = wires, 0, {}, [], True

    def start(self):
        for wire in self.wires:
            wire.target.back = lambda _, wire=wire: self.heard(wire)
            self.say(wire)

    def say(self, wire):
        self.number += 1
        wire.target.waiting, self.sent[wire] = self.number, perf_counter()
        words = [{"candidate": CANDIDATE, "sdpMid": "0", "sdpMLineIndex": 0}] * (USUAL - 1) + [{"candidate": f"{CANDIDATE} #{self.number}."}]
        wire.say(json.dumps({"type": "call.signal", "ref": self.number, "to": wire.target.id, "candidates": words}).encode())

    def heard(self, wire):
        self.times.append(perf_counter() - self.sent.pop(wire))
        if self.going:
            self.say(wire)

    async def stop(self):
        self.going = False
        await until(lambda: not self.sent or any(wire.refused for wire in self.wires))


async def exchange(plan, window):
    """Everybody in every room's call tells the next one; `window(pid)` begins to count processor time."""
    crowd = Crowd(plan["port"], plan["seats"], plan["ready"], plan["history"], Caller)
    await crowd.come(50)
    for n, wire in enumerate(crowd.wires):
        wire.say(json.dumps({"type": "call.join", "ref": 0, "client_id": f"page-of-somebody-{n}", "camera": False}).encode())
    await until(lambda: all(wire.id for wire in crowd.wires))
    for room in crowd.rooms:
        for wire, target in zip(room, room[1:] + room[:1], strict=True):
            wire.target = target
    going = Exchange(crowd.wires)
    going.start()
    await asyncio.sleep(plan["warm_seconds"])
    going.times.clear()
    measured = window(plan["pid"])
    await asyncio.sleep(plan["seconds"])
    took, times = measured.end(), sorted(going.times)
    await going.stop()
    return took | {
        "signals_per_second": len(times) / took["seconds"],
        "signal_cpu_us": took["server_cpu"] * 1e6 / max(len(times), 1),
        "signal_p50_ms": times[len(times) // 2] * 1000,
        "signal_p99_ms": times[len(times) * 99 // 100] * 1000,
        "refused": sum(len(wire.refused) for wire in crowd.wires),
    }
