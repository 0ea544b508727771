"""Minutes are presence ∩ focus, to the moment, whoever comes late, leaves early, pauses or crashes."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rooms.models import Connection, Process, Room
from studytools.focus.actions import flow
from studytools.focus.models import Desk, Interval, Span

from .conftest import CYCLE

pytestmark = pytest.mark.django_db


def test_who_is_here_from_start_to_end_gets_all_of_it(study, room, ada, credit):
    study.enter(room, ada)
    study.at(5).focus(room)
    study.at(30).rest(room)
    assert credit(ada) == [(5, 30)]


def test_who_comes_late_or_leaves_early_gets_exactly_their_share(study, room, ada, grace, credit):
    study.enter(room, ada)
    study.focus(room)
    study.at(10).enter(room, grace)
    study.at(20).leave(room, ada)
    study.at(25).rest(room)
    assert (credit(ada), credit(grace)) == ([(0, 20)], [(10, 25)])


def test_a_pause_is_not_counted(study, room, ada, credit):
    study.enter(room, ada)
    study.focus(room)
    study.at(10).rest(room)
    study.at(15).focus(room)
    study.at(30).rest(room)
    assert credit(ada) == [(0, 10), (15, 30)]


def test_two_tabs_are_counted_once(study, room, ada, credit):
    study.enter(room, ada)
    study.focus(room)
    study.at(5).enter(room, ada, tab="second")
    study.at(10).lose(room, ada)
    study.at(11).sweep()
    study.at(25).rest(room)
    assert credit(ada) == [(0, 25)]


def test_a_reload_costs_nothing(study, room, ada, credit):
    study.enter(room, ada)
    study.focus(room)
    study.at(10).lose(room, ada)
    study.at(10.1).enter(room, ada, tab="again")
    study.at(10.5).sweep()
    study.at(25).rest(room)
    assert credit(ada) == [(0, 25)]


def test_who_loses_the_connection_and_does_not_return_stops_earning_when_it_broke(study, room, ada, credit):
    study.enter(room, ada)
    study.focus(room)
    study.at(10).lose(room, ada)
    study.at(10.5).sweep()
    study.at(25).rest(room)
    assert credit(ada) == [(0, 10)]


def test_a_phase_that_ends_or_begins_within_the_grace_of_a_lost_connection_gives_nothing_either(study, room, ada, credit):
    study.enter(room, ada)
    study.focus(room)
    study.at(24.9).lose(room, ada)
    study.at(25).rest(room)
    study.at(25.1).focus(room)
    study.at(25.3).sweep()
    assert credit(ada) == [(0, 24.9)]


def test_in_two_rooms_at_once_one_earns_in_one_of_them(study, room, ada, credit):
    other = Room.objects.create_for(ada, "Library")
    study.enter(room, ada)
    study.enter(other, ada)
    study.focus(room, other)
    study.at(10).rest(room)
    study.at(25).rest(other)
    assert credit(ada) == [(0, 10), (10, 25)]
    assert {row.room_id for row in Interval.objects.all()} == {room.pk, other.pk}


def test_who_leaves_one_room_goes_on_earning_in_the_other_since_that_moment(study, room, ada, credit):
    other = Room.objects.create_for(ada, "Library")
    study.enter(room, ada)
    study.focus(room, other)
    study.at(5).enter(other, ada)
    study.at(10).lose(room, ada)
    study.at(11).sweep()
    study.at(25).rest(other)
    assert credit(ada) == [(0, 10), (10, 25)]


def test_who_is_found_to_have_left_one_room_also_gets_what_the_other_focused_meanwhile(study, room, ada, credit):
    other = Room.objects.create_for(ada, "Library")
    study.enter(room, ada)
    study.enter(other, ada)
    study.focus(room, other)
    study.at(10).lose(room, ada)
    study.at(10.1).rest(other)
    study.at(10.2).focus(other)
    study.at(10.4).sweep()
    study.at(25).rest(other)
    assert (credit(ada, room), credit(ada, other)) == ([(0, 10)], [(10, 10.1), (10.2, 25)])


def test_of_two_rooms_that_are_found_to_focus_the_one_that_did_so_first_counts(study, room, ada, credit):
    other = Room.objects.create_for(ada, "Library")
    study.enter(room, ada)
    study.enter(other, ada)
    study.at(10)
    Span.objects.begin([(room.pk, study.time(5.1), CYCLE), (other.pk, study.time(5), CYCLE)])
    study.rest(room, other)
    assert credit(ada) == [(5, 10)]


def test_after_a_crash_minutes_end_at_the_last_renewal_of_the_lease(study, room, ada, credit):
    study.enter(room, ada)
    study.focus(room)
    renewed = study.time(12)
    Process.objects.update(lease_until=renewed + timedelta(seconds=40))
    study.at(14)
    Connection.objects.abandon("new")
    study.process = Process.objects.create(id="new", lease_until=study.time(999))
    study.at(14.2).enter(room, ada, tab="back")
    study.at(14.5).sweep()
    study.at(25).rest(room)
    assert credit(ada) == [(0, 12), (14.2, 25)]


def test_a_transition_that_is_noticed_late_counts_from_when_it_was_due(study, room, ada, grace, credit):
    study.enter(room, ada)
    study.focus(room)
    study.at(25.4).enter(room, grace)
    study.at(25.5).rest(room, since=study.time(25))
    assert (credit(ada), credit(grace)) == ([(0, 25)], [])
    study.at(30.5).focus(room, since=study.time(30))
    study.at(40).rest(room)
    assert (credit(ada)[1:], credit(grace)) == ([(30, 40)], [(30, 40)])


def test_who_was_found_out_late_to_have_come_back_gets_the_phases_in_between(study, room, ada, credit):
    study.focus(room)
    study.at(10).rest(room)
    study.at(15).focus(room)
    Interval.objects.arrive([(room.pk, ada.pk, study.time(5))])
    study.at(20).rest(room)
    assert credit(ada) == [(5, 10), (15, 20)]


def test_away_time_does_not_count(study, room, ada, credit):
    study.enter(room, ada)
    study.focus(room)
    member = room.memberships.get(user=ada)
    member.go_away(study.at(10).now)
    member.come_back(study.at(15).now)
    study.at(25).rest(room)
    assert credit(ada) == [(0, 10), (15, 25)]


def test_who_is_away_as_a_phase_begins_earns_nothing_in_it(study, room, ada, credit):
    study.enter(room, ada)
    room.memberships.get(user=ada).go_away(study.now)
    study.at(1).focus(room)
    study.at(25).rest(room)
    assert credit(ada) == []


def test_who_is_removed_keeps_what_they_earned(study, room, grace, credit):
    study.enter(room, grace)
    study.focus(room)
    study.at(10)
    room.memberships.get(user=grace).revoke()
    assert credit(grace) == [(0, 10)]


def test_minutes_outlive_the_room(study, room, ada, credit):
    study.enter(room, ada)
    study.focus(room)
    study.at(10).rest(room)
    Room.objects.dismantle([room.pk])
    assert credit(ada) == [(0, 10)]


def test_who_is_in_flow_goes_on_while_the_room_breaks(study, room, ada, grace, credit):
    study.enter(room, ada, grace)
    study.focus(room)
    desk = Desk.objects.of(room.memberships.get(user=ada))
    study.at(20)
    desk.flow(True)
    study.at(25).rest(room)
    study.at(28)
    assert Desk.objects.get().flow(False) == 8 * 60
    assert (credit(ada), credit(grace)) == ([(0, 28)], [(0, 25)])


def test_flow_needs_no_timer_and_ends_with_whoever_leaves(study, room, ada, credit):
    study.enter(room, ada)
    Desk.objects.of(room.memberships.get(user=ada)).flow(True)
    study.at(7).leave(room, ada)
    assert credit(ada) == [(0, 7)]
    assert Desk.objects.get().flow_since is None


def test_who_begins_to_flow_is_not_away(study, room, ada, credit):
    study.enter(room, ada)
    member = room.memberships.get(user=ada)
    member.go_away(study.now)
    flow(member, True)
    member.refresh_from_db()
    assert member.away_since is None
    assert flow(study.at(10) and member, False) == {"flow": 600, "earned": 120}
    assert credit(ada) == [(0, 10)]


def test_who_begins_to_flow_here_no_longer_earns_elsewhere(study, room, ada, credit):
    other = Room.objects.create_for(ada, "Library")
    study.enter(room, ada)
    study.enter(other, ada)
    study.focus(other)
    study.at(5)
    desk = Desk.objects.of(room.memberships.get(user=ada))
    desk.flow(True)
    study.at(15)
    desk.flow(False)
    study.at(25).rest(other)
    assert (credit(ada, other), credit(ada, room)) == ([(0, 5), (15, 25)], [(5, 15)])


class Ledger:
    """What ought to be credited, by second nature: minute by minute, who is here and not away, and the room focuses or they flow."""

    def __init__(self, study, room, people):
        self.study, self.room, self.people, self.clock, self.focusing = study, room, people, 0, False
        self.here, self.away, self.flow = ([False] * len(people) for _ in range(3))
        self.tabs, self.due = [0] * len(people), [0] * len(people)

    def act(self, act, who, wait):
        self.study.at(self.clock)
        getattr(self, act)(who, self.people[who])
        for one in range(len(self.people)):
            counts = self.here[one] and not self.away[one] and (self.focusing or self.flow[one])
            self.due[one] += wait if counts else 0
        self.clock += wait
        self.study.at(self.clock).sweep()

    def enter(self, who, user):
        if not self.here[who]:
            self.tabs[who] += 1
            self.study.enter(self.room, user, tab=str(self.tabs[who]))
            self.here[who], self.away[who] = True, False

    def leave(self, who, user):
        self.study.leave(self.room, user)
        self.here[who] = self.flow[who] = False

    def lose(self, who, user):
        if self.here[who]:
            self.study.lose(self.room, user, tab=str(self.tabs[who]))
            self.here[who] = self.flow[who] = False

    def focus(self, who, user):
        self.study.focus(self.room)
        self.focusing = True

    def rest(self, who, user):
        self.study.rest(self.room)
        self.focusing = False

    def step_away(self, who, user):
        if self.here[who]:
            self.room.memberships.get(user=user).go_away(self.study.now)
            self.away[who], self.flow[who] = True, False

    def return_(self, who, user):
        self.room.memberships.get(user=user).come_back(self.study.now)
        self.away[who] = False

    def flow_on(self, who, user):
        if self.here[who] and not self.away[who]:
            Desk.objects.of(self.room.memberships.get(user=user)).flow(True)
            self.flow[who] = True

    def flow_off(self, who, user):
        Desk.objects.of(self.room.memberships.get(user=user)).flow(False)
        self.flow[who] = False


ACTS = ["enter", "leave", "lose", "focus", "rest", "step_away", "return_", "flow_on", "flow_off"]
HISTORIES = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 1), st.integers(1, 9)), max_size=25)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=HISTORIES)
def test_whatever_happens_in_whatever_order_the_sum_is_presence_and_focus(study, room, ada, grace, history):
    with transaction.atomic():
        ledger = Ledger(study, room, [ada, grace])
        for act in history:
            ledger.act(*act)
        for user, due in zip(ledger.people, ledger.due, strict=True):
            rows = Interval.objects.filter(user=user)
            assert sum(((row.ended_at or study.now) - row.started_at).total_seconds() for row in rows) / 60 == due
        transaction.set_rollback(True)
