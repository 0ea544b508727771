"""Script in names and messages is only text, wherever it is shown."""

import pytest
from playwright.async_api import expect

PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "<svg/onload=alert(1)>",
    "{{7*7}}${alert(1)}",
    "</title><script>alert(1)</script>",
    "[x](javascript:alert(1))",
]


@pytest.mark.parametrize("payload", PAYLOADS)
async def test_script_is_inert_in_names_and_messages(serve, visit, payload):
    server = serve()
    ada, grace = await visit(server), await visit(server)
    code = await ada.create(name=payload, display_name=payload[:40])
    await grace.open(f"/rooms/{code}/")
    await grace.join("Grace")
    await grace.inside()
    await ada.write(payload)
    await ada.write(f"`{payload}` *{payload}*")
    await expect(grace.messages).to_have_count(2)
    await expect(grace.page.get_by_role("heading", level=1)).to_have_text(payload)
    for path in ("/", f"/rooms/{code}/settings/", f"/rooms/{code}/"):
        await ada.open(path)
    assert await grace.page.locator("#chat script:not([src]), #chat img, #chat svg[onload], #chat [href^='javascript']").count() == 0
