"""What a room costs before anybody presses anything: bytes, and nothing that moves. What comes later comes at the first press."""

import asyncio
import re

from playwright.async_api import expect

from .people import PATIENCE

MOST_KIB = 150
ELSEWHERE = (
    "Listen to this: https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC https://youtu.be/aqz-KE-bpKQ ![or see](https://elsewhere.example/a.png)"
)
SHIFTS = """
    window.shifted = []
    new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) shifted.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 80))])
    }).observe({ type: "layout-shift", buffered: true })
"""


class Meter:
    """Counts what comes over the network to a page, as its browser does."""

    async def on(self, page):
        self.urls, self.bytes, self.frames = {}, {}, 0
        network = await page.context.new_cdp_session(page)
        network.on("Network.requestWillBeSent", lambda event: self.urls.setdefault(event["requestId"], event["request"]["url"]))
        network.on("Network.loadingFinished", lambda event: self.bytes.__setitem__(event["requestId"], event["encodedDataLength"]))
        network.on("Network.webSocketFrameReceived", self.frame)
        await network.send("Network.enable")
        return self

    def frame(self, event):
        self.frames += len(event["response"]["payloadData"].encode())

    @property
    def whole(self):
        return sum(self.bytes.values()) + self.frames

    def names(self, pattern):
        return {found[1] for url in self.urls.values() if (found := re.search(pattern, url))}


async def test_a_room_weighs_little_and_nothing_in_it_moves(serve, visit):
    server = serve()
    ada = await visit(server)
    code = await ada.create(display_name="Ada")
    fresh = await visit(server, storage_state=await ada.context.storage_state())  # nothing is in its cache
    meter = await Meter().on(fresh.page)
    await fresh.page.add_init_script(SHIFTS)
    await fresh.open(f"/rooms/{code}/")
    await fresh.inside()
    await expect(fresh.page.locator("focus-minutes [data-part=words]")).not_to_contain_text("Counting", timeout=PATIENCE)
    await fresh.page.wait_for_load_state("networkidle")
    preloaded = await fresh.page.evaluate("() => [...document.querySelectorAll('link[rel=modulepreload]')].map(({ href }) => href)")
    loaded = {url for url in meter.urls.values() if url.endswith(".js")}
    assert {url for url in loaded - set(preloaded) if "/scenes/" not in url and "/preferences." not in url} == set()  # none is found late
    assert set(preloaded) <= loaded
    assert sum(value for value, *_ in await fresh.page.evaluate("shifted")) < 0.005, await fresh.page.evaluate("shifted")
    weight = meter.whole / 1024
    print(f"{weight:.1f} KiB in {len(meter.bytes)} files, {meter.frames} bytes of them by the socket")  # docs/performance.md has it
    assert 60 < weight < MOST_KIB
    await ada.write(ELSEWHERE)
    await fresh.sees("Listen to this")
    await fresh.page.wait_for_load_state("networkidle")
    assert [url for url in meter.urls.values() if not url.startswith(server.url)] == []
    assert not meter.names(r"(/sheets/|worklet|tasks/details|timer/settings|music/tracks|alarms/ring)")


async def test_the_first_press_opens_what_is_not_there_yet(serve, visit):
    ada = await visit(serve())
    await ada.page.route("**/markup.*.js", slow := Gate())
    await ada.open("/rooms/new/")
    await ada.page.locator("[name=name]").fill("Library")
    await ada.page.locator("[name=display_name]").fill("Ada")
    await ada.page.locator("main form[method=post] button.primary").click()
    await ada.page.wait_for_url(re.compile(r"/rooms/\w+-\w+-\w+/"), wait_until="commit")
    menu = ada.page.get_by_role("button", name="Menu", exact=True)
    keys = ada.page.get_by_role("dialog", name="Keyboard")

    await menu.click()  # before any module runs
    await ada.page.get_by_role("button", name="Keyboard").click()
    await expect(keys).to_contain_text("One moment…")
    slow.open()
    await expect(keys.get_by_text("add a task")).to_be_visible(timeout=PATIENCE)
    await keys.get_by_role("button", name="Close").click()
    await ada.inside()

    await ada.page.route("**/sheets/**", slow := Gate())
    music = ada.page.get_by_role("dialog", name="Music")
    await ada.page.locator("music-bar [data-part=open]").press("Enter")
    await expect(music).to_contain_text("One moment…")
    await expect(music.get_by_role("button", name="Close")).to_be_focused()
    await ada.page.keyboard.press("Escape")
    slow.open()
    await ada.page.wait_for_load_state("networkidle")
    await expect(music).to_be_hidden()  # put away is put away
    await ada.page.locator("music-bar [data-part=open]").click()
    await expect(music.get_by_role("tab", name="Queue")).to_be_visible()

    await ada.page.keyboard.press("Escape")
    await ada.page.unroute("**/sheets/**")
    await ada.context.set_offline(True)
    sound = ada.page.get_by_role("dialog", name="Sound", exact=True)
    await ada.page.locator("sound-bar [data-part=open]").click()
    await expect(sound).to_contain_text("You are offline. This opens as soon as you are back.")
    await expect(sound.get_by_role("button", name="Try again")).to_be_visible()
    await ada.context.set_offline(False)
    await expect(sound.get_by_role("button", name="Plain brown")).to_be_visible(timeout=PATIENCE)
    await expect(sound.get_by_role("button", name="Close")).to_be_focused()

    await ada.page.keyboard.press("Escape")
    await ada.page.route("**/tasks/details.*.js", lambda route: route.abort())
    await ada.page.keyboard.press("t")
    await ada.page.keyboard.type("Read chapter 4\n")
    await ada.page.get_by_role("button", name="More about Read chapter 4").click()
    task = ada.page.get_by_role("dialog", name="Task")
    await expect(task).to_contain_text("This could not be fetched.")
    await ada.page.unroute("**/tasks/details.*.js")
    await task.get_by_role("button", name="Try again").click()
    await expect(ada.page.get_by_role("dialog", name="Read chapter 4").get_by_label("Due")).to_be_visible(timeout=PATIENCE)


class Gate:
    """Holds what it is asked for until it is opened."""

    def __init__(self):
        self.opened = asyncio.Event()

    def open(self):
        self.opened.set()

    async def __call__(self, route):
        await self.opened.wait()
        await route.continue_()
