"""What a page's audio elements do, seen from outside: where they are, by a clock that no page can change."""

import asyncio

from studytools.music.tests.samples import wav

APART = 0.05  # s
WATCH = """
    window.audios = []
    window.Audio = class extends window.Audio {
        constructor(...words) {
            super(...words)
            window.audios.push(this)
        }
    }
"""
A_DAY_FAST = "{ const now = Date.now.bind(Date); Date.now = () => now() + 86_400_000 }"
WHERE = """() => {
    const audio = window.audios?.find((one) => one.src && !one.paused && !one.ended)
    return audio ? [performance.timeOrigin + performance.now(), audio.currentTime, audio.volume] : null
}"""


def tone(name, seconds, hertz=440):
    return {"name": f"{name}.wav", "mimeType": "audio/wav", "buffer": wav(seconds, hertz)}


async def apart(one, other):
    """By how many seconds two pages' music is apart now; None where one of them is silent."""
    here, there = await one.evaluate(WHERE), await other.evaluate(WHERE)
    if not here or not there:
        return None
    return (here[1] - here[0] / 1000) - (there[1] - there[0] / 1000)


def near(samples, share=0.8):
    """Whether they were together: in the middle, and in most looks. A busy machine lets a page wait now and then; `make bench` tells every look."""
    known = sorted(abs(sample) for sample in samples if sample is not None)
    close = sum(off < APART for off in known)
    return bool(known) and known[len(known) // 2] < APART and close >= share * len(samples)


async def together(one, other, seconds, every=0.25, settle=20, steady=6):
    """How far they are apart over so many seconds, in each sample; before that they may take a moment to find together."""
    close = 0
    for _ in range(round(settle / every)):
        off = await apart(one, other)
        close = close + 1 if off is not None and abs(off) < APART else 0
        if close == steady:
            break
        await asyncio.sleep(every)
    samples = []
    for _ in range(round(seconds / every)):
        samples.append(await apart(one, other))
        await asyncio.sleep(every)
    return samples
