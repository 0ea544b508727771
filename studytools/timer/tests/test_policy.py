"""Who may do what to the timer."""

import pytest

from accounts.models import User
from rooms.models import Room
from rooms.permissions import Role
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)
ACTS = ["start", "pause", "resume", "skip", "add", "reset", "edit"]


@pytest.fixture
def katherine(room):
    """Moderates."""
    katherine = User.objects.create_user("katherine", password="johnson-1962", display_name="Katherine")
    room.admit(katherine, Role.MODERATOR)
    return katherine


def tried(ask, user, act, timer):
    """What they are answered, in a state in which the act is possible."""
    fields = {"add": {"minutes": 1}, "edit": {"focus": 30}}.get(act, {})
    return ask(user, act, **fields)


def prepare(ask, ada, act):
    if act != "start":
        ask(ada, "start")
    if act == "resume":
        ask(ada, "pause")


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize(
    ("control", "member", "moderator"), [("moderators", "forbidden", True), ("all", True, True), ("vote", "poll", "poll")], ids=lambda one: str(one)
)
def test_the_table_of_who_controls(ask, come, ada, grace, katherine, act, control, member, moderator):
    come(ada, grace, katherine)
    prepare(ask, ada, act)
    ask(ada, "edit", control=control)
    for user, expected in ((grace, member), (katherine, moderator)):
        answer = tried(ask, user, act, None)
        if expected == "forbidden":
            assert answer == "forbidden"
            continue
        assert list(answer) == [{"poll": "poll", True: "seq"}[expected]]
        if expected == "poll":
            ask(user, "cancel")
        else:
            ask(ada, "reset")
            prepare(ask, ada, act)


def test_moderators_control_public_rooms_and_all_members_others_until_it_is_set(ask, room, grace, ada, clock, timer):
    assert "seq" in ask(grace, "start")
    assert clock.told[-1]["control"] == "all"
    room.change(visibility="public")
    assert timer().as_event().control == "moderators"
    assert timer().seq == Room.objects.get(pk=room.pk).seq, "and everybody is told"
    assert ask(grace, "pause") == "forbidden"
    ask(ada, "edit", control="all")
    assert "seq" in ask(grace, "pause")


def test_where_the_tools_are_for_moderators_the_timer_is_too_but_everybody_votes_and_is_ready(ask, come, room, ada, grace, katherine, timer, state):
    come(ada, grace, katherine)
    ask(ada, "edit", ready_check=True)
    assert timer().as_event().control == "all"
    room.change(tools_by="moderators")
    assert timer().as_event().control == "moderators"
    assert timer().seq == Room.objects.get(pk=room.pk).seq
    assert ask(grace, "start") == "forbidden"
    ask(katherine, "start")
    ask(grace, "ready")
    ask(ada, "ready")
    assert state()[1] == "running"


@pytest.mark.parametrize("fields", [{"control": "all"}, {"aligned": True}, {"quiet": True}, {"focus": 30, "quiet": False}])
def test_only_moderators_change_who_controls_always_on_and_quiet(ask, come, ada, grace, katherine, timer, fields):
    assert ask(grace, "edit", **fields) == "forbidden"
    assert timer().seq == 0
    assert "seq" in ask(katherine, "edit", **fields)
    ask(ada, "edit", control="vote", aligned=False)
    come(ada, grace, katherine)
    assert "seq" in ask(katherine, "edit", **fields), "no vote on these"


# Votes


@pytest.fixture
def crowd(room, come, ask, ada, grace):
    """crowd(n): n people are present, Ada and Grace among them, and the timer is put to the vote."""

    def crowd(n):
        others = [User.objects.create_user(f"p{i}", display_name=f"P{i}") for i in range(n - 2)]
        for user in others:
            room.admit(user)
        people = [ada, grace, *others][:n]
        come(*people)
        ask(ada, "edit", control="vote")
        return people

    return crowd


@pytest.mark.parametrize(("present", "needed"), [(2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4)])
def test_a_vote_passes_at_half_of_those_present_rounded_up(ask, crowd, state, poll, present, needed):
    people = crowd(present)
    for n, user in enumerate(people, 1):
        if n == 1:
            answer = ask(user, "start")
            assert answer == ({"poll": True} if needed > 1 else answer)
        elif state()[1] == "idle":
            assert (poll().needed, poll().yes) == (needed, [one.pk for one in people[: n - 1]])
            ask(user, "vote", yes=True)
        assert state()[1] == ("running" if n >= needed else "idle")


def test_it_is_told_who_asked_and_for_what(ask, crowd, ada, clock, poll):
    crowd(4)
    ask(ada, "start", mode="countdown", minutes=45)
    told = poll()
    assert (told.kind, told.act, told.minutes, told.by.name, told.needed) == ("vote", "start", 45, "Ada", 2)
    assert told.ends_at == "2026-03-02T09:11:00.000Z"


def test_it_is_done_in_the_name_of_who_asked(ask, crowd, ada, grace, timer, poll):
    crowd(4)
    ask(ada, "edit", focus=40, auto_break=False)
    ask(grace, "vote", yes=True)
    assert (timer().focus, timer().auto_break, timer().by_name) == (40, False, "Ada")
    assert poll().kind is None


def test_a_vote_lapses_after_60_seconds(ask, crowd, ada, grace, clock, state, poll):
    crowd(4)
    ask(ada, "start")
    clock.move(seconds=limits.POLL_SECONDS - 1)
    assert poll().kind == "vote"
    clock.move(seconds=1)
    assert poll().kind is None
    assert ask(grace, "vote", yes=True) == "no-poll"
    assert state()[1] == "idle"


