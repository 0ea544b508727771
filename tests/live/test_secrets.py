"""Planted secrets: with every logger at its most talkative none of them is in any log (and none of them in a table that may leave by a backup)."""

import asyncio
import json
import re
import sqlite3
from contextlib import closing

import pytest
import websockets

from tests.live.server import CSRF

PASSCODE, WRONG, SAID, HELD = "planted-passcode", "planted-guess", "planted-message", "planted-question"
PASSWORD, WRONG_PASSWORD, TOKEN = "planted-Password-77", "planted-Wrong-88", "planted-metrics-token-99"


async def live(server, enter, ada, code):
    """Frames good and bad."""
    one = await enter(ada, code)
    assert (await one.post("w1", SAID))["type"] == "ok"
    await one.ask("questions.ask", client_id="q1", body=HELD, anonymous=False)
    await one.ask("chat.edit", id=999_999, client_id="w2", body=f"{SAID} edited")
    for bad in (f'{{"type":"chat.post","body":"{SAID}', f'{{"type":"{SAID}","ref":1}}', f'{{"type":"chat.post","ref":2,"{SAID}":1}}', SAID):
        await one.ws.send(bad)
    await one.ws.send(SAID.encode())
    with pytest.raises(websockets.ConnectionClosed):
        await one.ws.send(f'{{"type":"chat.post","body":"{SAID * 20_000}"}}')
        await asyncio.wait_for(one.ws.wait_closed(), 5)
        raise websockets.ConnectionClosedOK(None, None)


def pages(server, ada, code):
    """Doors right and wrong; what each cookie is called and holds."""
    grace, root = server.person(), server.person()
    grace.join(code, passcode=WRONG)
    assert grace.join(code, passcode=PASSCODE).status_code == 302
    grace.get(f"/nowhere/?token={TOKEN}")
    grace.get("/i/planted-invitation/")
    grace.get("/accounts/password/reset/key/1-planted-key/")
    grace.get("/accounts/first/planted-link/")
    grace.session.post(f"{server.url}/accounts/login/", data={"login": "ada", "password": WRONG_PASSWORD}, timeout=20)  # no csrf token
    root.post("/accounts/login/", login="root", password=WRONG_PASSWORD)
    root.post("/accounts/login/", login="root", password=PASSWORD)
    root.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}x"})
    root.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    ada.post(f"/rooms/{code}/invitations/", uses="-1", note=SAID)
    assert root.session.cookies.get("syncroom_session")
    return [person.session.cookies.get("syncroom_session") for person in (ada, grace, root)]


@pytest.mark.parametrize("form", ["text", "json"])
async def test_no_secret_is_in_any_log_and_no_token_in_the_database(serve, enter, form):
    env = {"SYNCROOM_ADMIN_USERNAME": "root", "SYNCROOM_ADMIN_PASSWORD": PASSWORD, "SYNCROOM_METRICS_TOKEN": TOKEN}
    server = serve(SYNCROOM_LOG_LEVEL="DEBUG", SYNCROOM_LOG_FORMAT=form, **env)
    ada = server.person()
    code = ada.create(passcode=PASSCODE)
    cookies = await asyncio.to_thread(pages, server, ada, code)
    await live(server, enter, ada, code)
    await asyncio.to_thread(server.stop)
    key = (server.data / "secret_key").read_text()
    log = server.log
    for secret in (*cookies, PASSCODE, WRONG, SAID, HELD, PASSWORD, WRONG_PASSWORD, TOKEN, key, CSRF, "planted-"):
        assert secret not in log, (secret, [line for line in log.splitlines() if secret in line][:3])
    assert "Traceback" not in log
    assert "Not Found" in log, "it does log"
    if form == "json":
        lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
        assert {line["logger"] for line in lines} >= {"django.request"}
        assert not [line for line in log.splitlines() if re.match(r"\d{4}-", line)]
    with closing(sqlite3.connect(f"file:{server.data}/syncroom.sqlite3?mode=ro", uri=True)) as db:
        dump = "\n".join(db.iterdump())
    for secret in (PASSCODE, PASSWORD, TOKEN, key):
        assert secret not in dump
