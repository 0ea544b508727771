"""Videos of YouTube in real browsers: loaded by a press, where the room is, against a stand-in of its player; nothing leaves before a press."""

import asyncio
from urllib.parse import urlsplit

from playwright.async_api import expect

from studytools.spotify.tests.standin import CLIENT_ID
from tests.live.client import until

from .people import PATIENCE

ID = "dQw4w9WgXcQ"
READ = "async (address) => (await import('/static/studytools/music/youtube.js')).youtube(address)"
LINKS = [
    f"https://www.youtube.com/watch?v={ID}&t=5",
    f"https://youtu.be/{ID}?si=x",
    f"https://m.youtube.com/shorts/{ID}",
    f"https://www.youtube-nocookie.com/embed/{ID}",
]
NOT_LINKS = [
    f"https://www.youtube.com.evil.example/watch?v={ID}",
    f"https://evil.example/https://www.youtube.com/watch?v={ID}",
    f"https://www.youtube.com@evil.example/watch?v={ID}",
    f"https://ada@www.youtube.com/watch?v={ID}",
    f"http://www.youtube.com/watch?v={ID}",
    f"https://www.youtube.com:8443/watch?v={ID}",
    f"https://www.youtube.com/watch?v={ID}x",
    "https://www.youtube.com/watch?v=short",
    f"https://youtu.be/{ID}/more",
    f"https://www.youtube.com/playlist?list={ID}",
    f"javascript:location='https://youtu.be/{ID}'",
    "",
]

# YouTube's player as far as its messages go: it answers once greeted, obeys, and tells where it is.
PLAYER = """<!doctype html><title>A video</title><p>Here a video plays</p><button>Pause</button><script>
const origin = new URLSearchParams(location.search).get("origin")
let greeted = false, playing = false, at = 0, since = performance.now(), volume = 100
const now = () => at + (playing ? (performance.now() - since) / 1000 : 0)
const tell = (event, info) => greeted && parent.postMessage(JSON.stringify({ event, info, id: 1, channel: "widget" }), origin)
const about = { duration: 600, videoData: { title: "Rain on a tent" } }
const state = () => tell("infoDelivery", { playerState: playing ? 1 : 2, currentTime: now(), volume, ...about })
function set(position, plays) { at = position; since = performance.now(); playing = plays; state() }
addEventListener("message", ({ data, source, origin: from }) => {
  if (source !== parent || from !== origin) return
  const { event, func, args } = JSON.parse(data)
  if (event === "listening" && !greeted) { greeted = true; tell("onReady", null); state() }
  if (func === "playVideo") set(now(), true)
  if (func === "pauseVideo") set(now(), false)
  if (func === "seekTo") set(args[0], playing)
  if (func === "setVolume") volume = args[0]
})
document.querySelector("button").onclick = () => set(now(), false)
window.where = () => playing ? [performance.timeOrigin + performance.now(), now(), volume] : null
setInterval(state, 200)
</script>"""


