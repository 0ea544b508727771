"""Timers that end: how long after the moment they were due everybody in the room knows."""

import json
import sqlite3
import time
from datetime import UTC, datetime
from pathlib import Path

from .crowd import Crowd, until
from .wire import Wire

AHEAD_SECONDS = 15.0  # longer than the scheduler's pause between two looks into the database
CHANGED, ANSWERED = b'"timer.changed"', b'"type":"ok","ref":1'


class Bell(Wire):
    """Notes when it heard of the timer, by the clock that the server goes by too."""

    changed = started = None

    def data_received(self, data):
        now = time.time()
        if CHANGED in data:
            self.changed = now
        if ANSWERED in data:
            self.started = now
        super().data_received(data)


async def turn(plan):
    """Every room's focus phase ends within the same second; milliseconds from its time to each connection."""
    crowd = Crowd(plan["port"], plan["seats"], plan["ready"], plan["history"], Bell)
    await crowd.come(50)
    for room in crowd.rooms:
        room[0].say(json.dumps({"type": "timer.start", "ref": 1, "version": 0}).encode())
    for room in crowd.rooms:
        await until(lambda bell=room[0]: bell.started, room[0])
    await until(lambda: all(bell.changed for bell in crowd.wires))
    due = time.time() + AHEAD_SECONDS
    set_ends(plan, [due + n / len(crowd.rooms) for n in range(len(crowd.rooms))])
    for bell in crowd.wires:
        bell.changed = None
    await until(lambda: all(bell.changed for bell in crowd.wires))
    times = sorted((bell.changed - due - n / len(crowd.rooms)) * 1000 for n, room in enumerate(crowd.rooms) for bell in room)
    return {"phase_p50_ms": times[len(times) // 2], "phase_p99_ms": times[len(times) * 99 // 100], "phase_last_ms": times[-1], "people": len(times)}


def set_ends(plan, ends):
    """Nobody waits 25 minutes for a measurement: the end of each room's phase is written into the table."""
    codes = [seats[0]["path"].split("/")[3] for seats in plan["seats"]]
    rows = [(datetime.fromtimestamp(end, UTC).strftime("%Y-%m-%d %H:%M:%S.%f"), code) for end, code in zip(ends, codes, strict=True)]
    with sqlite3.connect(Path(plan["data"]) / "syncroom.sqlite3", timeout=10) as database:
        database.executemany("UPDATE studytools_timer SET ends_at = ? WHERE room_id = (SELECT id FROM rooms_room WHERE code = ?)", rows)
