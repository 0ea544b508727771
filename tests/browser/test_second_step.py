"""Stronger accounts in real browsers: a passkey instead of the password, a code after it, and signing out from afar."""

import re

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from accounts.tests.factors import code, wrong

from .people import PHONE
from .test_accessible import problems

PASSWORD = "analytical-engine-1"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


async def give_device(visitor):
    """This browser's machine can keep passkeys."""
    visitor.cdp = await visitor.context.new_cdp_session(visitor.page)
    await visitor.cdp.send("WebAuthn.enable")
    await visitor.cdp.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


async def sign_up(visitor, username):
    await visitor.open("/accounts/signup/")
    await visitor.page.locator("[name=username]").fill(username)
    await visitor.page.locator("[name=password1]").fill(PASSWORD)
    await press(visitor, "Sign up")
    await visitor.page.wait_for_url(visitor.server.url + "/")


async def log_in(visitor, username):
    await visitor.open("/accounts/login/")
    await visitor.page.locator("[name=login]").fill(username)
    await visitor.page.locator("[name=password]").fill(PASSWORD)
    await press(visitor, "Log in")


async def press(visitor, name, role="button"):
    await visitor.page.locator("main").get_by_role(role, name=name, exact=True).click()


async def reads(visitor, words):
    await expect(visitor.page.get_by_role("heading", level=1)).to_have_text(words)


async def confirm(visitor):
    await reads(visitor, "Is it you?")
    await visitor.page.locator("[name=password]").fill(PASSWORD)
    await press(visitor, "Go on")


async def log_out(visitor):
    await visitor.open("/accounts/logout/")
    await press(visitor, "Log out")
    await visitor.page.wait_for_url(visitor.server.url + "/")


def looking(visitor):
    """look(heading) asks axe about the page of that heading; nothing may be found."""

    async def look(words):
        await reads(visitor, words)
        assert problems(await Axe().run(visitor.page)) == [], words

    return look


async def test_a_passkey_takes_the_place_of_the_password(serve, visit):
    server = serve()
    server.url = f"http://localhost:{server.port}"  # an address in digits is nobody's home
    ada = await visit(server)
    look = looking(ada)
    await give_device(ada)
    await sign_up(ada, "ada.l")
    await ada.open("/accounts/2fa/")
    await look("Passkeys and codes")
    await press(ada, "Add a passkey", "link")
    await confirm(ada)
    await look("Add a passkey")
    await ada.page.locator("[name=name]").fill("Library laptop")
    await press(ada, "Add")
    await look("Recovery codes")
    async with ada.page.expect_download() as download:
        await press(ada, "Download")
    text = (await (await download.value).path()).read_text()
    assert "ada.l" in text and len(re.findall(r"^\d{4} \d{4}$", text, re.M)) == 10

    await log_out(ada)
    await ada.open("/accounts/login/?next=/accounts/2fa/")
    await look("Log in")
    await press(ada, "Log in with a passkey")
    await look("Passkeys and codes")
    await expect(ada.page.get_by_role("heading", name="Library laptop")).to_be_visible()

    await log_out(ada)
    await log_in(ada, "ada.l")
    await look("The second step")
    await press(ada, "Use a passkey")
    await ada.page.wait_for_url(server.url + "/")

    await ada.open("/accounts/2fa/")
    await press(ada, "Rename Library laptop", "link")
    await confirm(ada)
    await look("Rename “Library laptop”")
    await ada.page.locator("[name=name]").fill("Desk")
    await press(ada, "Rename")
    await press(ada, "Remove Desk", "link")
    await look("Remove “Desk”?")
    await press(ada, "Remove it")
    await expect(ada.page.locator("main")).not_to_contain_text("Desk")
    await log_out(ada)
    await ada.open("/accounts/login/")
    await press(ada, "Log in with a passkey")
    await expect(ada.page.get_by_text("This passkey could not be checked")).to_be_visible()


async def test_codes_of_an_app_and_signing_out_from_afar(serve, visit):
    server = serve()
    ada, phone = await visit(server, color_scheme="dark"), await visit(server, viewport=PHONE, color_scheme="dark")
    look, look_there = looking(ada), looking(phone)
    await sign_up(ada, "ada.l")
    await ada.open("/accounts/2fa/")
    await expect(ada.page.get_by_text("an address with a name")).to_be_visible()
    await press(ada, "Set up an app", "link")
    await confirm(ada)
    await look("Set up an app")
    secret = (await ada.page.locator("#key").text_content()).replace(" ", "")
    await ada.page.get_by_label("The code it shows now").fill(wrong(secret))
    await press(ada, "Set up")
    await expect(ada.page.get_by_text("This code is not right")).to_be_visible()
    await ada.page.get_by_label("The code it shows now").fill(code(secret))
    await press(ada, "Set up")
    await look("Recovery codes")

    await log_in(phone, "ada.l")
    await look_there("The second step")
    await phone.page.get_by_label("Code").fill(wrong(secret))
    await press(phone, "Log in")
    await expect(phone.page.get_by_text("This code is not right")).to_be_visible()
    await look_there("The second step")
    await phone.page.get_by_label("Code").fill(code(secret, 30))
    await press(phone, "Log in")
    await phone.page.wait_for_url(server.url + "/")
    await phone.create()

    await ada.open("/accounts/sessions/")
    await look("Where you are signed in")
    await press(ada, "Sign out there")
    await expect(phone.page.get_by_text("You were signed out")).to_be_visible(timeout=2_000)
    await expect(ada.page.get_by_text("Nowhere else.")).to_be_visible()

    await ada.open("/accounts/2fa/recovery-codes/generate/")
    await look("Make new recovery codes?")
    await ada.open("/accounts/2fa/totp/deactivate/")
    await look("Remove the app?")
    await press(ada, "Remove the app")
    await expect(ada.page.get_by_role("status").filter(has_text="The app is removed.")).to_be_visible()
