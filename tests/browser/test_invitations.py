"""An invitation in real browsers: made, followed, used up, run out, revoked."""

import re
import sqlite3

from playwright.async_api import expect

from .people import PHONE


async def invite(visitor, code, **fields):
    """The path of a new invitation, from the page that shows it once."""
    await visitor.open(f"/rooms/{code}/invitations/")
    for name, value in fields.items():
        await visitor.page.locator(f"[name={name}]").fill(value)
    await visitor.page.get_by_role("button", name="Make a link").click()
    await expect(visitor.page.get_by_role("img", name="QR code")).to_be_visible()
    return re.search(r"/i/[\w-]+/", await visitor.page.locator(".link-shown").text_content())[0]


async def reads(visitor, path, words):
    await visitor.open(path)
    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text(words)


async def test_an_invitation_opens_a_private_room_once_and_then_says_that_it_is_used_up(serve, visit):
    server = serve()
    ada, grace, mallory = await visit(server), await visit(server, viewport=PHONE), await visit(server)
    code = await ada.create(display_name="Ada", visibility="private")
    await ada.page.get_by_role("button", name="Menu").click()
    await ada.page.get_by_role("link", name="Invite people").click()
    await ada.page.wait_for_url("**/invitations/")
    path = await invite(ada, code, most_uses="1")
    await ada.page.reload()  # which makes no other
    await expect(ada.page.get_by_role("heading", name="Open now 1")).to_be_visible()
    await expect(ada.page.locator("main")).not_to_contain_text("/i/")

    await mallory.open(path)  # only looks
    await expect(mallory.page.get_by_text("Ada invites you to")).to_be_visible()
    await grace.open(path)
    await grace.join("Grace")
    await grace.inside()
    await mallory.join("Mallory")
    await expect(mallory.page.get_by_role("heading", level=1)).to_have_text("This invitation is used up")
    await reads(mallory, path, "This invitation is used up")

    await ada.open(f"/rooms/{code}/invitations/")
    await expect(ada.page.locator("main")).not_to_contain_text("/i/")
    await ada.page.get_by_text("Over").click()
    await expect(ada.page.get_by_text("used 1 time")).to_be_visible()


async def test_a_revoked_and_an_expired_invitation_lead_nowhere(serve, visit):
    server = serve()
    ada, mallory = await visit(server), await visit(server)
    code = await ada.create(display_name="Ada")
    path = await invite(ada, code)
    await ada.page.get_by_role("button", name="Revoke").click()
    await expect(ada.page.get_by_role("status").filter(has_text="Revoked")).to_be_visible()
    await reads(mallory, path, "This invitation was taken back")

    path = await invite(ada, code)
    with sqlite3.connect(server.data / "syncroom.sqlite3", timeout=10) as database:
        database.execute("UPDATE rooms_invitation SET expires_at = '2020-01-01 00:00:00' WHERE revoked_at IS NULL")
    await reads(mallory, path, "This invitation has run out")
    await reads(mallory, "/i/nothing-of-this-kind/", "No invitation found")