def test_who_is_away_neither_votes_nor_counts(ask, crowd, room, ada, clock, state):
    people = crowd(5)
    for user in people[3:]:
        room.memberships.get(user=user).go_away(clock.now)
    ask(ada, "start")
    assert state()[1] == "idle"
    ask(people[1], "vote", yes=True)
    assert state()[1] == "running"


def test_when_people_leave_fewer_are_needed(ask, crowd, go, ada, state):
    people = crowd(4)
    ask(ada, "start")
    go(people[3])
    assert state()[1] == "idle"
    go(people[2])
    assert state()[1] == "running"


def test_a_vote_ends_when_too_many_are_against_it_and_a_vote_may_be_changed(ask, crowd, ada, state, poll):
    people = crowd(4)
    ask(ada, "start")
    ask(people[1], "vote", yes=False)
    ask(people[2], "vote", yes=False)
    assert poll().kind == "vote"
    ask(people[2], "vote", yes=True)
    assert state()[1] == "running"
    ask(ada, "pause")
    for user in people[1:]:
        ask(user, "vote", yes=False)
    assert poll().kind is None
    assert state()[1] == "running"


def test_one_vote_at_a_time_and_whoever_asked_or_a_moderator_ends_it(ask, crowd, ada, grace, poll):
    people = crowd(4)
    ask(grace, "start")
    assert ask(people[2], "start") == "poll-running"
    assert ask(people[2], "cancel") == "forbidden"
    assert ask(people[2], "ready") == "no-poll"
    ask(ada, "cancel")
    assert poll().kind is None
    assert ask(ada, "cancel") == "no-poll"
    ask(grace, "start")
    ask(grace, "cancel")
    assert poll().kind is None


def test_the_room_hears_at_once_that_it_is_no_longer_asked(ask, crowd, ada, grace, clock, room):
    people = crowd(4)
    ask(grace, "start")
    ask(ada, "cancel")
    assert clock.stirred == {room.pk}
    ask(grace, "start")
    for voter in (ada, people[2], people[3]):
        ask(voter, "vote", yes=False)
        assert clock.stirred == {room.pk}
    assert ask(ada, "cancel") == "no-poll", "three of four said no"


def test_what_the_timer_would_refuse_is_not_put_to_the_vote(ask, crowd, ada, poll):
    crowd(4)
    assert ask(ada, "pause") == "timer-not-running"
    assert ask(ada, "edit", focus=500) == "out-of-range"
    assert poll().kind is None


def test_a_vote_on_a_phase_that_has_ended_meanwhile_is_void(ask, crowd, ada, grace, clock, state, poll):
    crowd(4)
    ask(ada, "start")
    ask(grace, "vote", yes=True)
    clock.move(minutes=24, seconds=30)
    ask(ada, "skip")
    clock.move(seconds=30)
    assert state() == ("break", "running", 1)
    assert poll().kind is None
    assert ask(grace, "vote", yes=True) == "no-poll"


def test_a_vote_that_passes_as_the_phase_ends_changes_nothing(ask, crowd, ada, grace, clock, state):
    crowd(4)
    ask(ada, "start")
    ask(grace, "vote", yes=True)
    clock.move(minutes=24, seconds=30)
    ask(ada, "skip")
    clock.sleep(seconds=30)
    ask(grace, "vote", yes=True)
    clock.move(seconds=1)
    assert state() == ("break", "running", 1)


# Ready?


def test_with_a_ready_check_it_starts_when_all_who_are_present_are_ready(ask, come, ada, grace, katherine, state, poll):
    come(ada, grace, katherine)
    ask(ada, "edit", ready_check=True)
    assert ask(ada, "start") == {"poll": True}
    assert (poll().kind, poll().needed) == ("ready", 3)
    ask(grace, "ready")
    assert state()[1] == "idle"
    ask(katherine, "ready")
    assert state()[1] == "running"
    assert "seq" in ask(grace, "pause"), "only a start is asked for"


def test_a_ready_check_lapses_after_60_seconds_and_waits_for_nobody_who_has_left(ask, come, go, ada, grace, katherine, clock, state, poll):
    come(ada, grace, katherine)
    ask(ada, "edit", ready_check=True)
    ask(ada, "start")
    clock.move(seconds=limits.POLL_SECONDS)
    assert (poll().kind, state()[1]) == (None, "idle")
    ask(ada, "start")
    ask(grace, "ready")
    go(katherine)
    assert state()[1] == "running"


def test_who_asked_or_a_moderator_does_not_have_to_wait(ask, come, ada, grace, katherine, state, timer):
    come(ada, grace, katherine)
    ask(ada, "edit", ready_check=True)
    ask(grace, "start", mode="countdown", minutes=40)
    assert "seq" in ask(grace, "start")
    assert (timer().mode, timer().length_ms, timer().by_name) == ("countdown", 40 * 60_000, "Grace")
    ask(ada, "reset")
    ask(ada, "start")
    assert ask(grace, "start") == "poll-running"
    assert "seq" in ask(katherine, "start")
    ask(ada, "edit", control="vote")
    ask(ada, "reset")
    ask(katherine, "vote", yes=True)
    assert state()[1] == "idle"
    ask(grace, "start")
    assert ask(grace, "start") == "poll-running", "where the room votes, nobody decides alone"


def test_alone_one_waits_for_nobody(ask, come, ada, state):
    come(ada)
    ask(ada, "edit", ready_check=True)
    assert "seq" in ask(ada, "start")
