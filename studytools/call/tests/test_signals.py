"""What two browsers tell each other: to one connection of the same call, from whom the server says, and nowhere else."""

import json

import pytest

from rooms.live.protocol import Refused, parse
from rooms.models import Connection, Room
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)
OFFER = {"type": "offer", "sdp": "v=0", "tracks": {"0": "mic", "1": "camera"}}
CANDIDATE = {"candidate": "candidate:1 1 udp 1 192.0.2.1 9 typ host", "sdpMid": "0", "sdpMLineIndex": 0, "usernameFragment": "abcd"}


def test_it_reaches_that_one_connection_with_the_senders_name_by_the_server(ask, join, come, ada, grace):
    (tab, mine), (other, theirs) = join(ada), join(grace)
    come(grace)  # another tab of hers, which hears nothing
    assert ask(ada, "signal", tab, to=theirs["id"], description=OFFER) is None
    assert ask.told == [(other, {"type": "call.signal", "from": mine["id"], "description": OFFER, "candidates": None})]
    assert ask(grace, "signal", other, to=mine["id"], candidates=[CANDIDATE]) is None
    assert ask.told == [(tab, {"type": "call.signal", "from": theirs["id"], "description": None, "candidates": [CANDIDATE]})]


@pytest.mark.parametrize("forged", [{"from": 1}, {"sender": 1}, {"description": OFFER | {"from": 1}}, {"candidates": [CANDIDATE | {"to": 1}]}])
def test_a_sender_cannot_be_forged(ada, forged):
    with pytest.raises(Refused, match="malformed"):
        parse(json.dumps({"type": "call.signal", "ref": 1, "to": 1, **forged}))


def test_who_is_not_in_the_call_signals_nobody(ask, join, come, ada, grace):
    _, mine = join(ada)
    assert ask(grace, "signal", come(grace), to=mine["id"], description=OFFER) == "not-in-call"
    assert ask.told == []


def test_another_tab_of_mine_is_not_in_it(ask, join, come, ada, grace):
    join(ada)
    _, theirs = join(grace)
    assert ask(ada, "signal", come(ada), to=theirs["id"], description=OFFER) == "not-in-call"


def test_nobody_in_another_room_is_reached(ask, join, ada, grace, mallory):
    other = Room.objects.create_for(mallory, "Elsewhere")
    tab, _ = join(mallory, where=other)
    _, mine = join(ada)
    assert ask(mallory, "signal", tab, where=other, to=mine["id"], description=OFFER) == "not-found"
    assert ask(mallory, "signal", tab, to=mine["id"], description=OFFER) == "forbidden"
    assert ask.told == []


def test_nobody_signals_themselves_or_who_left(ask, join, ada, grace):
    (tab, mine), (other, theirs) = join(ada), join(grace)
    assert ask(ada, "signal", tab, to=mine["id"], description=OFFER) == "not-found"
    ask(grace, "leave", other)
    assert ask(ada, "signal", tab, to=theirs["id"], description=OFFER) == "not-found"


def test_who_lost_the_room_is_tried_again_later(ask, join, ada, grace):
    tab, _ = join(ada)
    other, theirs = join(grace)
    Connection.objects.lost([other])
    assert ask(ada, "signal", tab, to=theirs["id"], description=OFFER) == "call-away"


def test_nothing_is_heard_from_who_was_removed(ask, join, ada, grace):
    _, mine = join(ada)
    tab, theirs = join(grace)
    ask(ada, "remove", id=theirs["id"])
    assert ask(grace, "signal", tab, to=mine["id"], description=OFFER) == "not-in-call"
    assert ask.told == []


def test_a_signal_has_its_limits(ask, join, ada, grace):
    (tab, _), (_, theirs) = join(ada), join(grace)
    room_left = limits.SIGNAL_BYTES - len('[{"type":"offer","sdp":"","tracks":{}},null]')
    assert ask(ada, "signal", tab, to=theirs["id"], description={"type": "offer", "sdp": "x" * room_left}) is None
    assert ask(ada, "signal", tab, to=theirs["id"], description={"type": "offer", "sdp": "x" * (room_left + 1)}) == "too-long"
    assert ask(ada, "signal", tab, to=theirs["id"], candidates=[CANDIDATE] * limits.SIGNAL_CANDIDATES) is None
    for field in ({"candidates": [CANDIDATE] * (limits.SIGNAL_CANDIDATES + 1)}, {"description": OFFER | {"sdp": "x" * (limits.SIGNAL_BYTES + 1)}}):
        with pytest.raises(Refused, match="malformed"):
            ask(ada, "signal", tab, to=theirs["id"], **field)
