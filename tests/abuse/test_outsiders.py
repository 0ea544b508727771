"""Who is not in a room hears nothing of it: everything that can be told is told, and these listen."""

import asyncio
import re
from contextlib import suppress
from functools import partial

import pytest
import websockets

from rooms.live.protocol import Change, MyChange
from rooms.live.reference import events
from studytools.music.tests.samples import silence
from tests.live.client import Client, until

FOREIGN = ["https://evil.example", "null", "http://127.0.0.1.evil.example", "http://localhost:1", "file://", "", "http://[::1", "//127.0.0.1"]
ALARM = {"time": "07:30", "zone": "Europe/Berlin", "weekdays": [], "label": "SECRET"}
MIX = "1ogZPnUAAuj"
AT_CONNECTING = {"room.ready", "room.fresh", "me.fresh"}  # the answer to one connection's own beginning
FOR_MODERATORS = {"knock.waiting"}
FOR_ONE_TAB = {"call.signal", "call.stopped", "call.over"}  # the one that is in the call
BY_AN_SFU = {"call.sfu", "call.sfu.lost"}  # likewise, where there is one: tests/live/test_sfu.py


def of(type, **more):
    """Fields that are about what an earlier step made."""
    return lambda did: {"id": did[type]["id"]} | more


# What ada does, one after the other. Between them these tell every event there is; a new event needs a step that tells it.
STEPS = [
    ("chat.post", {"body": "SECRET", "client_id": "c1"}),
    ("chat.edit", of("chat.post", body="SECRET edited")),
    ("chat.typing", {}),
    ("room.report", lambda did: {"member": did["grace"], "why": "SECRET"}),
    ("chat.remove", of("chat.post")),
    ("questions.ask", {"text": "SECRET?", "client_id": "q1", "anonymous": True}),
    ("questions.vote", of("questions.ask", on=True)),
    ("questions.remove", of("questions.ask")),
    ("tasks.add", {"list": "room", "title": "SECRET", "client_id": "t1"}),
    ("tasks.remove", of("tasks.add", client_id="t2")),
    ("tasks.add", {"list": "mine", "title": "SECRET", "client_id": "t3"}),
    ("tasks.remove", of("tasks.add", client_id="t4")),
    ("alarms.add", ALARM | {"list": "room", "client_id": "a1"}),
    ("alarms.remove", of("alarms.add")),
    ("alarms.add", ALARM | {"list": "mine", "client_id": "a2"}),
    ("alarms.remove", of("alarms.add")),
    ("pocket.set", {"kind": "countdown", "seconds": 600, "label": "SECRET", "client_id": "p1"}),
    ("pocket.remove", of("pocket.set")),
    ("sound.set", {"code": MIX}),
    ("sound.save", {"client_id": "m1", "name": "SECRET", "code": MIX}),
    ("sound.remove", of("sound.save")),
    ("spotify.show", {"on": True}),
    ("focus.intend", {"text": "SECRET"}),
    ("timer.edit", {"version": 0, "quiet": True, "control": "vote"}),
    ("timer.start", lambda did: {"version": did["timer.edit"]["seq"]}),
    ("me.block", lambda did: {"member": did["grace"], "on": True}),
]
UNHEARD = {"chat.typing", "room.report"}  # by who did it


DECIDE = """
from chat.models import Horizon
from rooms.models import Report, Room
Report.objects.get().decide(None, "acted", "SECRET")
Horizon.objects.move(Room.objects.get(code=CODE), 1)
"""


class Ear(Client):
    """Notes every frame it is told, whatever it is."""

    def __init__(self, person, code):
        super().__init__(person, code)
        self.told = []

    def take(self, event):
        self.told.append(event)
        super().take(event)

    @property
    def types(self):
        return {event["type"] for event in self.told} - {"ok", "refused"}


@pytest.fixture
async def listen():
    """listen(person, code) connects somebody who notes everything."""
    ears = []

    async def listen(person, code):
        ears.append(Ear(person, code))
        return await ears[-1].enter()

    yield listen
    for ear in ears:
        await ear.close()


@pytest.fixture
def site(serve, logs_are_clean):
    """(ada, her room's code, grace who belongs, mallory who does not, the code of mallory's own room)"""
    server = serve(SYNCROOM_RECONCILE_SECONDS=1)  # what a command did is heard then
    ada, grace, mallory = server.person(), server.person(), server.person()
    code = ada.create(name="SECRET place")
    grace.join(code)
    return ada, code, grace, mallory, mallory.create(display_name="Mallory")


async def test_a_page_of_another_site_opens_no_connection(site):
    for origin in FOREIGN:
        with pytest.raises(websockets.InvalidStatus) as refused:
            await Client(*site[:2]).connect(Origin=origin)
        assert refused.value.response.status_code == 403


