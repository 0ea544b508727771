"""A report on its way: from the room to the moderators' desk, and what is done about it back to everybody's open pages."""

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from .people import PATIENCE, PHONE
from .test_accessible import problems

WARDEN = (
    "from accounts.models import User; from django.contrib.auth.models import Group;"
    "warden = User.objects.create_user('warden', password='between-us-99', display_name='Warden', is_staff=True);"
    "warden.groups.add(Group.objects.get(name='Moderators'))"
)


async def sign_in(visitor, path="/admin/"):
    visitor.server.manage("shell", "-c", WARDEN)
    await visitor.open(path)
    await visitor.page.locator("[name=login]").fill("warden")
    await visitor.page.locator("[name=password]").fill("between-us-99")
    await visitor.page.locator("main form button.primary").click()
    await visitor.page.wait_for_url("**/admin/")


async def faults(visitor):
    """What axe finds; that it reads imported stylesheets by writing some of its own is no fault of the page."""
    known = len(visitor.complaints)
    found = problems(await Axe().run(visitor.page))
    del visitor.complaints[known:]
    return found


async def test_a_report_is_worked_through_at_the_desk_and_both_open_pages_see_it(pair, visit):
    ada, grace = pair
    await ada.say("Buy cheap watches")
    await grace.sees("Buy cheap watches")
    message = grace.message("Buy cheap watches")
    await message.focus()
    await message.get_by_role("button", name="Report").click()
    await grace.page.get_by_role("dialog").get_by_role("button", name="Report").click()
    await expect(grace.page.locator("#told")).to_contain_text("Thank you")
    await grace.page.locator("#told button").click()

    warden, found = await visit(grace.server), {}
    await sign_in(warden)
    page = warden.page
    await expect(page.locator(".desk-lead")).to_contain_text("2 people are in 1 room, over 2 connections")
    found["dashboard"] = await faults(warden)
    await page.get_by_role("link", name="1 open report").click()
    await page.wait_for_url("**/report/")
    found["queue"] = await faults(warden)
    await page.locator("#result_list tbody th a").first.click()
    await page.wait_for_url("**/change/")
    await expect(page.locator(".said.reported")).to_contain_text("Buy cheap watches")
    found["report"] = await faults(warden)
    await page.get_by_label("Acted on").check()
    await page.get_by_label("Remove the message").check()
    await page.get_by_label("For whoever reported it").fill("The message is gone. Thank you.")
    await page.get_by_role("button", name="Decide").click()
    assert await page.evaluate("document.querySelector('[name=why]:invalid') !== null"), "nothing is done without a reason"
    await page.get_by_label("Reason", exact=True).fill("Advertising")
    await page.get_by_role("button", name="Decide").click()
    for visitor in (ada, grace):
        await expect(visitor.messages).to_have_count(0, timeout=2_000)
    await expect(grace.page.locator("#told")).to_contain_text(
        "You reported Ada in Organic chemistry. The message is gone. Thank you.", timeout=PATIENCE
    )

    await page.get_by_role("link", name="Organic chemistry").click()
    await expect(page.locator("tr", has_text="Ada")).to_contain_text("here")
    found["room"] = await faults(warden)
    await page.get_by_role("link", name="Close…").click()
    await page.wait_for_url("**/act/close/")
    found["why"] = await faults(warden)
    await page.get_by_label("Reason").fill("Advertising, again")
    await page.get_by_role("button", name="Close").click()
    for visitor in (ada, grace):
        await expect(visitor.page.locator("#end")).to_contain_text("closed", timeout=2_000)
    await warden.open("/admin/accounts/deed/")
    await expect(page.locator("#result_list tbody tr")).to_have_count(3)
    await expect(page.locator("#result_list")).to_contain_text("Advertising, again")
    assert {name: what for name, what in found.items() if what} == {}


async def test_the_desk_fits_a_phone_by_lamplight(serve, visit):
    server = serve()
    ada, warden = await visit(server), await visit(server, viewport=PHONE, color_scheme="dark")
    await ada.create(display_name="Ada")
    await sign_in(warden)
    found = {}
    for path in ("/admin/", "/admin/rooms/room/", "/admin/rooms/room/1/change/", "/admin/rooms/report/", "/admin/accounts/user/"):
        await warden.open(path)
        found[path] = await faults(warden)
        assert await warden.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
    assert {path: what for path, what in found.items() if what} == {}
