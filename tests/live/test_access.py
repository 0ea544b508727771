"""Whoever loses access is out within a second, on a real server; who becomes an account or another name stays in."""

import asyncio
import re
import sqlite3
import time

import pytest

from accounts.sessions import kept
from tests.live.client import until

SECRET = "analytical-engine-1"
SIGNED_OUT = 4401


async def sign_up(person, username, **fields):
    return await asyncio.to_thread(person.post, "/accounts/signup/", username=username, password1=SECRET, **fields)


async def log_in(person, username):
    answer = await asyncio.to_thread(person.post, "/accounts/login/", login=username, password=SECRET)
    assert answer.status_code == 302, answer.text
    return person


@pytest.fixture
async def ada(serve, enter, logs_are_clean):
    """Ada has an account and a room; she is connected from two browsers: (desk, phone, code)."""
    server = serve()
    person = server.person()
    code = await asyncio.to_thread(person.create)
    assert (await sign_up(person, "ada.l")).status_code == 302
    desk = await enter(person, code)
    phone = await enter(await log_in(server.person(), "ada.l"), code)
    return desk, phone, code


async def closes(client, code=SIGNED_OUT, within=1.0):
    began = time.monotonic()
    await until(lambda: client.closed is not None, within)
    assert (client.closed, time.monotonic() - began < within) == (code, True)


async def comes_back(client, code=SIGNED_OUT):
    """What this browser is told when it connects again: the closing code, or None."""
    client.last = 0
    await client.connect()
    await until(lambda: client.ready.is_set() or client.closed is not None)
    return client.closed


async def test_a_changed_password_closes_everything_and_only_this_browser_returns(ada):
    desk, phone, _ = ada
    change = {"oldpassword": SECRET, "password1": "countess-of-computing", "password2": "countess-of-computing"}
    posting = asyncio.create_task(asyncio.to_thread(desk.person.post, "/accounts/password/change/", **change))
    await closes(phone, within=5)
    assert (await posting).status_code == 302
    await closes(desk)
    assert await comes_back(desk) is None
    assert await comes_back(phone) == SIGNED_OUT


async def test_logging_out_closes_this_browser_and_no_other(ada):
    desk, phone, _ = ada
    await asyncio.to_thread(desk.person.post, "/accounts/logout/")
    await closes(desk)
    assert (await phone.post("m1"))["type"] == "ok"
    assert await comes_back(desk) == SIGNED_OUT


async def test_a_suspended_person_is_out_and_cannot_return(ada, serve):
    desk, phone, _ = ada
    server = desk.person.server
    root = server.person()
    await sign_up(root, "rooty")
    with sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10) as database:
        database.execute("UPDATE accounts_user SET is_staff = 1, is_superuser = 1 WHERE username = 'rooty'")
        (pk,) = database.execute("SELECT id FROM accounts_user WHERE username = 'ada.l'").fetchone()
    acted = await asyncio.to_thread(root.post, "/admin/accounts/user/", action="suspend", _selected_action=pk, asked=1, why="Spam")
    assert acted.status_code == 302
    await closes(desk)
    await closes(phone)
    assert await comes_back(desk) == await comes_back(phone) == SIGNED_OUT


async def test_a_guest_who_signs_up_returns_as_the_same_member(ada, enter):
    desk, _, code = ada
    guest = desk.person.server.person()
    await asyncio.to_thread(guest.join, code, "Grace")
    client = await enter(guest, code)
    await client.post("before")
    back = await sign_up(guest, "grace", next=f"/rooms/{code}/")
    assert back.headers["Location"] == f"/rooms/{code}/"
    assert await comes_back(client) is None
    await client.post("after")
    await until(lambda: desk.words == ["before", "after"])
    assert sorted(name for name, role in desk.members.values() if role != "gone") == ["Ada", "Grace"]


async def test_a_guest_who_logs_in_elsewhere_leaves_the_connection_behind(ada, enter):
    desk, _, code = ada
    guest = desk.person.server.person()
    await asyncio.to_thread(guest.join, code, "Grace")
    client = await enter(guest, code)
    await log_in(guest, "ada.l")
    await closes(client)
    assert desk.closed is None


async def test_another_name_is_heard_at_once(ada):
    desk, phone, _ = ada
    await asyncio.to_thread(phone.person.post, "/accounts/", display_name="Countess")
    await until(lambda: ("Countess", "owner") in desk.members.values(), 2)


async def test_a_room_goes_on_when_a_forgotten_guest_is_deleted_elsewhere(ada):
    desk, phone, code = ada
    server = desk.person.server
    await asyncio.to_thread(server.person().join, code, "Forgotten")
    await until(lambda: "Forgotten" in {name for name, _ in desk.members.values()})
    with sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10) as database:
        database.execute("UPDATE accounts_user SET seen_at = '2020-01-01' WHERE is_guest")
    assert "1 guest deleted" in await asyncio.to_thread(server.manage, "expire_guests")
    assert (await phone.post("m1"))["type"] == "ok"
    await until(lambda: desk.words == ["m1"], 15)


def sign_in_of(server, person):
    """What the page of browsers calls the other one."""
    return re.search(r'name="session" value="(\w{40})"', person.get("/accounts/sessions/").text)[1]


async def test_signing_out_there_closes_that_browsers_connections_and_no_others(ada):
    desk, phone, _ = ada
    there = await asyncio.to_thread(sign_in_of, desk.person.server, desk.person)
    posting = asyncio.create_task(asyncio.to_thread(desk.person.post, "/accounts/sessions/", session=there))
    await closes(phone)
    assert (await posting).status_code == 302
    assert (await desk.post("m1"))["type"] == "ok"
    assert await comes_back(phone) == SIGNED_OUT


async def test_a_passcode_elsewhere_leaves_what_is_open_alone_although_the_session_has_another_key(serve, enter, logs_are_clean):
    server = serve(SYNCROOM_RECONCILE_SECONDS=0.3)
    emmy, grace, mallory = server.person(), server.person(), server.person()
    public = await asyncio.to_thread(emmy.create)
    vault = await asyncio.to_thread(emmy.create, "Vault", passcode="violin-case-9")
    for person, name in ((grace, "Grace"), (mallory, "Mallory")):
        await asyncio.to_thread(person.join, public, name)
    client, ends, before = await enter(grace, public), await enter(mallory, public), grace.cookie
    assert (await asyncio.to_thread(grace.join, vault, passcode="violin-case-9")).status_code == 302
    assert grace.cookie != before
    other = await enter(grace, vault)
    with sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10) as database:
        database.execute("DELETE FROM django_session WHERE session_key = ?", [kept(mallory.session.cookies["syncroom_session"])])
    await closes(ends, within=5)  # so everybody was looked up again
    assert client.closed is None and (await client.post("m1"))["type"] == "ok"
    await asyncio.to_thread(grace.post, "/accounts/logout/")
    await closes(client)
    await closes(other)
