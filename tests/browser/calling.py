"""People in a call: browsers with a camera and a microphone that are made up, and what their links carry."""

from playwright.async_api import expect

from .people import PHONE

PATIENT = 60_000  # ms, of a machine that has other work: pictures are made by its processor
FAKE = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--auto-select-desktop-capture-source=Entire screen",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
STATS = "() => document.querySelector('call-stage').call.transport.stats()"
GROWN = """async ([links, before]) => {
  const now = await document.querySelector('call-stage')?.call.transport.stats() ?? []
  const grown = now.filter(({ id, framesDecoded }) => framesDecoded > (before[id] ?? 0))
  return grown.length >= links
}"""
SEEN = """count => [
  ...document.querySelectorAll('call-stage .tile:not([data-mine]) video'),
].filter(({ videoWidth }) => videoWidth > 0).length >= count"""


async def check(visitor):
    """The device check is open, and has found what there is."""
    await visitor.page.locator("[data-call-open]").click()
    await expect(visitor.page.locator("#call-check [data-part=join]")).to_be_enabled(timeout=PATIENT)
    await expect(visitor.page.locator("#call-check [data-part=seats]")).not_to_be_empty(timeout=PATIENT)


async def join(visitor, mic=True):
    """With a camera; without a microphone where a test needs none: each costs a processor more than a small picture does."""
    if not mic:
        await visitor.page.evaluate("localStorage.setItem(`syncroom/${document.body.dataset.me}/my/call/with-mic`, 'no')")
    await check(visitor)
    await expect(visitor.page.locator("#call-check [data-part=camera]")).to_be_checked(timeout=PATIENT)
    await visitor.page.locator("#call-check [data-part=join]").click()
    await expect(visitor.page.locator("call-stage")).to_be_visible(timeout=PATIENT)


async def sees(visitor, count=1):
    """Pictures of so many others."""
    await visitor.page.wait_for_function(SEEN, arg=count, timeout=PATIENT)


async def stats(visitor):
    return await visitor.page.evaluate(STATS)


async def grows(visitor, links=1):
    """Pictures go on coming by so many links."""
    before = {str(one["id"]): one["framesDecoded"] for one in await stats(visitor)}
    await visitor.page.wait_for_function(GROWN, arg=[links, before], timeout=PATIENT)


async def gather(visit, server, *names, viewport=None):
    """Ada's room, with these people in it."""
    ada = await visit(server)
    code = await ada.create(display_name="Ada")
    people = [ada]
    for name in names:
        other = await visit(server, viewport=viewport or PHONE)
        await other.open(f"/rooms/{code}/")
        await other.join(name)
        await other.inside()
        people.append(other)
    return people
