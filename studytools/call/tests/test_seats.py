"""A seat at Janus: what is said in somebody's place, and what is left of it when they go."""

import pytest

from rooms.live.protocol import Refused
from studytools.call.janus.describing import checked
from studytools.call.janus.gateway import Away, No
from studytools.call.janus.naming import hall_of
from studytools.call.janus.places import Place
from studytools.call.janus.seat import Seat
from tests.live.sdp import OFFER

ADA = Place(1, 10, 100, "tab")


class Book:
    """Notes what a seat says to Janus, and answers as Janus does."""

    def __init__(self, publishers=(), refuse=()):
        self.publishers, self.refuse = publishers, list(refuse)
        self.said, self.open, self.number, self.after = [], set(), 0, None

    async def attach(self):
        self.number += 1
        self.open.add(self.number)
        if self.after:
            await self.after()
        return self.number

    async def say(self, handle, body, jsep=None):
        self.said.append((handle, body["request"], jsep and jsep["type"]))
        if self.refuse and self.refuse[0][0] == body["request"]:
            raise No(self.refuse.pop(0)[1])
        data = {"private_id": 5, "publishers": [{"id": one} for one in self.publishers]}
        kind = "offer" if body["request"] == "join" else "answer"
        return data, {"type": kind, "sdp": f"{kind} to {handle}"}

    async def complete(self, handle):
        pass

    async def detach(self, handle):
        if handle not in self.open:
            raise No(459)
        self.open.remove(handle)

    @property
    def requests(self):
        return [request for _, request, _ in self.said]


@pytest.fixture
def sit():
    """sit(book) is Ada's seat; `told` is what her page hears."""

    def sit(book):
        seat = Seat(book, hall_of(10), ADA, "token", lambda place, token, feed, kind, sdp: seat.told.append((feed, kind, sdp)))
        seat.told = []
        return seat

    return sit


async def test_whoever_comes_is_answered_and_offered_the_others(sit):
    book = Book(publishers=[2, 3])
    seat = sit(book)
    await seat.offer(OFFER)
    assert book.requests == ["create", "joinandconfigure", "join", "join"]
    assert [(feed, kind) for feed, kind, _ in seat.told] == [(2, "offer"), (3, "offer"), (None, "answer")]
    await seat.answer(2, "theirs")
    await seat.answer(2, "theirs again")
    await seat.answer(9, "to nobody's")
    assert book.said[4:] == [(2, "start", "answer")]


async def test_a_page_that_looks_hears_what_it_has_not_answered(sit):
    seat = sit(Book(publishers=[2, 3]))
    await seat.offer(OFFER)
    await seat.answer(2, "theirs")
    seat.told.clear()
    await seat.look(again=[])
    assert [(feed, kind) for feed, kind, _ in seat.told] == [(None, "answer"), (3, "offer")]
    seat.told.clear()
    await seat.look(again=[2])
    assert [feed for feed, _, _ in seat.told] == [None, 2, 3]
    assert seat.told[1][2] == "offer to 4", "on a handle of its own"


async def test_who_comes_and_who_goes_is_heard_by_the_handle_of_the_sender(sit):
    book = Book()
    seat = sit(book)
    await seat.offer(OFFER)
    await seat.hear(1, {"janus": "event", "plugindata": {"data": {"publishers": [{"id": 2}]}}})
    assert set(seat.feeds) == {2}
    await seat.hear(1, {"janus": "event", "plugindata": {"data": {"unpublished": 2}}})
    await seat.hear(1, {"janus": "event", "plugindata": {"data": {"leaving": 2}}})
    assert (seat.feeds, book.open) == ({}, {1})


async def test_a_feed_that_broke_begins_anew_and_one_that_left_does_not(sit):
    book = Book(publishers=[2])
    seat = sit(book)
    await seat.offer(OFFER)
    await seat.answer(2, "theirs")
    await seat.hear(2, {"janus": "hangup"})
    assert (seat.feeds[2].handle, book.open) == (3, {1, 3})
    book.refuse = [("join", 428)]
    await seat.receive(2)
    assert (seat.feeds, book.open) == ({}, {1})


async def test_what_somebody_left_behind_is_shown_out_first(sit):
    book = Book(refuse=[("create", 427), ("joinandconfigure", 436)])
    seat = sit(book)
    await seat.offer(OFFER)
    assert book.requests == ["create", "joinandconfigure", "kick", "joinandconfigure"]


async def test_nothing_is_left_of_whoever_goes_not_even_of_what_was_being_begun(sit):
    book = Book(publishers=[2, 3])
    seat = sit(book)
    await seat.offer(OFFER)
    await seat.close()
    assert book.open == set()
    seat = sit(book)
    book.after = seat.close
    with pytest.raises(Away):
        await seat.offer(OFFER)
    assert book.open == set()
    assert seat.told == []


@pytest.mark.parametrize(
    "message",
    [
        {"janus": "hangup"},
        {"janus": "detached"},
        {"janus": "event", "plugindata": {"data": {"leaving": "ok", "reason": "kicked"}}},
        {"janus": "event", "plugindata": {"data": {"videoroom": "destroyed"}}},
    ],
)
async def test_a_seat_ends_with_what_it_sends(sit, message):
    seat = sit(Book(publishers=[2]))
    await seat.offer(OFFER)
    assert seat.ends_with(1, message)
    assert not seat.ends_with(2, message)
    for word in ("leaving", "kicked", "unpublished"):
        assert not seat.ends_with(1, {"janus": "event", "plugindata": {"data": {word: 7}}}), "somebody else"


def test_no_address_of_a_browser_is_told_to_janus():
    """Or anybody could have it knock at doors inside its network."""
    assert "a=candidate:" in OFFER
    assert "a=candidate:" not in checked(OFFER)
    assert checked(OFFER).count("\r\nm=") == 4


def test_what_is_no_sound_and_no_picture_is_refused():
    media = OFFER[OFFER.index("m=") :]
    for sdp in ("v=1", OFFER + media, OFFER[: OFFER.index("m=")], OFFER + "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n"):
        with pytest.raises(Refused):
            checked(sdp)


def test_a_rooms_name_there_is_its_own_and_no_other_sites(settings):
    names = [hall_of(room) for room in range(50)]
    assert len({hall.number for hall in names}) == len({hall.pin for hall in names} | {hall.secret for hall in names}) / 2 == 50
    assert all(0 < hall.number < 2**53 and len(hall.pin) == len(hall.secret) == 32 for hall in names)
    assert hall_of(1) == names[1]
    settings.SECRET_KEY = "another site's" * 4
    assert hall_of(1).number != names[1].number
