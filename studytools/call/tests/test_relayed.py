"""Who is given what carries a call: names for the relay and seats at the SFU are for those in the call, and end with it."""

import pytest

from studytools.call import janus, turn
from studytools.call.janus import actions as seats
from studytools.call.seam import seam
from tests.live.sdp import OFFER

pytestmark = pytest.mark.django_db(transaction=True)
SEAT = {"seat": "seat-of-this-page-1", "sdp": OFFER}


@pytest.fixture
def relay(settings):
    settings.TURN_URLS, settings.TURN_SECRET = ["turn:127.0.0.1:1"], "sesame-of-the-tests-only"


@pytest.fixture
def asked(monkeypatch, settings):
    """A site with a Janus; what would be asked of it, [(verb, …), …]."""
    found = []
    settings.JANUS_URL = "ws://127.0.0.1:1"
    monkeypatch.setattr(seam, "sfu", janus)
    for module in (seats, __import__("studytools.call.janus.board", fromlist=["soon"])):
        monkeypatch.setattr(module, "soon", lambda verb, *args: found.append((verb.__name__, *args)))
    return found


def test_a_name_for_the_relay_is_given_to_whoever_is_in_the_call(ask, join, come, relay, ada, grace):
    tab, _ = join(ada)
    (server,) = ask(ada, "ice", tab)["servers"]
    assert server == turn.servers(ada.pk)[0][0] | {"username": server["username"], "credential": server["credential"]}
    assert ask(ada, "ice", tab)["until"].endswith("Z")
    assert ask(grace, "ice", come(grace)) == "not-in-call"
    assert ask(ada, "ice", come(ada)) == "not-in-call", "by the page that is in it"
    assert ask(grace, "check")["relay"] is True


def test_nobody_else_is_given_one_and_nobody_who_left(ask, join, come, relay, ada, grace, mallory):
    _, mine = join(ada)
    tab, hers = join(grace)
    assert ask(mallory, "ice", "any-tab") == "forbidden"
    assert ask(ada, "remove", id=hers["id"]) is None
    assert ask(grace, "ice", tab) == "not-in-call", "not renewed"
    assert mine["id"] != hers["id"]


def test_without_a_relay_there_is_no_name(ask, join, ada):
    tab, _ = join(ada)
    assert ask(ada, "ice", tab) == {"servers": [], "until": None}


def test_seats_are_for_calls_that_have_grown_and_end_with_being_in_them(ask, join, come, asked, ada, grace, monkeypatch):
    monkeypatch.setattr("syncroom.limits.CALL_CAMERAS", 1)
    tab, mine = join(ada, camera=True)
    assert ask(ada, "sfu.offer", tab, **SEAT) == "not-found", "it goes from browser to browser"
    assert asked == []
    other, hers = join(grace, camera=True)
    assert hers["transport"] == "janus"
    assert ask(ada, "sfu.offer", tab, **SEAT) is None
    assert ask(grace, "sfu.answer", other, feed=mine["id"], **SEAT) is None
    assert ask(grace, "sfu.look", other, seat=SEAT["seat"], again=[mine["id"]]) is None
    assert ask(grace, "sfu.offer", come(grace), **SEAT) == "not-in-call"
    assert [(what, place.id, place.user, place.tab) for what, place, *_ in asked] == [
        ("offer", mine["id"], ada.pk, tab), ("answer", hers["id"], grace.pk, other), ("look", hers["id"], grace.pk, other),
    ]  # fmt: skip
    asked.clear()
    assert ask(ada, "remove", id=hers["id"]) is None
    assert ask(grace, "sfu.offer", other, **SEAT) == "not-in-call"
    assert ask(ada, "leave", tab) is None
    assert [(what, *args[1:]) for what, *args in asked] == [("gone", hers["id"]), ("gone", mine["id"]), ("ended",)]


def test_a_call_that_never_grew_asks_nothing_of_janus(ask, join, asked, ada):
    tab, _ = join(ada)
    ask(ada, "leave", tab)
    assert [what for what, *_ in asked] == ["ended"]
