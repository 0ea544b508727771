"""Ada shows her face, likes the lamp, takes everything along, and deletes herself; Grace sees each at once."""

import io
import json
import zipfile

from axe_playwright_python.async_playwright import Axe
from PIL import Image
from playwright.async_api import expect

from .people import PATIENCE, PHONE
from .test_accessible import problems


def portrait():
    file = io.BytesIO()
    Image.new("RGB", (600, 400), (196, 120, 60)).save(file, "JPEG")
    return {"name": "../me.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


async def sign_up(visitor, name):
    await visitor.open("/accounts/signup/")
    await visitor.page.locator("[name=username]").fill(name)
    await visitor.page.locator("[name=password1]").fill("lovelace-1843")
    await visitor.page.locator("main form button.primary").click()


async def test_a_picture_a_profile_a_theme_a_download_and_a_goodbye(serve, visit, tmp_path):
    server = serve()
    ada, grace = await visit(server), await visit(server, viewport=PHONE)
    await sign_up(ada, "ada")
    code = await ada.create()
    await ada.say("Is it a strong base?")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    await grace.sees("strong base")
    await grace.page.get_by_role("tab", name="People").click()
    row = grace.page.locator("room-people li").filter(has_text="ada")

    desk = await ada.context.new_page()
    await desk.goto(f"{server.url}/accounts/")
    await desk.locator("[name=picture]").set_input_files(portrait())
    await desk.get_by_role("button", name="Use this picture").click()
    await expect(row.locator("img")).to_be_visible(timeout=PATIENCE)
    assert await row.locator("img").evaluate("e => e.decode().then(() => e.naturalWidth)") == 64
    await desk.locator("[name=bio]").fill("Engines, mostly.")
    await desk.locator("[name=bio_for]").select_option("rooms")
    await desk.locator("form[aria-labelledby=about] button").click()
    await expect(desk.get_by_text("Your profile is as you said.")).to_be_visible()
    found = {"profile": problems(await Axe().run(desk))}

    await row.locator("[data-part=name]").click()
    card = grace.page.get_by_role("dialog")
    await expect(card).to_contain_text("Engines, mostly.")
    found["card"] = problems(await Axe().run(grace.page))
    await card.get_by_role("button", name="Close").click()

    await desk.goto(f"{server.url}/accounts/preferences/")
    await desk.get_by_label("Lamp", exact=True).check()
    await expect(desk.get_by_text("Saved.")).to_be_visible()
    await expect(ada.page.locator("html")).to_have_attribute("data-theme", "lamp", timeout=PATIENCE)
    found["preferences"] = problems(await Axe().run(desk))

    await desk.goto(f"{server.url}/accounts/data/")
    found["data"] = problems(await Axe().run(desk))
    async with desk.expect_download() as coming:
        await desk.get_by_role("link", name="Download everything").click()
    await (await coming.value).save_as(tmp_path / "all.zip")
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert [row["text"] for row in json.loads(archive.read("json/messages.json"))] == ["Is it a strong base?"]
        assert archive.read("picture.webp")[:4] == b"RIFF"
    await expect(desk.get_by_text("Done. It is with your downloads.")).to_be_visible(timeout=PATIENCE)

    await desk.goto(f"{server.url}/accounts/delete/")
    found["delete"] = problems(await Axe().run(desk))
    await desk.get_by_label("They stay").check()
    await desk.locator("[name=confirm]").fill("ada")
    await desk.locator("[name=password]").fill("lovelace-1843")
    await desk.get_by_role("button", name="Delete my account").click()
    await expect(desk.get_by_text("Your account is deleted.")).to_be_visible()
    await expect(ada.page.locator("#end")).to_contain_text("signed out", timeout=PATIENCE)
    await expect(row).to_have_count(0, timeout=PATIENCE)
    await grace.page.locator("[data-tab=chat]").click()
    await expect(grace.message("strong base").locator("[data-part=author]")).to_have_text("deleted user")
    assert {where: what for where, what in found.items() if what} == {}


async def test_a_room_taken_along_is_read_without_the_site(pair, tmp_path):
    ada, grace = pair
    await grace.write("Is **NaOH** a strong base? <img src=x onerror=alert(1)>")
    await ada.sees("strong base")
    desk = await ada.context.new_page()
    await desk.goto(f"{ada.server.url}/rooms/{ada.code}/settings/")
    async with desk.expect_download() as coming:
        await desk.get_by_role("link", name="A page to read").click()
    await (await coming.value).save_as(tmp_path / "room.html")
    ada.server.stop()
    await ada.page.close()
    await grace.page.close()
    await desk.goto((tmp_path / "room.html").as_uri())
    await expect(desk.locator("article").filter(has_text="strong base").locator("strong")).to_have_text("NaOH")
    assert await desk.locator("img, script").count() == 0
    assert problems(await Axe().run(desk)) == []
