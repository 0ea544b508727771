"""What somebody changes about themselves reaches open pages at once, in every process."""

import pytest

from tests.live.client import until

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]


def liked(client):
    return [event["choices"] for event in client.others if event["type"] == "me.preferences"]


async def test_what_she_likes_reaches_her_own_pages_and_nobody_elses(serve, enter):
    server = serve()
    ada, grace = server.person(), server.person()
    code, other = ada.create(), ada.create(name="Other")
    grace.join(code)
    pages, hers = [await enter(ada, code), await enter(ada, other)], await enter(grace, code)
    assert ada.post("/accounts/preferences/", theme="lamp", next="/").status_code == 302
    await until(lambda: all(liked(page) == [{"theme": "lamp"}] for page in pages), timeout=2)
    assert liked(await enter(ada, code)) == [{"theme": "lamp"}]
    assert liked(hers) == []
