"""Pages that show the same clock: whether their seconds turn at the same moment, whatever their own clocks say."""

from statistics import median

AGREE_MS = 50
# `window.wrongBy` is how far this page's clock is off, in ms.
WRONG_CLOCK = """
  const Right = Date
  window.wrongBy = %d
  window.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(Right.now() + window.wrongBy) }
    static now() { return Right.now() + window.wrongBy }
  }
"""
DAY_MS = 86_400_000
# When the seconds turn, on a stopwatch that all pages of this machine share.
WATCH = """() => {
  window.turns = {}
  const clock = document.querySelector('timer-face .clock')
  window.watching?.disconnect()
  window.watching = new MutationObserver(() => (window.turns[clock.innerText] ??= performance.timeOrigin + performance.now()))
  window.watching.observe(clock, { childList: true, characterData: true, subtree: true })
}"""


async def turns(*people, seconds=2):
    """{reading: [when it appeared to each, in ms]} of at least so many of the next seconds, for readings that all have seen."""
    for person in people:
        await person.page.evaluate(WATCH)
    for person in people:
        await person.page.wait_for_function("(least) => Object.keys(window.turns).length > least", arg=seconds, timeout=1_000 * seconds + 30_000)
    seen = [await person.page.evaluate("window.turns") for person in people]
    return {reading: [one[reading] for one in seen] for reading in seen[0] if all(reading in one for one in seen)}


def apart(readings):
    """How far apart it turned, in ms, for each of the seconds."""
    return [max(times) - min(times) for times in readings.values()]


async def agree(*people):
    readings = await turns(*people)
    assert len(readings) > 1
    assert median(apart(readings)) <= AGREE_MS, readings
