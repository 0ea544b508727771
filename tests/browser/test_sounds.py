"""What the generators make, rendered faster than it is heard: the right spectra, the same again, equally loud, never clipped."""

from pathlib import Path

import pytest

from studytools.sound.codes import STEPS
from studytools.sound.kinds import KINDS
from tests.live.server import Server, template

from .people import Visitor, chromium

LAB = (Path(__file__).parent / "lab.js").read_text()
FOUR = [{"kind": kind, "volume": 0.6, "first": 0.5, "second": 0.3} for kind in ("rain-roof", "fire", "wind", "brown")]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sounds")
    template(folder)
    server = Server(folder).start()
    yield server
    server.end()


@pytest.fixture
async def lab(served):
    async with chromium() as browser:
        context = await browser.new_context()
        ada = Visitor(served, context, await context.new_page())
        await ada.open("/")
        await ada.page.evaluate(LAB)
        yield ada.page
        assert ada.complaints == []


def usual(kind, volume=1):
    return {"kind": kind.name, "volume": volume, "first": kind.first.usual / STEPS, "second": kind.second.usual / STEPS}


async def slope(page, kind):
    js = "async (layers) => { const { left } = await lab.render(layers, 12); return lab.slope(left, 62.5, 8000) }"
    return await page.evaluate(js, [{"kind": kind, "volume": 0.6, "first": 0, "second": 0}])


async def test_noise_has_the_colour_of_its_name(lab):
    """dB an octave."""
    for kind, falls in (("white", 0), ("pink", -3), ("brown", -6)):
        assert abs(await slope(lab, kind) - falls) < 0.5, kind


async def test_every_sound_is_as_loud_as_the_others_clean_and_heard_on_one_loudspeaker_too(lab):
    js = "async (layers) => lab.facts(await lab.render(layers, 20))"
    facts = {kind.name: await lab.evaluate(js, [usual(kind, 0.7)]) for kind in KINDS}
    levels = {name: found["lufs"] for name, found in facts.items()}
    assert max(levels.values()) - min(levels.values()) < 2, levels
    for name, found in facts.items():
        assert found["peak"] < 0.95, name
        assert found["offset"] < 0.001, name
        assert found["mono"] > -4, name  # dB that are lost of it: what is apart on both sides loses 3
        assert found["jump"] < 0.2, name


async def test_nothing_clips_however_loud_and_the_controls_lead_nowhere_bad(lab):
    js = "async (layers) => lab.facts(await lab.render(layers, 4))"
    for end in (0, 1):
        for start in range(0, len(KINDS), 4):
            mix = [{"kind": kind.name, "volume": 1, "first": end, "second": end} for kind in KINDS[start : start + 4]]
            found = await lab.evaluate(js, mix)
            assert found["peak"] < 0.97, (mix, found)
            assert found["lufs"] > -40, (mix, found)


async def test_a_mix_of_four_is_the_same_again_and_rendered_in_a_fraction_of_its_time(lab):
    js = """async (layers) => {
      const [one, two] = [await lab.render(layers, 10), await lab.render(layers, 10)]
      const three = await lab.render(layers, 10)
      const same = (side) => one[side].every((x, n) => x === two[side][n])
      return { same: same("left") && same("right"), times: Math.max(one.times, two.times, three.times) }
    }"""
    found = await lab.evaluate(js, FOUR)
    assert found["same"]
    assert found["times"] > 10
