"""Rooms that stay, rooms that vanish, people who are shown out."""

from playwright.async_api import expect

from tests.live.client import until

from .people import PATIENCE


async def test_a_removed_member_is_shown_out(pair):
    ada, grace = pair
    await ada.sees_people("Grace")
    await ada.page.get_by_role("button", name="More about Grace").click()
    await ada.page.get_by_role("button", name="Remove from the room").locator("visible=true").click()
    await ada.page.get_by_role("dialog").get_by_role("button", name="Remove").click()
    await expect(grace.page.locator("#end")).to_contain_text("removed", timeout=2_000)
    await expect(grace.box).not_to_be_editable()
    await expect(ada.page.locator("#people")).not_to_contain_text("Grace", timeout=PATIENCE)


async def test_a_vanish_room_goes_after_all_left_and_others_stay(serve, visit):
    server = serve(SYNCROOM_VANISH_SECONDS=2, SYNCROOM_GRACE_SECONDS=1, SYNCROOM_RECONCILE_SECONDS=1)
    ada = await visit(server)
    kept = await ada.create(display_name="Ada")
    await ada.say("Still here")
    vanishing = await ada.create(name="Gone soon", lifetime="vanish")
    await ada.say("Said for now")
    await ada.page.reload()
    await ada.inside()
    await ada.sees("Said for now")
    await ada.open("/rooms/")
    person = server.person()
    await until(lambda: person.get(f"/rooms/{vanishing}/").status_code == 404, 15)
    await ada.open(f"/rooms/{kept}/")
    await ada.sees("Still here")


async def test_leaving_shows_at_once_and_one_may_return(pair):
    ada, grace = pair
    await ada.sees_people("Grace")
    await grace.page.get_by_role("button", name="Menu", exact=True).click()
    await grace.page.get_by_role("button", name="Leave the room").click()
    await grace.page.wait_for_url(grace.server.url + "/")
    await expect(ada.page.locator("#people")).not_to_contain_text("Grace", timeout=2_000)
    await grace.page.get_by_role("link", name="Organic chemistry").first.click()
    await grace.inside()


async def test_closing_the_room_ends_it_for_everyone(pair):
    ada, grace = pair
    await ada.open(f"/rooms/{ada.code}/settings/")
    await ada.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    await ada.page.locator("form[action$='/close/'] button").last.click()
    await expect(grace.page.locator("#end")).to_contain_text("closed", timeout=PATIENCE)


async def test_an_administrators_act_reaches_the_open_page(pair):
    ada, grace = pair
    await grace.say("Against the rules")
    server = ada.server
    words = "from accounts.models import User; User.objects.create_superuser('root', password='between-us-99')"
    server.manage("shell", "-c", words)
    admin = await ada.context.browser.new_context()
    page = await admin.new_page()
    await page.goto(server.url + "/admin/")
    await page.locator("[name=login]").fill("root")
    await page.locator("[name=password]").fill("between-us-99")
    await page.locator("main form button.primary").click()
    await page.wait_for_url("**/admin/")
    await page.goto(server.url + "/admin/chat/message/")
    await page.locator("input.action-select").first.check()
    await page.locator("select[name=action]").select_option("take_down")
    await page.locator("button[name=index]").click()
    await page.get_by_label("Reason").fill("Against the rules")
    await page.get_by_role("button", name="Remove").click()
    await expect(grace.messages).to_have_count(0, timeout=2_000)
    await expect(ada.messages).to_have_count(0, timeout=2_000)
    await page.goto(server.url + "/admin/rooms/room/")
    await page.locator("input.action-select").first.check()
    await page.locator("select[name=action]").select_option("close")
    await page.locator("button[name=index]").click()
    await page.get_by_label("Reason").fill("Nobody looks after it")
    await page.get_by_role("button", name="Close").click()
    await expect(grace.page.locator("#end")).to_contain_text("closed", timeout=2_000)
