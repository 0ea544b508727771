"""Knocking in real browsers: heard, seen and answered in the room; the waiting page hears the answer by itself."""

from playwright.async_api import expect

from .people import PATIENCE, PHONE

# Counts the strokes of our own sounds.
STROKES = """
window.strokes = 0
const start = OscillatorNode.prototype.start
OscillatorNode.prototype.start = function (...when) { window.strokes += 1; return start.apply(this, when) }
"""


async def room_with_a_door(serve, visit, **options):
    """Ada inside, Mallory at the door on a phone: (server, ada, mallory, code)."""
    server = serve()
    ada, mallory = await visit(server), await visit(server, viewport=PHONE, **options)
    await ada.context.add_init_script(STROKES)
    code = await ada.create(display_name="Ada", access="approval")
    await mallory.open(f"/rooms/{code}/")
    return server, ada, mallory, code


async def knock(visitor, name=None, reason=""):
    if name:
        await visitor.page.locator("[name=display_name]").fill(name)
    await visitor.page.get_by_label("Why you come").fill(reason)
    await visitor.page.get_by_role("button", name="Knock").click()
    await visitor.page.wait_for_url("**/waiting/")
    await expect(visitor.page.get_by_text("You have knocked")).to_be_visible()


async def test_a_knock_is_answered_in_the_room_and_the_waiting_page_goes_in(serve, visit):
    server, ada, katherine, code = await room_with_a_door(serve, visit)
    grace = await visit(server)
    await ada.page.get_by_role("heading", level=1).click()  # a page is silent until it was touched
    await knock(katherine, "Katherine", "<b>the</b> exam")
    strip = ada.page.locator("room-knocks")
    await expect(strip).to_contain_text("Katherine knocks, as a guest:", timeout=PATIENCE)
    await ada.page.wait_for_function("() => window.strokes === 4", timeout=PATIENCE)
    await expect(strip).to_contain_text("<b>the</b> exam")
    await ada.page.get_by_role("button", name="Let Katherine in").click()
    await katherine.inside()  # nobody touched that page
    await expect(strip).to_be_hidden()
    await ada.sees_people("Katherine")

    # A member sees no door, and a moderator who comes later sees who waits.
    await grace.open(f"/rooms/{code}/")
    await knock(grace, "Grace")
    await expect(strip).to_contain_text("Grace knocks", timeout=PATIENCE)
    assert await katherine.page.locator("room-knocks").count() == 0
    await ada.page.reload()
    await expect(strip).to_contain_text("Grace knocks", timeout=PATIENCE)
    await ada.page.get_by_role("button", name="Not now, Grace").click()
    await expect(grace.page.get_by_text("Not now, they say.")).to_be_visible(timeout=PATIENCE)
    await grace.page.get_by_role("link", name="To the door").click()
    await grace.page.get_by_role("button", name="Knock").click()
    await expect(grace.page.get_by_role("alert")).to_contain_text("You were not let in just now")


async def test_on_a_phone_the_tab_counts_who_waits_and_without_a_script_the_page_looks_by_itself(serve, visit):
    _, ada, mallory, code = await room_with_a_door(serve, visit, java_script_enabled=False)
    await ada.page.set_viewport_size(PHONE)
    await knock(mallory, "Mallory")
    await expect(ada.page.get_by_role("tab", name="People")).to_contain_text("1", timeout=PATIENCE)
    await ada.open(f"/rooms/{code}/knocks/")
    grace = await visit(ada.server)
    await grace.open(f"/rooms/{code}/")
    await knock(grace, "Grace")
    await expect(ada.page.get_by_role("button", name="Let in Grace")).to_be_visible(timeout=PATIENCE)  # by itself
    await ada.page.get_by_role("button", name="Let in Mallory").click()
    await expect(ada.page.get_by_role("status").filter(has_text="Mallory is let in")).to_be_visible()
    await mallory.page.wait_for_url(f"**/rooms/{code}/", timeout=3 * PATIENCE)
