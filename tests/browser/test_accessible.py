"""axe finds nothing on any page, in either theme."""

import pytest
from axe_playwright_python.async_playwright import Axe

from .people import PHONE


def problems(results):
    return [
        f"{violation['id']}: {violation['help']}: {[node['target'] for node in violation['nodes']][:3]}"
        for violation in results.response["violations"]
    ]


STRANGERS = ["/", "/rooms/", "/rooms/new/", "/join/?q=nothing", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nowhere/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_for_strangers(serve, visit, scheme):
    somebody = await visit(serve(), color_scheme=scheme)
    found = {}
    for path in STRANGERS:
        await somebody.open(path)
        found[path] = problems(await Axe().run(somebody.page))
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("device", ["desk", "phone"])
async def test_axe_finds_nothing_for_members(serve, visit, scheme, device):
    server = serve()
    size = {"viewport": PHONE} if device == "phone" else {}
    ada, grace = await visit(server, color_scheme=scheme, **size), await visit(server)
    code = await ada.create(display_name="Ada")
    await grace.open(f"/rooms/{code}/")
    joining = problems(await Axe().run(grace.page))
    await grace.join("Grace")
    await grace.inside()
    await grace.write("Some `code`, $x^2$ and\n```python\nif x: pass  # so\n```")
    await ada.write("An answer with [a link](https://example.org)")
    await ada.sees("An answer with a link")
    found = {"join": joining, "room": problems(await Axe().run(ada.page))}
    for path in ("/", f"/rooms/{code}/settings/", "/accounts/", "/accounts/logout/"):
        await ada.open(path)
        found[path] = problems(await Axe().run(ada.page))
    await ada.open(f"/rooms/{code}/settings/")
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_axe_finds_nothing_at_the_door(serve, visit, scheme):
    server = serve()
    ada, grace = await visit(server, color_scheme=scheme), await visit(server, color_scheme=scheme, viewport=PHONE)
    code = await ada.create(display_name="Ada", access="approval")
    found = {}

    async def look(visitor, name, path=None):
        if path:
            await visitor.open(path)
        found[name] = problems(await Axe().run(visitor.page))

    await look(grace, "door", f"/rooms/{code}/")
    await grace.page.locator("[name=display_name]").fill("Grace")
    await grace.page.get_by_label("Why you come").fill("the exam")
    await grace.page.get_by_role("button", name="Knock").click()
    await grace.page.wait_for_url("**/waiting/")
    await look(grace, "waiting")
    await ada.page.get_by_role("button", name="Let Grace in").wait_for()
    await look(ada, "room")
    await look(ada, "knocks", f"/rooms/{code}/knocks/")
    await ada.open(f"/rooms/{code}/invitations/")
    await ada.page.get_by_role("button", name="Make a link").click()
    await ada.page.get_by_role("img", name="QR code").wait_for()
    await look(ada, "invitation")
    await look(grace, "over", "/i/nothing-of-this-kind/")
    assert {path: what for path, what in found.items() if what} == {}
