"""A browser in words, from what it says of itself."""

import re

_BROWSERS = (
    ("Edge", r"Edg(e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrom(e|ium)/|CriOS/"),
    ("Safari", r"Version/\S+ .*Safari/"),
)
_SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("Mac", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux|X11"),
)


def device(agent):
    """“Firefox on Linux”, “Safari on iPhone”; what cannot be told is “Unknown browser”."""
    browser, system = _first(_BROWSERS, agent) or "Unknown browser", _first(_SYSTEMS, agent)
    return f"{browser} on {system}" if system else browser


def _first(kinds, agent):
    return next((name for name, pattern in kinds if re.search(pattern, agent[:500])), None)
