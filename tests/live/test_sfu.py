"""What the server says to a real Janus in people's place: who gets a seat, who loses it, and what becomes of it when Janus goes."""

import asyncio

import pytest

from tests.live.client import until
from tests.live.programs import running
from tests.live.relays import Janus
from tests.live.sdp import ANSWER, OFFER, of

pytestmark = [pytest.mark.usefixtures("logs_are_clean"), pytest.mark.xdist_group("processes")]
SOON = 20  # seconds, on a busy machine


@pytest.fixture(scope="module")
def janus(tmp_path_factory):
    with running(Janus(tmp_path_factory.mktemp("janus")).start()) as janus:
        yield janus


@pytest.fixture
async def call(janus, serve, enter):
    """Ada and Grace in a call that is too large for their browsers."""
    server = serve(**janus.settings, SYNCROOM_CALL_CAMERAS=1, SYNCROOM_RECONCILE_SECONDS=1)
    ada, grace = server.person(), server.person()
    code = ada.create()
    grace.join(code)
    people = [await enter(ada, code), await enter(grace, code)]
    for n, person in enumerate(people):
        person.seat = f"seat-of-somebody-{n}"
        person.id = (await joined(person))["id"]
    return people


async def joined(person):
    answer = await person.ask("call.join", client_id=f"page-of-{person.person.cookie[-12:]}", camera=True)
    assert answer["type"] == "ok", answer
    return answer


async def offer(person, sdp=OFFER, seat=None):
    return await person.ask("call.sfu.offer", seat=seat or person.seat, sdp=sdp)


def told(person, type="call.sfu", **like):
    return [event for event in person.others if event["type"] == type and like.items() <= event.items()]


async def seated(person):
    assert (await offer(person))["type"] == "ok"
    await until(lambda: told(person, seat=person.seat, kind="answer"), SOON)


async def test_each_is_answered_in_their_own_connection(call, janus):
    ada, grace = call
    await seated(ada)
    await seated(grace)
    assert of(told(ada, kind="answer")[-1]["sdp"]) == ["audio recvonly", "video recvonly", "video recvonly", "audio recvonly"]
    assert await janus.people() == [{ada.id, grace.id}]
    assert not told(ada, seat=grace.seat) and not told(grace, seat=ada.seat)


async def test_whoever_missed_the_answer_hears_it_again(call):
    ada, _ = call
    await seated(ada)
    ada.others.clear()
    await ada.ask("call.sfu.look", seat=ada.seat)
    await until(lambda: told(ada, kind="answer"), SOON)
    await ada.ask("call.sfu.look", seat="a-seat-of-long-ago")
    await until(lambda: told(ada, "call.sfu.lost", seat="a-seat-of-long-ago"), SOON)


async def test_a_seat_is_had_by_whoever_is_in_this_call_and_by_nobody_else(call, enter):
    ada, _ = call
    mallory, outsider = ada.person.server.person(), ada.person.server.person()
    mallory.join(ada.code)
    watcher = await enter(mallory, ada.code)
    elsewhere = await enter(outsider, outsider.create())
    for somebody in (watcher, elsewhere):
        somebody.seat = "seat-of-a-stranger-1"
        assert (await offer(somebody))["code"] == "not-in-call"
        assert (await somebody.ask("call.sfu.answer", seat=ada.seat, feed=ada.id, sdp=ANSWER))["code"] == "not-in-call"
        assert (await somebody.ask("call.sfu.look", seat=ada.seat))["code"] == "not-in-call"
    assert (await elsewhere.ask("call.join", client_id="a-page-of-an-outsider", camera=True))["transport"] == "mesh"
    assert (await offer(elsewhere))["code"] == "not-found", "this call goes from browser to browser"
    await seated(ada)
    assert not told(watcher) and not told(elsewhere)


NONSENSE = {
    "no description": "v=1",
    "data instead of media": OFFER + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n",
    "more lines than there are": OFFER + OFFER[OFFER.index("m=") :],
    "nothing to send": OFFER[: OFFER.index("m=")],
    "too long": OFFER + "a=x\r\n" * 5_000,
}


