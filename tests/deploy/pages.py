"""The pages for people who run, moderate or change SyncRoom: what they say is to be typed, and what they name."""

import re

from tests.live.server import ROOT

PAGES = {str(path.relative_to(ROOT)): path.read_text() for path in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]}


def section(page, heading):
    return re.search(rf"^## {heading}\n(.*?)(?=^## |\Z)", PAGES[page], re.M | re.S)[1]


def blocks(text):
    """What is to be typed, a text for each block, without remarks."""
    found = re.findall(r"^```sh\n(.*?)^```", text, re.M | re.S)
    return ["".join(re.sub(r"\s{2,}# .*", "", line) + "\n" for line in block.splitlines()) for block in found]


def lines(page):
    return [line for block in blocks(PAGES[page]) for line in block.splitlines()]


def slugs(page):
    """What a link may lead to behind its #."""
    headings = re.findall(r"^#+ (.*)$", PAGES[page], re.M)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings} | set(re.findall(r'id="([\w-]+)"', PAGES[page]))
