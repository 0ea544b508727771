"""What people do to the timer stands in the room's log, and can be undone while nothing has happened since."""

from datetime import timedelta

import pytest

from rooms.live.protocol import Refused
from rooms.models import RoomAct
from studytools.models import Timer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def undo(room, ada):
    """undo() takes the last act back, in Ada's name."""
    return lambda: RoomAct.objects.latest(room.pk)[0].undo(room.memberships.select_related("room").get(user=ada))


def test_the_log_says_who_did_what(ask, room, ada, grace):
    ask(ada, "start")
    ask(grace, "pause")
    ask(grace, "edit", short=7)
    lines = [str(act) for act in RoomAct.objects.latest(room.pk)]
    assert lines[:3] == ["Grace changed the timer’s settings", "Grace paused the timer", "Ada started the timer"]


def test_what_the_timer_does_by_itself_is_not_in_it(ask, come, room, ada, clock):
    come(ada)
    ask(ada, "start")
    before = RoomAct.objects.count()
    clock.move(minutes=31)
    assert RoomAct.objects.count() == before


@pytest.mark.parametrize(
    ("act", "fields"), [("reset", {}), ("skip", {}), ("pause", {}), ("add", {"minutes": 5}), ("edit", {"focus": 50, "now": True, "quiet": True})]
)
def test_undone_it_is_as_it_was(ask, ada, grace, clock, timer, undo, act, fields):
    ask(grace, "start")
    clock.sleep(minutes=3)
    before = timer().snapshot()
    ask(ada, act, **fields)
    clock.sleep(minutes=1)
    undo()
    assert timer().snapshot() == before
    assert (timer().act, timer().by_name) == ("undone", "Ada")
    assert timer().ends_at == clock.to(minutes=25)


def test_undoing_the_first_start_is_a_timer_as_new(ask, ada, timer, undo):
    ask(ada, "start", mode="countdown", minutes=5)
    undo()
    assert timer().snapshot() == Timer().snapshot()


def test_a_phase_that_would_be_over_by_now_ends_when_it_was_to_end(ask, come, ada, clock, state, timer, undo):
    come(ada)
    ask(ada, "start")
    clock.move(minutes=24)
    ask(ada, "reset")
    clock.move(minutes=4)
    undo()
    assert state() == ("break", "running", 1)
    assert timer().ends_at == clock.to(minutes=30)


def test_what_has_changed_since_is_not_undone(ask, ada, undo, room, timer):
    ask(ada, "start")
    (first,) = [act for act in RoomAct.objects.latest(room.pk) if act.kind == "timer"]
    ask(ada, "pause")
    with pytest.raises(Refused, match="changed-meanwhile"):
        first.undo(room.memberships.select_related("room").get(user=ada))
    assert timer().state == "paused"


def test_a_member_does_not_undo_and_nobody_after_ten_minutes(ask, ada, grace, room, clock, undo, state):
    ask(grace, "start")
    with pytest.raises(Refused, match="forbidden"):
        RoomAct.objects.latest(room.pk)[0].undo(room.memberships.select_related("room").get(user=grace))
    clock.sleep(minutes=10, seconds=1)
    with pytest.raises(Refused, match="undo-over"):
        undo()
    assert state()[1] == "running"


def test_what_a_vote_decided_is_in_the_name_of_who_asked(ask, come, room, ada, grace):
    come(ada, grace)
    ask(ada, "edit", ready_check=True)
    ask(ada, "start")
    ask(grace, "ready")
    assert str(RoomAct.objects.latest(room.pk)[0]) == "Ada started the timer"
    assert RoomAct.objects.latest(room.pk)[0].at - RoomAct.objects.latest(room.pk)[1].at == timedelta()
