"""After three cycles without anything done one is asked; who does not answer was away since the question."""

from datetime import timedelta

import pytest

from rooms.models import Connection, Membership
from studytools.focus.models import Desk, Interval

pytestmark = pytest.mark.django_db


@pytest.fixture
def ring(study):
    """ring(minute) lets what is due then happen; True if anything was."""

    def ring(minute):
        study.at(minute)
        due = Desk.objects.next_due()
        Desk.objects.ask_who_is_still_there(study.now)
        return bool(due and due <= study.now)

    return ring


def asked(user):
    return bool(Desk.objects.filter(user=user, asked_at__isnull=False))


def test_who_did_nothing_for_three_cycles_is_asked_and_not_a_second_earlier(study, room, ada, ring):
    study.enter(room, ada)
    study.focus(room)
    assert not ring(89.99)
    assert not asked(ada)
    assert ring(90)
    assert asked(ada)


def test_whatever_they_do_counts_from_then(study, room, ada, ring):
    study.enter(room, ada)
    study.focus(room)
    study.at(30)
    Connection.objects.active(list(Connection.objects.values_list("pk", flat=True)))
    ring(90)
    assert not asked(ada)
    ring(120)
    assert asked(ada)


def test_breaks_between_phases_do_not_start_it_anew(study, room, ada, ring):
    study.enter(room, ada)
    for start in (0, 30, 60):
        study.at(start).focus(room)
        study.at(start + 25).rest(room)
    study.at(90).focus(room)
    ring(90)
    assert asked(ada)


def test_who_does_not_answer_in_two_minutes_is_away_and_earned_nothing_since_the_question(study, room, ada, ring, credit):
    study.enter(room, ada)
    study.focus(room)
    ring(90)
    ring(91.9)
    assert Membership.objects.get(room=room, user=ada).away_since is None
    ring(92)
    assert Membership.objects.get(room=room, user=ada).away_since == study.time(90)
    assert credit(ada) == [(0, 90)]
    assert not asked(ada)


def test_who_answers_goes_on_and_is_asked_again_three_cycles_later(study, room, ada, ring, credit):
    study.enter(room, ada)
    study.focus(room)
    ring(90)
    study.at(91)
    Desk.objects.get(user=ada).answer()
    ring(95)
    study.at(100)
    assert credit(ada) == [(0, None)]
    assert Interval.objects.get().ask_at == study.time(91) + timedelta(minutes=90)


def test_who_answers_too_late_earns_again_from_then(study, room, ada, ring, credit):
    study.enter(room, ada)
    study.focus(room)
    ring(90)
    ring(92)
    room.memberships.get(user=ada).come_back(study.at(100).now)
    study.at(110).rest(room)
    assert credit(ada) == [(0, 90), (100, 110)]


def test_nobody_is_asked_while_the_room_rests(study, room, ada, ring):
    study.enter(room, ada)
    study.focus(room)
    study.at(25).rest(room)
    assert not ring(900)