async def test_an_outsider_hears_nothing_whatever_is_told(site, listen):
    ada, code, grace, mallory, elsewhere = site
    inside, member, outside = await listen(ada, code), await listen(grace, code), await listen(mallory, elsewhere)
    numbers = list(outside.heard)
    await everything_happens(ada, inside, member, mallory)
    everything = {event.__struct_config__.tag: event for event in events()}
    personal = {tag for tag, event in everything.items() if issubclass(event, MyChange)}
    await hears(inside, set(everything) - AT_CONNECTING - BY_AN_SFU)
    assert member.types.isdisjoint(personal | FOR_MODERATORS | FOR_ONE_TAB | BY_AN_SFU)
    await until(lambda: member.last == inside.last)
    assert (await outside.ask("ping"))["type"] == "ok"
    assert outside.heard == numbers
    states = {tag for tag, event in everything.items() if not issubclass(event, Change | MyChange)}
    assert outside.types <= states | {"room.changed", "room.member"}
    assert not re.search("SECRET|Ada|Grace|" + code, str(outside.told))


async def hears(ear, types):
    with suppress(AssertionError):
        await until(lambda: ear.types >= types, 15)
    assert sorted(types - ear.types) == []


def heard_of(tool, ear, since):
    return any(event["type"].startswith(f"{tool}.") for event in ear.told[since:])


async def everything_happens(ada, inside, member, mallory):
    did = {"grace": next(id for id, (name, _) in inside.members.items() if name == "Grace")}
    for type, fields in STEPS:
        told = len(inside.told)
        did[type] = await inside.ask(type, **(fields(did) if callable(fields) else fields))
        assert did[type]["type"] == "ok", (type, did[type])
        if type not in UNHEARD:  # a state that is changed again at once may never be told
            await until(partial(heard_of, type.split(".")[0], inside, told))
    await music_happens(ada, inside)
    await call_happens(inside, member)
    voted = await member.ask("timer.pause", version=did["timer.start"]["seq"])
    assert voted["type"] == "ok"
    settings = f"/rooms/{inside.code}/settings/"
    form = {"name": "SECRET place", "topic": "SECRET", "visibility": "unlisted", "access": "approval", "capacity": 25, "lifetime": "temporary"}
    assert (await asyncio.to_thread(ada.post, settings, **form)).status_code == 302
    knock = f"/rooms/{inside.code}/knock/"
    assert (await asyncio.to_thread(mallory.post, knock, reason="Let me in")).status_code == 302
    assert (await asyncio.to_thread(ada.post, "/accounts/preferences/", theme="lamp")).status_code == 302
    await asyncio.to_thread(ada.server.manage, "shell", "-c", DECIDE.replace("CODE", repr(inside.code)))


async def call_happens(inside, member):
    """The room focuses: ada may speak for a moment, hears grace, is hushed, and joins once more."""
    page, once_more = {"client_id": "SECRET-page-of-somebody", "camera": False}, {"client_id": "another-page-of-ada", "camera": False}
    ada = 0
    for type, fields in (("rules", {"talk": True}), ("join", page), ("set", {"muted": False})):
        answer = await inside.ask(f"call.{type}", **fields)
        assert answer["type"] == "ok", (type, answer)
        ada = answer.get("id") or ada
    assert (await member.ask("call.join", **page))["type"] == "ok"
    assert (await member.ask("call.signal", to=ada, description={"type": "offer", "sdp": "SECRET"}))["type"] == "ok"
    for type, fields in (("rules", {"talk": False}), ("join", once_more), ("photo", {"picture": None})):
        answer = await inside.ask(f"call.{type}", **fields)
        assert answer["type"] == "ok", (type, answer)


async def music_happens(ada, inside):
    sent = await asyncio.to_thread(ada.upload, f"/rooms/{inside.code}/tracks/", silence(), "SECRET.wav")
    (track,) = sent.json()["ids"]
    made = await inside.ask("music.add-playlist", client_id="l1", name="SECRET", tracks=[track])
    row = next(event for event in reversed(inside.told) if event["type"] == "music.playlist")
    for type, fields in (
        ("remove-playlist", {"id": made["id"], "version": row["seq"]}),
        ("listen", {"on": True}),
        ("queue", {"client_id": "q1", "tracks": [track]}),
        ("play", {"version": 0}),
        ("vote", {}),
        ("remove-track", {"id": track}),
    ):
        assert (answer := await inside.ask(f"music.{type}", **fields))["type"] == "ok", (type, answer)


async def test_who_is_not_a_member_connects_to_no_room(site):
    ada, code, grace, mallory, elsewhere = site
    for person, where in ((mallory, code), (grace, elsewhere), (ada, elsewhere)):
        nobody = await Client(person, where).connect()
        await nobody.task
        assert (nobody.closed, nobody.messages, nobody.members) == (4404, {}, {})


async def test_lists_and_frames_have_their_limits(site, listen):
    ada, code = site[:2]
    inside = await listen(ada, code)
    long = await inside.ask("alarms.add", **ALARM | {"weekdays": [1] * 10_000, "list": "mine", "client_id": "a"})
    assert long["code"] == "malformed"
    await inside.ws.send("[" * 60_000)
    await inside.ws.send('{"type":"chat.post","ref":9,"body":"x","client_id":"' + "y" * 60_000 + '"}')
    assert (await inside.post("fine"))["type"] == "ok"
    await inside.ws.send("x" * 65_537)
    await until(lambda: inside.closed is not None)
    assert inside.closed == 1009
