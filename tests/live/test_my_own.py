"""What somebody changes about themselves reaches open pages at once, in every process."""

import io
import json
import sqlite3
import zipfile
from contextlib import closing

import pytest
from PIL import Image

from tests.live.client import until
from tests.live.server import CSRF

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]


def liked(client):
    return [event["choices"] for event in client.others if event["type"] == "me.preferences"]


async def test_what_she_likes_reaches_her_own_pages_and_nobody_elses(serve, enter):
    server = serve()
    ada, grace = server.person(), server.person()
    code, other = ada.create(), ada.create(name="Other")
    grace.join(code)
    pages, hers = [await enter(ada, code), await enter(ada, other)], await enter(grace, code)
    assert ada.post("/accounts/preferences/", theme="lamp", next="/").status_code == 302
    await until(lambda: all(liked(page) == [{"theme": "lamp"}] for page in pages), timeout=2)
    assert liked(await enter(ada, code)) == [{"theme": "lamp"}]
    assert liked(hers) == []


def picture():
    file = io.BytesIO()
    Image.new("RGB", (300, 300), (200, 40, 40)).save(file, "PNG")
    return file.getvalue()


async def test_a_new_picture_reaches_the_room_and_can_be_fetched(serve, enter):
    server = serve()
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    hers = await enter(grace, code)
    known, apply = {}, hers.apply

    def note(event):
        if event["type"] == "room.member":
            known[event["member"]["name"]] = event["member"]["face"]
        apply(event)

    hers.apply = note
    ada.session.cookies.set("syncroom_csrf", CSRF, domain="127.0.0.1", path="/")
    ada.session.post(
        f"{server.url}/accounts/picture/", data={"csrfmiddlewaretoken": CSRF}, files={"picture": ("../../me.png", picture())}, timeout=20
    )
    await until(lambda: known.get("Ada"), timeout=3)
    answer = grace.get(f"/avatars/{known['Ada']}-64.webp")
    assert (answer.status_code, answer.headers["Content-Type"], answer.content[:4]) == (200, "image/webp", b"RIFF")


async def test_everything_of_hers_is_streamed_and_opens(serve, enter):
    server = serve()
    ada = server.person()
    code = ada.create()
    client = await enter(ada, code)
    for n in range(30):
        await client.post(f"c{n}", body=f"the sentence {n}")
    with zipfile.ZipFile(io.BytesIO(ada.get("/accounts/data/export/").content)) as found:
        assert [row["text"] for row in json.loads(found.read("json/messages.json"))] == [f"the sentence {n}" for n in range(30)]
    assert ada.get("/accounts/data/export/progress/").json() == {"done": None, "total": None}
    page = ada.get(f"/rooms/{code}/export.html")
    assert "the sentence 29" in page.text and "attachment" in page.headers["Content-Disposition"]
    assert [row["text"] for row in ada.get(f"/rooms/{code}/export.json").json()["messages"]][-1] == "the sentence 29"


async def test_who_deletes_themselves_is_out_and_forgotten_in_open_pages(serve, enter):
    server = serve()
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code, display_name="Grace Hopper-Zed")
    hers, theirs = await enter(grace, code), await enter(ada, code)
    await hers.post("said")
    await until(lambda: "said" in theirs.words)
    assert grace.post("/accounts/delete/", confirm="delete", messages="go").status_code == 302
    await until(lambda: hers.closed == 4401 or hers.ws.close_code == 4401, timeout=3)
    await until(lambda: "said" not in theirs.words, timeout=5)
    assert ("deleted user", "gone") in theirs.members.values()
    await until(lambda: not forgotten(server, "Hopper-Zed"), timeout=10)
    assert grace.get("/accounts/", allow_redirects=False).status_code == 302


def forgotten(server, word):
    """Where the database still has it."""
    with closing(sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [table for table in tables if any(word in str(row) for row in db.execute(f'SELECT * FROM "{table}"'))]
