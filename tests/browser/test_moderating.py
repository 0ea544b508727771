"""What a moderator does in the room, felt in the browsers of those it concerns."""

import re

from playwright.async_api import expect

from .people import PATIENCE, PHONE


async def about(visitor, name, act):
    """The menu beside somebody's name."""
    await visitor.sees_people(name)
    await visitor.page.get_by_role("button", name=f"More about {name}").click()
    await visitor.page.locator("#people").get_by_role("button", name=act).locator("visible=true").click()


async def answer(visitor, act, choice=None, why=None):
    dialog = visitor.page.get_by_role("dialog")
    if choice:
        await dialog.get_by_label("For how long").select_option(label=choice)
    if why:
        await dialog.get_by_label("Reason").fill(why)
    await dialog.get_by_role("button", name=act).click()


async def test_a_ban_is_felt_in_both_tabs_and_outlives_a_fresh_name(pair, browser):
    ada, grace = pair
    await grace.say("Against the rules")
    second = await grace.context.new_page()
    await second.goto(grace.page.url)
    await expect(second.get_by_role("status").filter(has_text="Connected")).to_be_visible(timeout=PATIENCE)
    await about(ada, "Grace", "Ban…")
    await answer(ada, "Ban", "7 days", "Shouting")
    for page in (grace.page, second):
        await expect(page.locator("#end")).to_contain_text("removed", timeout=2_000)
    await second.goto(f"{grace.server.url}/rooms/{ada.code}/")
    await expect(second.get_by_role("alert")).to_contain_text("You are banned from this room. The reason given: “Shouting”")
    await second.goto(f"{grace.server.url}/accounts/logout/")
    await second.locator("main form button").first.click()
    await second.goto(f"{grace.server.url}/rooms/{ada.code}/")
    await expect(second.get_by_role("alert")).to_contain_text("You are banned from this room.")
    await ada.page.goto(f"{ada.server.url}/rooms/{ada.code}/log/")
    await expect(ada.page.locator("main")).to_contain_text("Ada banned Grace for 7 days")
    await ada.page.get_by_role("button", name="Undo").first.click()
    await expect(ada.page.locator("main")).to_contain_text("Nobody is banned.")
    await second.reload()
    await expect(second.get_by_role("button", name="Join")).to_be_visible()


async def test_silence_is_said_beside_the_box_and_lifted(pair):
    ada, grace = pair
    await about(ada, "Grace", "Silence…")
    await answer(ada, "Silence", "5 minutes")
    await expect(grace.page.locator("#write-hint")).to_contain_text("silenced you until", timeout=PATIENCE)
    await expect(grace.box).not_to_be_editable()
    await about(ada, "Grace", "Let them speak again")
    await expect(grace.box).to_be_editable(timeout=2_000)
    await grace.say("Thank you")
    await ada.page.get_by_role("button", name="Menu", exact=True).click()
    await ada.page.get_by_role("button", name="What was done").click()
    dialog = ada.page.get_by_role("dialog")
    await expect(dialog.get_by_role("listitem")).to_have_count(2)
    await expect(dialog).to_contain_text("Ada silenced Grace for 5 minutes")
    await expect(dialog).to_contain_text("Ada let Grace speak again")


async def test_a_report_is_decided_by_the_sites_moderators_and_told_in_the_room(pair):
    ada, grace = pair
    await ada.say("Buy cheap watches")
    await grace.sees("Buy cheap watches")
    message = grace.message("Buy cheap watches")
    await message.focus()
    await message.get_by_role("button", name="Report").click()
    await grace.page.get_by_role("dialog").get_by_role("button", name="Report").click()
    await expect(grace.page.locator("#told")).to_contain_text("Thank you")
    await grace.page.locator("#told button").click()
    decide = "from rooms.models import *; r = Report.objects.get(); r.decide(None, 'acted', 'The message is gone.')"
    grace.server.manage("shell", "-c", decide)
    await expect(grace.page.locator("#told")).to_contain_text("You reported Ada in Organic chemistry. The message is gone.", timeout=15_000)
    await grace.page.locator("#told button").click()
    await expect(grace.page.locator("#told")).to_be_hidden()
    await grace.page.reload()
    await grace.inside()
    await expect(grace.page.locator("#told")).to_be_hidden()


async def test_whom_i_block_is_folded_for_me_alone(pair):
    ada, grace = pair
    await grace.say("Something tiresome")
    await ada.sees("Something tiresome")
    await about(ada, "Grace", "Block…")
    await answer(ada, "Block")
    message = ada.page.locator("article.message").first
    await expect(message.locator("[data-part=words]")).to_be_hidden()
    await ada.page.reload()
    await ada.inside()
    await expect(message).to_contain_text("Hidden: a message of somebody you blocked.")
    await expect(message.locator("[data-part=words]")).to_be_hidden()
    await message.get_by_role("button", name="Show").click()
    await expect(message.locator("[data-part=words]")).to_be_visible()
    await expect(grace.page.locator("article.message [data-part=words]").first).to_be_visible()
    await about(ada, "Grace", "Unblock")


async def test_the_owner_leaves_and_somebody_acts_until_they_return(serve, visit):
    server = serve(SYNCROOM_HOST_SECONDS=1, SYNCROOM_RECONCILE_SECONDS=1, SYNCROOM_GRACE_SECONDS=1)
    ada, grace = await visit(server), await visit(server, viewport=PHONE)
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    await ada.sees_people("Grace")
    await ada.open("/rooms/")
    await expect(grace.page.locator("body")).to_have_attribute("data-moderate", "true", timeout=PATIENCE)
    await grace.page.get_by_role("tab", name="People").click()
    await expect(grace.page.locator("#people")).to_contain_text("acting host")
    await ada.open(f"/rooms/{code}/")
    await ada.inside()
    await expect(grace.page.locator("body")).to_have_attribute("data-moderate", "false", timeout=PATIENCE)
    await expect(ada.page.locator("body")).to_have_attribute("data-role", re.compile("owner"))
