"""Tools are told who arrives and who left, and when: exactly, also when it is found out late."""

from datetime import timedelta

import pytest
from django.utils import timezone

from rooms.live import registry
from rooms.models import Connection, Process

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture
def heard(monkeypatch):
    """What tools are told: [("came" or "left", user id, at), …]."""
    heard = []
    monkeypatch.setattr(registry, "comings", [lambda people: heard.extend(("came", user, at) for _, user, at in people)])
    monkeypatch.setattr(registry, "goings", [lambda people: heard.extend(("left", user, at) for _, user, at in people)])
    return heard


@pytest.fixture
def enter(room):
    def enter(user, tab="", process="p", now=None):
        now = now or timezone.now()
        owner, made = Process.objects.get_or_create(id=process, defaults={"lease_until": now})
        if made:
            owner.renew()
        row = Connection(id=f"{user.pk}{tab}", process=owner, room=room, member=room.memberships.get(user=user), at=now)
        Connection.objects.enter([row], now)
        return row

    return enter


def lose(row):
    Connection.objects.lost([row.pk])
    row.refresh_from_db()
    return row


def test_who_comes_arrives_once_however_many_tabs_they_open(enter, heard, grace):
    enter(grace)
    enter(grace, tab="second")
    assert [(what, user) for what, user, _ in heard] == [("came", grace.pk)]


def test_who_closes_one_of_two_tabs_has_not_left(enter, heard, grace):
    enter(grace)
    second = lose(enter(grace, tab="second"))
    del heard[:]
    Connection.objects.sweep(second.until)
    assert heard == []


def test_who_does_not_return_left_when_the_connection_broke_not_when_their_grace_was_over(enter, heard, grace):
    row = lose(enter(grace))
    del heard[:]
    Connection.objects.sweep(row.until)
    assert heard == [("left", grace.pk, row.lost_at)]


def test_who_reloads_was_never_gone(enter, heard, grace):
    first = lose(enter(grace))
    enter(grace, tab="again")
    Connection.objects.sweep(first.until)
    assert "left" not in [what for what, *_ in heard]


def test_the_people_of_a_process_that_died_left_when_it_last_renewed_its_lease(enter, heard, grace):
    enter(grace)
    process = Process.objects.get()
    Connection.objects.sweep(process.lease_until)
    assert heard[1:] == [("left", grace.pk, process.renewed_at)]


def test_who_came_to_another_process_after_theirs_had_died_was_away_in_between(enter, heard, grace):
    enter(grace)
    died = Process.objects.get()
    back = enter(grace, tab="other", process="q", now=timezone.now() + 5 * SECOND)
    Process.objects.filter(id="q").update(lease_until=died.lease_until + 60 * SECOND)
    del heard[:]
    Connection.objects.sweep(died.lease_until)
    assert heard == [("left", grace.pk, died.renewed_at), ("came", grace.pk, back.at)]


def test_when_a_lone_process_starts_again_the_time_it_was_down_is_nobodys(enter, heard, grace):
    enter(grace)
    died = Process.objects.get()
    Connection.objects.abandon("new")
    enter(grace, tab="back", process="new")
    assert [entry[:2] for entry in heard] == [("came", grace.pk), ("left", grace.pk), ("came", grace.pk)]
    assert heard[1][2] == died.renewed_at
    Connection.objects.sweep(timezone.now() + 21 * SECOND)
    assert len(heard) == 3


def test_who_was_here_long_before_a_process_starts_is_not_waited_for(enter, grace, room):
    enter(grace)
    Process.objects.update(lease_until=timezone.now() - timedelta(minutes=6))
    Connection.objects.abandon("new")
    assert Connection.objects.people(room.pk) == 0


def test_leaving_and_being_removed_tell_at_once(enter, heard, room, ada, grace):
    enter(ada)
    enter(grace)
    del heard[:]
    room.memberships.get(user=ada).step_out()
    room.memberships.get(user=grace).revoke()
    assert [entry[:2] for entry in heard] == [("left", ada.pk), ("left", grace.pk)]


# Away


def state(room):
    return [(person.state, bool(person.since)) for person in Connection.objects.present([room.pk])[room.pk]]


def test_who_steps_away_is_shown_so_and_left_at_that_moment_until_they_are_back(enter, heard, room, grace):
    enter(grace)
    member, at = room.memberships.get(user=grace), timezone.now() - 30 * SECOND
    member.go_away(at)
    member.go_away(at + SECOND)
    assert state(room) == [("away", True)]
    member.come_back(at + 60 * SECOND)
    assert state(room) == [("here", False)]
    assert heard[1:] == [("left", grace.pk, at), ("came", grace.pk, at + 60 * SECOND)]


def test_who_is_away_stays_so_through_a_reload_but_not_through_a_night(enter, heard, room, grace):
    row = enter(grace)
    room.memberships.get(user=grace).go_away(timezone.now())
    lose(row)
    row = lose(enter(grace, tab="again"))
    assert state(room) == [("away", True)]
    Connection.objects.sweep(row.until)
    enter(grace, tab="morning", now=row.until)
    assert state(room)[0] == ("here", False)
    assert [entry[0] for entry in heard] == ["came", "left", "left", "came"]
