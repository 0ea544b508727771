"""How long messages are kept, and a room that is about to go: as its owner and a member see it, on a desk and on a phone."""

import sqlite3
from datetime import UTC, datetime, timedelta

from playwright.async_api import expect

from .people import PATIENCE, PHONE

AGO = {days: (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S") for days in (1, 8, 28, 60)}


def change(server, statement, *values):
    with sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10) as database:
        database.execute(statement, values)


async def test_the_owner_lets_messages_go_and_every_page_hears_of_it(pair, serve):
    ada, grace = pair
    server = ada.server
    for word in ("Said long ago", "Said just now"):
        await grace.say(word)
    await ada.open(f"/rooms/{ada.code}/settings/")
    await ada.page.get_by_label("Messages are kept").select_option(label="For 7 days")
    await ada.page.get_by_role("button", name="Save", exact=True).click()
    await expect(ada.page.get_by_text("Saved.")).to_be_visible(timeout=PATIENCE)
    await expect(grace.page.locator(".top [data-room=retention]")).to_have_text("messages go after 7 days", timeout=PATIENCE)
    change(server, "UPDATE rooms_room SET retention_at = ?", AGO[1])
    change(server, "UPDATE chat_message SET at = ? WHERE body = 'Said long ago'", AGO[8])
    assert "1 message deleted" in server.manage("expire_messages")
    await grace.reads("Said just now")
    await grace.page.reload()
    await grace.inside()
    await grace.reads("Said just now")
    await expect(grace.page.get_by_text("This is where it began. messages go after 7 days")).to_be_visible()


async def test_a_room_that_is_about_to_go_says_so_and_its_owner_keeps_it(serve, visit):
    server = serve()
    ada, grace = await visit(server), await visit(server, viewport=PHONE)
    code = await ada.create(display_name="Ada", lifetime="kept")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    await grace.open("/")
    await ada.open("/")
    change(server, "UPDATE rooms_room SET state = 'archived', state_at = ?, seen_at = ?", AGO[28], AGO[60])
    for visitor in (ada, grace):
        await visitor.open("/")
        await expect(visitor.page.locator(".farewell")).to_contain_text("Deleted on")
        await visitor.open(f"/rooms/{code}/")
        await expect(visitor.page.locator("[data-room=archived]")).to_contain_text("it is deleted")
    await expect(grace.page.locator("[data-room=archived]")).to_contain_text("Its owner can open it again")
    await ada.page.get_by_role("button", name="Keep this room").click()
    await ada.inside()
    await expect(ada.page.locator("[data-room=archived]")).to_be_hidden()
    await expect(grace.page.locator("[data-room=archived]")).to_be_hidden(timeout=PATIENCE)
