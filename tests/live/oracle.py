"""Reads the table, and judges what the clients heard."""

import asyncio
import random
import sqlite3

import psycopg

QUERY = (
    "SELECT place, client_id, html FROM chat_message WHERE removed_at IS NULL"
    " AND room_id = (SELECT id FROM rooms_room WHERE code = {}) ORDER BY place"
)


def table(server, code):
    """[(place, client id, html), …] as the database has it."""
    if url := server.env.get("DATABASE_URL"):
        with psycopg.connect(url) as db:
            return db.execute(QUERY.format("%s"), [code]).fetchall()
    db = sqlite3.connect(f"file:{server.data}/syncroom.sqlite3?mode=ro", uri=True)
    try:
        return db.execute(QUERY.format("?"), [code]).fetchall()
    finally:
        db.close()


class Talker:
    """Says each thing until it is acknowledged, over however many connections that takes."""

    def __init__(self, client, name):
        self.client, self.name, self.acked, self.reconnects = client, name, {}, 0

    async def talk(self, stop, pause):
        n = 0
        while not stop.is_set():
            n += 1
            await self.say(f"{self.name}_{n}")
            await asyncio.sleep(random.uniform(0, 2 * pause))  # the pace of a conversation

    async def say(self, word):
        while word not in self.acked:
            try:
                reply = await self.client.post(word, timeout=3)
                if reply["type"] == "ok":
                    self.acked[word] = reply["seq"]
            except Exception:
                await self.back()

    async def back(self):
        self.reconnects += 1
        await asyncio.sleep(random.uniform(0.05, 0.3))  # jitter, as the protocol asks for
        try:
            await self.client.connect()
            await asyncio.wait_for(self.client.ready.wait(), 3)
        except Exception:
            return


def judge(rows, talkers):
    """Every acknowledged message is there exactly once, at its number."""
    acked = {word: seq for talker in talkers for word, seq in talker.acked.items()}
    assert {word: place for place, word, _ in rows} == acked
    assert len(rows) == len(acked)
