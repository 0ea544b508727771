"""Intention, focus, recap: one line for the room in place of twelve."""

from datetime import timedelta

import pytest

from chat.models import Message
from studytools.focus.models import Desk, Phase
from studytools.focus.words import recap

pytestmark = pytest.mark.django_db


@pytest.fixture
def intend(room):
    return lambda user, words: Desk.objects.of(room.memberships.get(user=user)).intend(words)


@pytest.fixture
def settle(room):
    def settle(user, outcome):
        member = room.memberships.get(user=user)
        Desk.objects.of(member).settle(outcome, member)

    return settle


def begin(study, room, number=1):
    Phase.objects.begin([(room.pk, study.now, number)])


def end(study, room):
    Phase.objects.end([(room.pk, study.now)])


def told():
    return list(Message.objects.filter(author=None).order_by("place").values_list("body", flat=True))


def test_the_room_gets_one_line_a_minute_after_the_phase(study, room, ada, grace, intend, settle):
    study.enter(room, ada, grace)
    intend(ada, "Esters")
    intend(grace, "Lab report")
    begin(study, room)
    end(study.at(25), room)
    settle(ada, "done")
    assert Phase.objects.next_due() == study.now + timedelta(seconds=60)
    Phase.objects.tell_due(study.at(26).now)
    Phase.objects.tell_due(study.at(27).now)
    assert told() == ["Round 1\nAda finished “Esters”."]


def test_once_everybody_has_answered_it_comes_at_once(study, room, ada, grace, intend, settle):
    study.enter(room, ada, grace)
    intend(ada, "Esters")
    intend(grace, "Lab report")
    begin(study, room, 2)
    end(study.at(25), room)
    settle(ada, "carry")
    assert told() == []
    settle(grace, "blocked")
    assert told() == ["Round 2\nAda carries on with “Esters”, Grace is stuck at “Lab report”."]
    Phase.objects.tell_due(study.at(30).now)
    assert len(told()) == 1


def test_where_nobody_set_out_to_do_anything_nothing_is_said(study, room, ada):
    study.enter(room, ada)
    begin(study, room)
    end(study.at(25), room)
    Phase.objects.tell_due(study.at(26).now)
    assert told() == []
    assert Phase.objects.next_due() is None


def test_a_phase_that_begins_before_the_recap_was_due_brings_it_first(study, room, ada, intend, settle):
    study.enter(room, ada)
    intend(ada, "Esters")
    begin(study, room)
    end(study.at(25), room)
    Desk.objects.update(outcome="done")
    begin(study.at(25.5), room, 2)
    assert told() == ["Round 1\nAda finished “Esters”."]


def test_what_is_carried_on_stays_and_what_is_done_or_blocked_is_cleared(study, room, ada, grace, intend):
    intend(ada, "Esters")
    intend(grace, "Lab report")
    begin(study, room)
    end(study.at(25), room)
    Desk.objects.filter(user=ada).update(outcome="carry")
    Desk.objects.filter(user=grace).update(outcome="blocked")
    begin(study.at(30), room, 2)
    assert set(Desk.objects.values_list("user", "doing", "outcome")) == {(ada.pk, "Esters", ""), (grace.pk, "", "")}


def test_a_pause_is_within_the_phase(study, room):
    begin(study, room)
    begin(study.at(5), room)
    assert Phase.objects.count() == 1


def test_who_has_left_for_good_is_not_named(study, room, ada, grace, intend, settle):
    study.enter(room, ada)
    intend(grace, "Lab report")
    begin(study, room)
    end(study.at(25), room)
    Desk.objects.filter(user=grace).update(outcome="done")
    room.memberships.get(user=grace).revoke()
    Phase.objects.tell_due(study.at(26).now)
    assert told() == []


@pytest.mark.parametrize(
    ("people", "words"),
    [
        ([], ""),
        ([("Ada", "Esters", "done")], "Ada finished “Esters”."),
        ([("Ada", "Esters", "done"), ("Lin", "Labs", "done")], "Ada finished “Esters”, Lin finished “Labs”."),
        (
            [("Ada", "a", "done"), ("Lin", "b", "done"), ("Kay", "c", "carry"), ("Sue", "d", "carry")],
            "Ada and Lin finished, Kay and Sue carry on.",
        ),
        ([(name, "x", "done") for name in "ABCD"] + [("Kay", "Ethers", "blocked")], "A, B, C and D finished, Kay is stuck at “Ethers”."),
        ([("Ada", "E" * 90, "done")], f"Ada finished “{'E' * 59}…”."),
    ],
)
def test_one_line_holds_everybody(people, words):
    assert recap(people) == words