async def test_nonsense_is_refused_and_harms_nobody(call):
    ada, grace = call
    await seated(ada)
    for what, sdp in NONSENSE.items():
        assert (await offer(grace, sdp))["code"] == "malformed", what
    for seat in ("short", "x" * 65, "with space in it, no"):
        assert (await offer(grace, seat=seat))["code"] == "malformed"
    assert (await offer(grace, "v=0\r\nm=audio 9 nonsense\r\n"))["type"] == "ok"  # Janus has the last word
    await until(lambda: told(grace, "call.sfu.lost", seat=grace.seat), SOON)
    await seated(grace)
    assert not told(ada, "call.sfu.lost")


async def test_no_address_of_a_browser_is_told_to_janus(call):
    """Or anybody could have Janus knock at doors inside its network."""
    from studytools.call.janus.describing import checked

    assert "candidate" in OFFER
    assert "candidate" not in checked(OFFER)


async def test_whoever_is_removed_loses_their_seat_and_the_others_hear_it(call, janus):
    ada, grace = call
    await seated(ada)
    await seated(grace)
    assert await janus.people() == [{ada.id, grace.id}]
    assert (await ada.ask("call.remove", id=grace.id))["type"] == "ok"
    await janus.become([{ada.id}])
    assert (await offer(grace))["code"] == "not-in-call"
    assert (await ada.ask("call.leave"))["type"] == "ok"
    await janus.become([])


async def test_a_page_that_is_taken_over_sits_there_no_more(call, enter, janus):
    ada, grace = call
    await seated(ada)
    await seated(grace)
    other = await enter(ada.person, ada.code)
    answer = await other.ask("call.join", client_id="another-page-of-the-same-person", camera=True)
    await janus.become([{grace.id}])
    assert (await offer(ada))["code"] == "not-in-call"
    other.seat, other.id = "seat-of-the-other-page", answer["id"]
    await seated(other)
    await janus.become([{grace.id, other.id}])


async def test_everybody_finds_back_when_janus_restarts(call, janus):
    ada, grace = call
    await seated(ada)
    await seated(grace)
    janus.stop()
    await until(lambda: told(ada, "call.sfu.lost", seat=ada.seat) and told(grace, "call.sfu.lost", seat=grace.seat), SOON)
    ada.seat = "seat-while-it-is-down"
    assert (await offer(ada))["type"] == "ok"
    await until(lambda: told(ada, "call.sfu.lost", seat=ada.seat), SOON)
    janus.start()
    ada.seat, grace.seat = "seat-of-ada-afterwards", "seat-of-grace-afterwards"
    await seated(ada)
    await seated(grace)
    assert await janus.people() == [{ada.id, grace.id}]


async def test_whoever_leaves_by_another_door_is_found_out(call, janus):
    """By a command in a process that has no loop."""
    ada, grace = call
    await seated(ada)
    await seated(grace)
    await asyncio.to_thread(ada.person.server.manage, "shell", "-c", "from studytools.models import Caller; Caller.objects.all().delete()")
    await janus.become([set()])


async def test_another_process_shows_somebody_out(janus, serve_together, enter):
    janus.stop()
    janus.start()  # without the room that the test before may have left empty
    env = {**janus.settings, "SYNCROOM_CALL_CAMERAS": 1, "SYNCROOM_RECONCILE_SECONDS": 600}
    near, far = serve_together(**env), serve_together(**env)
    ada, grace = near.person(), near.person()
    code = ada.create()
    grace.join(code)
    grace.server = far
    people = [await enter(ada, code), await enter(grace, code)]
    for n, person in enumerate(people):
        person.seat, person.id = f"seat-of-somebody-{n}", (await joined(person))["id"]
    for person in people:
        await seated(person)
    await janus.become([{person.id for person in people}])
    assert (await people[0].ask("call.remove", id=people[1].id))["type"] == "ok"
    await janus.become([{people[0].id}])
