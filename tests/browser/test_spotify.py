"""Spotify links in a real browser: cards from the link alone, and nothing from elsewhere before a click."""

from urllib.parse import urlsplit

import pytest
from playwright.async_api import expect

from .people import PATIENCE

SONG = "4uLU6hMCjMI75M1A2tKUQC"
TRACK = f"https://open.spotify.com/track/{SONG}?si=abc"
READ = "async (address) => (await import('/static/studytools/spotify/panel/links.js')).spotify(address)"
LINKS = {
    TRACK: {"kind": "track", "id": SONG, "words": "Song"},
    f"https://open.spotify.com/intl-de/album/{SONG}": {"kind": "album", "id": SONG, "words": "Album"},
    f"https://open.spotify.com/playlist/{SONG}/": {"kind": "playlist", "id": SONG, "words": "Playlist"},
    f"https://open.spotify.com/show/{SONG}#x": {"kind": "show", "id": SONG, "words": "Podcast"},
    "https://open.spotify.com/socialsession/6A3bCd9eFgHiJk": {"kind": "jam", "id": None, "words": "Jam"},
}
NOT_LINKS = [
    f"https://open.spotify.com.evil.example/track/{SONG}",
    f"https://evil.example/https://open.spotify.com/track/{SONG}",
    f"https://open.spotify.com@evil.example/track/{SONG}",
    f"https://ada@open.spotify.com/track/{SONG}",
    f"http://open.spotify.com/track/{SONG}",
    f"https://open.spotify.com:8443/track/{SONG}",
    f"https://open.spotify.com/track/{SONG}extra",
    "https://open.spotify.com/track/short",
    f"https://open.spotify.com/user/{SONG}",
    f"https://open.spotify.com/../../track/{SONG}/more",
    "javascript:alert(1)//open.spotify.com/track",
    "",
]


@pytest.fixture
def elsewhere():
    """Every address outside the site that a page asks for; Spotify's player is answered by a page of ours."""

    async def watch(visitor):
        asked, home = [], urlsplit(visitor.server.url).netloc

        async def answer(route):
            if urlsplit(route.request.url).netloc != home:
                asked.append(route.request.url)
                return await route.fulfill(body="<!doctype html><title>A player</title><p>Here it plays</p>", content_type="text/html")
            return await route.continue_()

        await visitor.page.route("**/*", answer)
        return asked

    return watch


async def test_links_are_read_strictly(serve, visit):
    ada = await visit(serve())
    await ada.create(display_name="Ada")
    assert {address: await ada.page.evaluate(READ, address) for address in LINKS} == LINKS
    assert {address: found for address in NOT_LINKS if (found := await ada.page.evaluate(READ, address))} == {}


async def test_a_pasted_link_becomes_a_card_and_plays_for_me_alone_after_a_click(pair, elsewhere):
    ada, grace = pair
    mine, theirs = await elsewhere(ada), await elsewhere(grace)
    await ada.say(f"Listen: {TRACK} and https://open.spotify.com.evil.example/track/{SONG}")
    card = grace.page.get_by_role("complementary", name="Spotify")
    await expect(card).to_contain_text("Song on Spotify", timeout=PATIENCE)
    await expect(card).to_have_count(1)
    await expect(card.get_by_role("link", name="Open in Spotify")).to_have_attribute("href", TRACK)
    assert (mine, theirs) == ([], [])

    await card.get_by_role("button", name="Play here").click()
    player = grace.page.frame_locator(".spotify-card iframe").frame_locator("iframe")
    await expect(player.get_by_text("Here it plays")).to_be_visible()
    assert theirs == [f"https://open.spotify.com/embed/track/{SONG}"]
    assert mine == []
    await card.get_by_role("button", name="Put away").click()
    await expect(card.locator("iframe")).to_have_count(0)

    await ada.say("Ours: https://open.spotify.com/socialsession/6A3bCd9eFgHiJk")
    jam = card.filter(has_text="group session")
    await expect(jam.get_by_role("link", name="Open in Spotify")).to_be_visible(timeout=PATIENCE)
    await expect(jam.get_by_role("button")).to_have_count(0)
