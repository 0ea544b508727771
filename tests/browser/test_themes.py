"""Every theme, accent and size: words stand out from whatever they stand on."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import expect

from accounts.preferences import THEMES, catalogue

from .test_accessible import problems

GROUNDS = ["paper", "raised", "sunk", "wash", "sky-1", "sky-2"]
WORDS = ["ink", "soft", "accent-ink", "danger", "good"]
PAIRS = [[word, ground, 4.5] for word in WORDS for ground in GROUNDS]
PAIRS += [["on-accent", "accent", 4.5], ["on-accent", "accent-deep", 4.5], ["on-danger", "danger", 4.5]]
PAIRS += [[bound, ground, 3] for bound in ("edge", "accent") for ground in ("paper", "raised")]

# Colours as the browser makes them of the tokens: [theme, accent, scheme, word, ground, contrast] of those that are too near to each other.
NEAR = """({ themes, accents, pairs }) => {
  const root = document.documentElement, pen = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
  const probe = document.body.appendChild(document.createElement("i"))
  const shine = (name) => {
    probe.style.color = `var(--${name})`
    pen.fillStyle = getComputedStyle(probe).color
    pen.fillRect(0, 0, 1, 1)
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05
  }
  const near = []
  for (root.dataset.theme of themes) for (root.dataset.accent of accents) for (const [word, ground, least] of pairs) {
    const [a, b] = [shine(word), shine(ground)], contrast = Math.max(a, b) / Math.min(a, b)
    if (contrast < least) near.push([root.dataset.theme, root.dataset.accent, word, ground, contrast.toFixed(2)])
  }
  return near
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_words_stand_out_in_every_theme_and_accent(serve, visit, scheme):
    ada = await visit(serve(), color_scheme=scheme)
    await ada.open("/")
    choices = {"themes": ["auto", *THEMES], "accents": list(catalogue["accent"].choices), "pairs": PAIRS}
    assert await ada.page.evaluate(NEAR, choices) == []
    assert await ada.page.evaluate(NEAR, choices | {"pairs": [["line", "paper", 4.5]], "themes": ["paper"], "accents": ["sea"]}) != []


async def test_what_is_chosen_holds_at_once_and_everywhere(serve, visit):
    ada = await visit(serve())
    await ada.create(display_name="Ada")
    other = await ada.page.context.new_page()
    await other.goto(ada.server.url + "/accounts/preferences/")
    for words in ("Harbour", "Plum", "Largest", "Wide"):
        await other.get_by_role("radio", name=words).check()
    root = ada.page.locator("html")
    for name, value in {"theme": "harbour", "accent": "plum", "text": "largest", "spacing": "wide"}.items():
        await expect(root).to_have_attribute(f"data-{name}", value)
    size, spacing = await ada.page.evaluate(
        "() => [getComputedStyle(document.documentElement).fontSize, getComputedStyle(document.body).letterSpacing]"
    )
    assert (float(size[:-2]), float(spacing[:-2]) > 0) == (21, True)
    assert await ada.page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    for theme in THEMES:
        await root.evaluate("(root, theme) => { root.dataset.theme = theme }", theme)
        assert problems(await Axe().run(ada.page)) == [], theme