class Viewer:
    """Somebody's browser; `asked` is what it asks of others than the site."""

    def __init__(self, visitor):
        self.visitor, self.page, self.asked = visitor, visitor.page, []
        self.bar, self.sheet = self.page.locator("music-bar"), self.page.locator("#music-sheet")
        self.player = self.page.frame_locator("#music-watch iframe").frame_locator("iframe")

    async def watch(self):
        home = urlsplit(self.visitor.server.url).netloc

        async def answer(route):
            if urlsplit(route.request.url).netloc == home:
                return await route.continue_()
            self.asked.append(route.request.url)
            return await route.fulfill(body=PLAYER, content_type="text/html")

        await self.page.route("**/*", answer)
        return self

    async def where(self):
        """(when, where, how loud), once it plays."""
        await expect(self.player.get_by_text("Here a video plays")).to_be_visible(timeout=PATIENCE)
        for _ in range(PATIENCE // 50):
            if found := await self.player.locator("body").evaluate("() => window.where()"):
                return found
            await asyncio.sleep(0.05)  # a poll, not a hope
        raise AssertionError("it does not play")

    async def together(self, other, least=0):
        """Both play, at one position: within a second, for this is no file of ours, and the machine may be busy."""
        for _ in range(100):
            (when, here, _), (then, there, _) = await self.where(), await other.where()
            if here >= least and abs((there - here) - (then - when) / 1000) < 1:
                return
            await asyncio.sleep(0.1)
        raise AssertionError((here, there, then - when))


async def test_a_video_is_at_one_position_for_all_who_pressed_and_nothing_leaves_before(serve, visit):
    server = serve(SYNCROOM_SPOTIFY_CLIENT_ID=CLIENT_ID)
    ada, grace = await visit(server), await visit(server)
    hers, graces = await Viewer(ada).watch(), await Viewer(grace).watch()
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    assert [await ada.page.evaluate(READ, address) for address in LINKS] == [ID] * len(LINKS)
    assert {address: found for address in NOT_LINKS if (found := await ada.page.evaluate(READ, address))} == {}

    song = "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC"
    await ada.say(f"See {LINKS[0]} and {NOT_LINKS[0]} and hear {song}")
    card = grace.page.get_by_role("complementary", name="YouTube")
    await expect(card).to_have_count(1, timeout=PATIENCE)
    await card.get_by_role("button", name="For the room").click()
    await expect(card).to_contain_text("is in the room’s queue", timeout=PATIENCE)
    await hers.bar.locator("[data-part=open]").click()
    await hers.sheet.get_by_label("A video on YouTube").fill(NOT_LINKS[0])
    await hers.sheet.get_by_role("button", name="Into the queue", exact=True).click()
    await expect(hers.sheet.locator("[data-part=told]")).to_contain_text("no link to a video", timeout=PATIENCE)
    await hers.sheet.get_by_label("A video on YouTube").fill("https://youtu.be/" + "-" * 11)
    await hers.sheet.get_by_role("button", name="Into the queue", exact=True).click()
    await expect(hers.sheet.locator("#music-queue li")).to_have_count(2, timeout=PATIENCE)
    await graces.page.reload()  # with a video in the queue, cards in the chat, and every tool on the page
    await grace.inside()
    await expect(card).to_have_count(1, timeout=PATIENCE)
    assert hers.asked == graces.asked == []

    await hers.sheet.get_by_role("button", name="Play for everybody").click()  # a press, for Ada
    await expect(hers.sheet.locator("[data-part=title]").first).to_have_text("Rain on a tent", timeout=PATIENCE)
    await expect(graces.bar).to_contain_text("Rain on a tent", timeout=PATIENCE)
    await hers.where()
    assert graces.asked == []
    await graces.bar.get_by_role("button", name="Watch", exact=True).click()
    await hers.together(graces)
    assert {url.split("?")[0] for url in hers.asked + graces.asked} == {f"https://www.youtube-nocookie.com/embed/{ID}"}

    await hers.sheet.get_by_label("Where it is, for everybody").fill("300000")
    await hers.together(graces, least=300)
    await hers.sheet.get_by_role("button", name="Pause for everybody").click()
    await expect(graces.bar).to_contain_text("paused", timeout=PATIENCE)
    await hers.sheet.get_by_role("button", name="Play for everybody").click()
    await hers.together(graces, least=300)

    await graces.player.get_by_role("button", name="Pause").click()  # in the video itself
    await expect(graces.bar).to_contain_text("the room goes on", timeout=PATIENCE)
    await expect(graces.page.locator("#music-watch")).to_be_hidden()
    await hers.sheet.get_by_role("button", name="Next", exact=True).click()
    await expect(hers.sheet.locator("#music-queue li")).to_have_count(0, timeout=PATIENCE)
    await graces.bar.get_by_role("button", name="Rejoin", exact=True).click()
    await until(lambda: "-" * 11 in graces.asked[-1])
    await hers.together(graces)
    room = await grace.page.request.get(f"{server.url}/rooms/{code}/")
    assert "youtube" not in room.headers["content-security-policy"]
    await graces.page.get_by_role("button", name="Stop watching").click()
    await expect(graces.page.locator("iframe")).to_have_count(0)
