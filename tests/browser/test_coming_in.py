"""Ten seconds from the link to the seat."""

from playwright.async_api import expect

from .people import PATIENCE


async def test_a_newcomer_makes_a_room_from_the_first_page(serve, visit):
    ada = await visit(serve())
    await ada.open("/")
    await ada.page.get_by_label("Your name").fill("Ada")
    await ada.page.get_by_label("Room’s name").fill("Organic chemistry")
    await ada.page.get_by_role("button", name="Create the room").click()
    await ada.inside()
    await expect(ada.page.get_by_role("heading", name="Organic chemistry")).to_be_visible()
    await expect(ada.page.locator("body")).to_contain_text("kept 24 h after the last person leaves")


async def test_a_guest_joins_by_link_by_code_and_by_name(serve, visit):
    server = serve()
    ada = await visit(server)
    await ada.open("/accounts/signup/")
    await ada.page.locator("[name=username]").fill("ada")
    await ada.page.locator("[name=password1]").fill("lovelace-1843")
    await ada.page.locator("main form button.primary").click()
    code = await ada.create(visibility="public")
    typed = {"link": f"{server.url}/rooms/{code}/", "code": code.replace("-", " ").upper(), "name": "organic CHEMISTRY"}
    for name, text in typed.items():
        guest = await visit(server)
        await guest.open("/")
        await guest.page.locator("[name=q]").first.fill(text)
        await guest.page.locator("[name=q]").first.press("Enter")
        await guest.join(f"Guest by {name}")
        await guest.inside()
        assert guest.code == code
        await ada.sees_people(f"Guest by {name}")


async def test_a_passcode_opens_the_door_and_a_wrong_one_says_so(serve, visit):
    server = serve()
    ada, grace = await visit(server), await visit(server)
    code = await ada.create(display_name="Ada", visibility="private")
    shown = await ada.page.locator("text=The passcode is").first.inner_text()
    passcode = shown.split("The passcode is ")[1].split(".")[0]
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace", "not-this-one")
    await expect(grace.page.get_by_text("This passcode is not right.")).to_be_visible()
    await expect(grace.page.locator("#id_display_name")).to_have_value("Grace")
    await grace.join(passcode=passcode)
    await grace.inside()


async def test_what_cannot_be_found_is_said_in_words(serve, visit):
    grace = await visit(serve())
    await grace.open("/join/?q=no-such-room")
    await expect(grace.page.locator("[name=q]").first).to_have_value("no-such-room")
    answer = await grace.open("/rooms/no-such-room/")
    assert answer.status == 404


async def test_a_guest_who_signs_up_keeps_everything(pair):
    ada, grace = pair
    await grace.say("Is it a strong base?")
    await grace.open(f"/accounts/signup/?next=/rooms/{ada.code}/")
    await grace.page.locator("[name=username]").fill("grace")
    await grace.page.locator("[name=password1]").fill("hopper-cobol-59")
    await grace.page.locator("main form button.primary").click()
    await grace.inside()
    await grace.sees("Is it a strong base?")
    await grace.say("I have an account now.")
    await ada.reads("Is it a strong base?", "I have an account now.")
    assert await grace.message("strong base").get_attribute("class") == await grace.message("an account").get_attribute("class")


async def test_signing_up_in_one_tab_brings_the_other_back_with_one_click(pair):
    _, grace = pair
    tab = await grace.context.new_page()
    await tab.goto(f"{grace.server.url}/accounts/signup/")
    await tab.locator("[name=username]").fill("grace")
    await tab.locator("[name=password1]").fill("hopper-cobol-59")
    await tab.locator("main form button.primary").click()
    await expect(grace.page.locator("#end")).to_contain_text("signed in anew", timeout=PATIENCE)
    await grace.page.get_by_role("link", name="Come back").click()
    await grace.inside()
    await grace.say("Back as an account")


async def test_log_out_and_in_returns_to_the_room(serve, visit):
    server = serve()
    ada = await visit(server)
    await ada.open("/accounts/signup/")
    await ada.page.locator("[name=username]").fill("ada")
    await ada.page.locator("[name=password1]").fill("lovelace-1843")
    await ada.page.locator("main form button.primary").click()
    code = await ada.create()
    await ada.say("Before")
    await ada.page.get_by_role("button", name="Menu", exact=True).click()
    await ada.page.get_by_role("button", name="Log out").click()
    await ada.page.wait_for_url(server.url + "/")
    await ada.open(f"/rooms/{code}/")
    await ada.page.locator("main").get_by_role("link", name="Log in").click()
    await ada.page.locator("[name=login]").fill("ada")
    await ada.page.locator("[name=password]").fill("lovelace-1843")
    await ada.page.locator("main form button.primary").click()
    await ada.inside()
    assert ada.code == code
    await ada.sees("Before")


async def test_signing_out_in_one_tab_is_felt_in_the_other(pair):
    _, grace = pair
    tab = await grace.context.new_page()
    await tab.goto(grace.server.url + "/accounts/logout/")
    await tab.locator("main form[method=post] button").first.click()
    await expect(grace.page.get_by_role("alert").first).to_be_visible(timeout=PATIENCE)
    await expect(grace.page.locator("#end")).to_contain_text("signed out")
