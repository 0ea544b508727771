"""By number, without a gap, whatever the layer does."""

import asyncio
import random
from typing import get_args

import pytest

from rooms.live.broadcast import Disconnection, Letter, Telling, pack, unpack
from rooms.live.hub import Hub
from rooms.live.moving import Moving
from syncroom import limits


class Listener:
    """A connection that notes what it is told."""

    def __init__(self, room=1, user=7, session="s", tab=None):
        self.room, self.user, self.session, self.tab = room, user, session, tab
        self.held, self.answers, self.heard, self.code = None, [], [], None
        self.who = (room, user, session, "stamp")

    def write(self, frames, texts):
        self.heard += [int(text) for text in texts]

    def hold(self, letters):
        self.held += letters

    def hangup(self, code):
        self.code = code


def told(*numbers):
    return [Telling(1, n, str(n).encode()) for n in numbers]


@pytest.fixture
async def hub():
    hub = Hub()
    hub.asked = []
    hub.open(repair=hub.asked.append, stir=lambda room: None, ring=lambda users: None)
    return hub


async def settle():
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_numbers_are_told_once_and_in_order_however_they_come(hub):
    listener = Listener()
    hub.enter(listener).start_at(0)
    numbers = list(range(1, 101)) * 2
    random.Random(5).shuffle(numbers)
    for number in numbers:
        hub.hear(told(number))
    await settle()
    assert listener.heard == list(range(1, 101))


async def test_a_gap_is_looked_up_after_a_moment(hub, monkeypatch):
    monkeypatch.setattr(limits, "GAP_SECONDS", 0.01)
    listener, asked = Listener(), asyncio.Event()
    hub.repair = lambda live: asked.set()
    live = hub.enter(listener)
    live.start_at(0)
    live.repair = hub.repair
    hub.hear(told(1, 3))
    await asyncio.wait_for(asked.wait(), 2)
    live.repaired(2, [(None, b"2")])
    await settle()
    assert listener.heard == [1, 2, 3]


async def test_a_room_nobody_is_in_costs_nothing(hub):
    listener = Listener()
    hub.enter(listener)
    hub.leave(listener)
    hub.hear(told(1))
    assert hub.rooms == {}


async def test_who_is_still_being_told_the_past_hears_the_present_later(hub):
    listener = Listener()
    listener.held = []
    hub.enter(listener).start_at(0)
    hub.hear(told(1))
    await settle()
    assert listener.heard == []
    assert [letter.seq for letter in listener.held] == [1]


@pytest.mark.parametrize(
    ("letter", "concerned"),
    [
        (Disconnection(4403, user=7, room=1), True),
        (Disconnection(4403, user=7), True),
        (Disconnection(4410, room=1), True),
        (Disconnection(4401, user=7, session="s"), True),
        (Disconnection(4403, user=8, room=1), False),
        (Disconnection(4403, user=7, room=2), False),
        (Disconnection(4401, user=7, session="another"), False),
    ],
)
async def test_only_those_meant_are_disconnected(hub, letter, concerned):
    listener = Listener()
    hub.enter(listener).start_at(0)
    hub.hear([*told(1), letter])
    await settle()
    assert listener.code == (letter.code if concerned else None)
    assert listener.heard == [1]


async def test_a_whisper_is_heard_by_one_person_and_kept_for_whoever_is_still_coming(hub):
    owner, member, coming = Listener(user=7), Listener(user=8), Listener(user=None)
    coming.held = []
    for listener in (owner, member, coming):
        hub.enter(listener)
    whisper = Telling(1, None, b"5", 7)
    hub.hear([whisper])
    await settle()
    assert (owner.heard, member.heard, coming.heard, coming.held) == ([5], [], [], [whisper])


async def test_what_is_for_one_tab_is_heard_by_no_other_of_the_same_person(hub):
    here, there, stranger = Listener(tab="a"), Listener(tab="b"), Listener(user=8, tab="a")
    for listener in (here, there, stranger):
        hub.enter(listener).start_at(0)
    hub.hear([Telling(1, None, b"5", 7, None, "a")])
    await settle()
    assert [listener.heard for listener in (here, there, stranger)] == [[5], [], []]


async def test_a_session_that_moved_takes_its_connections_along_and_no_others(hub):
    hers, comes_in, another = Listener(), Listener(), Listener(session="t")
    comes_in.held, comes_in.who = [], None
    for listener in hers, comes_in, another:
        hub.enter(listener).start_at(0)
    hub.hear(unpack(pack([Moving("s", "n")])))
    assert (hers.session, hers.who) == ("n", (1, 7, "n", "stamp"))
    assert (comes_in.session, comes_in.who) == ("n", None)
    assert (another.session, another.who) == ("t", (1, 7, "t", "stamp"))
    comes_in.held = None
    hub.hear([Disconnection(4401, user=7, session="s")])
    await settle()
    assert hers.code is comes_in.code is another.code is None
    hub.hear([Disconnection(4401, user=7, session="n")])
    await settle()
    assert (hers.code, comes_in.code, another.code) == (4401, 4401, None)


@pytest.mark.parametrize("kind", get_args(Letter))
def test_every_kind_of_letter_says_which_room_it_is_for_or_none(kind):
    assert "room" in kind.__struct_fields__ or kind.room is None
