"""A browser, and people who use it."""

import pytest

from .people import DESK, Visitor, chromium


@pytest.fixture
async def browser():
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def visit(browser):
    """visit(server) opens a browser of somebody's own; at the end nothing may have complained.

    Nothing moves for its own sake unless the test is about that: a browser without a graphics card spends a core on it.
    """
    visitors = []

    async def visit(server, viewport=DESK, reduced_motion="reduce", **options):
        context = await browser.new_context(viewport=viewport, reduced_motion=reduced_motion, **options)
        visitors.append(Visitor(server, context, await context.new_page()))
        return visitors[-1]

    yield visit
    complaints = [complaint for visitor in visitors for complaint in visitor.complaints]
    assert complaints == []


@pytest.fixture
async def pair(serve, visit):
    """Ada in her room, Grace beside her on a phone."""
    from .people import PHONE

    server = serve()
    ada, grace = await visit(server), await visit(server, viewport=PHONE)
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    return ada, grace
