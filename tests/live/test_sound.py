"""The room's sound over the connection: everybody hears of it, who comes later and who was away too, in every process."""

import asyncio

import pytest

from tests.live.client import until

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]
RAIN = "1ogZPnUAAuj"


def sounds(client):
    return [(event["code"], event["playing"]) for event in client.others if event["type"] == "sound.changed"]


async def test_the_rooms_mix_is_followed_by_who_is_there_who_comes_and_who_was_away(serve, enter):
    server = serve()
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    here, she = await enter(ada, code), await enter(grace, code)
    assert (await here.ask("sound.set", code=RAIN))["type"] == "ok"
    await until(lambda: sounds(she) == [(RAIN, True)])
    await she.ws.close()
    assert (await here.ask("sound.play", on=False))["type"] == "ok"
    await she.enter()
    await until(lambda: sounds(she) == [(RAIN, True), (RAIN, False)])
    late = await enter(ada, code)
    assert sounds(late) == [(RAIN, False)]


async def test_what_is_no_mix_is_refused_and_nobody_hears_of_it(serve, enter):
    server = serve()
    ada = server.person()
    here = await enter(ada, ada.create())
    for wrong in (RAIN[:-1], "1" * 200, "\x00", "🎵"):
        assert (await here.ask("sound.set", code=wrong))["code"] == "no-mix"
    for malformed in ({"code": None}, {"code": "x" * 201}, {"code": 7}, {}, {"code": RAIN, "loud": True}):
        assert (await here.ask("sound.set", **malformed))["code"] == "malformed"
    assert (await here.ask("sound.play", on=True))["code"] == "no-sound"
    assert (await here.ask("sound.set", code=RAIN))["type"] == "ok"
    assert sounds(here) == [(RAIN, True)]


async def test_my_saved_mixes_follow_me_into_every_room_and_process(serve, enter):
    server = serve()
    ada, grace = server.person(), server.person()
    code, other = ada.create(), ada.create(name="Other")
    grace.join(code)
    here, elsewhere, she = await enter(ada, code), await enter(ada, other), await enter(grace, code)
    saved = await here.ask("sound.save", client_id="one", name="Rain", code=RAIN)
    assert saved["type"] == "ok"
    told = {"id": saved["id"], "name": "Rain", "code": RAIN}
    await until(lambda: [event["mix"] for event in elsewhere.others if event["type"] == "sound.saved"] == [told])
    await asyncio.wait_for(she.ask("ping"), 5)
    assert not [event for event in she.others if event["type"] == "sound.saved"]
