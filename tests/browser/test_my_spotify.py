"""One's own Spotify in a real browser, against the stand-in: connected, steered, shown to the room by choice, and gone."""

import re

import pytest
from playwright.async_api import expect

from studytools.spotify.tests.standin import CLIENT_ID, standing_in
from tests.live.client import until

from .people import PATIENCE, PHONE

DUMP = "import sqlite3,sys; print('\\n'.join(sqlite3.connect(f'{sys.argv[1]}/syncroom.sqlite3').iterdump()))"


@pytest.fixture
def spotify():
    with standing_in() as spotify:
        yield spotify


class Sheet:
    """My Spotify, as somebody uses it."""

    def __init__(self, visitor):
        self.page = visitor.page
        self.sheet = visitor.page.locator("#spotify-sheet")

    def press(self, name):
        return self.sheet.get_by_role("button", name=name, exact=True).click()

    async def plays(self, title):
        await expect(self.sheet.locator("[data-part=title]").first).to_have_text(title, timeout=PATIENCE)

    async def complains(self, words):
        await expect(self.sheet.get_by_role("alert")).to_contain_text(words, timeout=PATIENCE)

    async def on_its_page(self, link, act):
        """In another tab, from the sheet's link."""
        async with self.page.context.expect_page() as opened:
            await self.sheet.get_by_role("link", name=link).click()
        tab = await opened.value
        await act(tab)
        await tab.wait_for_load_state()  # then the room has been told
        await tab.close()

    async def connect(self, tab):
        await tab.get_by_role("button", name=re.compile("Connect")).click()
        await tab.get_by_role("link", name="Agree").click()
        await expect(tab.get_by_role("button", name="Disconnect")).to_be_visible(timeout=PATIENCE)

    async def disconnect(self, tab):
        await tab.get_by_role("button", name="Disconnect").click()
        await expect(tab.get_by_role("status")).to_contain_text("no key", timeout=PATIENCE)


def dump(server):
    import subprocess
    import sys

    return subprocess.check_output([sys.executable, "-c", DUMP, str(server.data)], text=True)


async def test_from_connecting_to_disconnecting(serve, visit, spotify):
    server = serve(SYNCROOM_SPOTIFY_CLIENT_ID=CLIENT_ID, SYNCROOM_SPOTIFY_STANDIN=spotify.address, SYNCROOM_LOG_LEVEL="DEBUG")
    ada, grace = await visit(server), await visit(server, viewport=PHONE)
    elsewhere = []
    for visitor in (ada, grace):
        visitor.page.on("request", lambda request: request.url.startswith(server.url) or elsewhere.append(request.url))
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    mine = Sheet(ada)
    await ada.page.locator("#spotify-open").click()
    await mine.on_its_page("Connect my Spotify account", mine.connect)
    await mine.plays("Song 0")
    held = dump(server)
    assert "Ada at Spotify" in held and "access-" not in held and "refresh-" not in held

    await mine.press("Next")
    await mine.plays("Song 1")
    await mine.press("Pause")
    await until(lambda: not spotify.playing)
    await mine.sheet.get_by_label("Volume there").fill("75")
    await until(lambda: spotify.devices[0]["volume_percent"] == 75)
    await mine.sheet.get_by_label("Find a song on Spotify").fill("song 7")
    await mine.press("Find")
    await mine.press("Play Song 7 next")
    await until(lambda: spotify.queued)
    await mine.press("Play Song 7")
    await mine.plays("Song 7")
    await mine.sheet.get_by_text("My playlists").click()
    await expect(mine.sheet.get_by_role("button", name="Play Evenings")).to_be_visible(timeout=PATIENCE)

    people = grace.page.locator("room-people, #people").first
    await expect(people).not_to_contain_text("listening to")
    await mine.sheet.get_by_label("Show the room").check()
    await expect(people).to_contain_text("listening to Song 7 by Somebody", timeout=PATIENCE)
    await mine.sheet.get_by_label("Show the room").uncheck()
    await expect(people).not_to_contain_text("listening to", timeout=PATIENCE)

    assert elsewhere == []  # all of it went through this site
    await mine.sheet.get_by_label("Plays on").select_option("here")
    await expect(mine.sheet.locator("[data-part=here]")).to_contain_text("one of your devices", timeout=PATIENCE)
    await until(lambda: spotify.active["id"] == "this-page")
    assert {url.removeprefix(spotify.address) for url in elsewhere} == {"/spotify-player.js", "/v1/here"}

    spotify.mood, spotify.retry_after = "too-many", 2
    await mine.press("Next")
    await mine.complains("Spotify wants to be asked less often. Try again in")
    spotify.mood = None
    await expect(mine.sheet.locator("[data-part=trouble]")).to_be_empty(timeout=PATIENCE)
    spotify.mood = "premium"
    await mine.press("Next")
    await mine.complains("only with Premium")
    spotify.mood = None

    spotify.forget()
    await mine.press("Next")
    await mine.complains("Connect again")
    await mine.on_its_page("Connect again", mine.connect)
    await mine.plays("Song 7")
    await mine.on_its_page("My connection", mine.disconnect)
    await expect(mine.sheet.get_by_role("link", name="Connect my Spotify account")).to_be_visible(timeout=PATIENCE)
    left = dump(server)
    assert "access-" not in left and "refresh-" not in left and "Ada at Spotify" not in left
    assert "access-" not in server.log and "refresh-" not in server.log
