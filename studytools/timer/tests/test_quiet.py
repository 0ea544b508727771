"""While the timer focuses the chat keeps quiet, and for no longer."""

from datetime import timedelta

import pytest

from chat.holding import Hold
from chat.models import Message
from rooms.live.broadcast import gathered
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)
PAUSED = timedelta(seconds=limits.PAUSED_SECONDS)


@pytest.fixture
def hold(room):
    """hold() is (since when, until when, whether messages wait too), or None."""
    return lambda: Hold.objects.filter(room=room).values_list("since", "until", "quiet").first()


@pytest.fixture
def held(room, grace):
    """held() says something; whether it waits."""

    def held():
        with gathered():
            Message.objects.post([(room.memberships.select_related("room").get(user=grace), "word", f"id-{Message.objects.count()}")])
        return Message.objects.order_by("-pk").first().place is None

    return held


def test_until_somebody_decides_messages_do_not_wait_but_questions_do(ask, ada, hold, held, clock):
    ask(ada, "start")
    assert hold() == (clock.now, clock.to(minutes=25), False)
    assert not held()


def test_what_is_said_in_focus_arrives_at_the_break(ask, come, ada, clock, hold, held):
    come(ada)
    ask(ada, "edit", quiet=True)
    assert not held()
    ask(ada, "start")
    assert held()
    clock.move(minutes=25)
    assert hold() is None
    assert not Message.objects.filter(place=None).exists()
    clock.move(minutes=5)
    assert hold() == (clock.now, clock.now + timedelta(minutes=25), True)


def test_more_time_is_more_quiet(ask, ada, clock, hold):
    ask(ada, "edit", quiet=True)
    ask(ada, "start")
    ask(ada, "add", minutes=5)
    assert hold() == (clock.now, clock.to(minutes=30), True)


def test_a_paused_timer_releases_after_60_seconds(ask, ada, clock, hold):
    ask(ada, "edit", quiet=True)
    ask(ada, "start")
    clock.sleep(minutes=10)
    ask(ada, "pause")
    assert hold() == (clock.to(), clock.now + PAUSED, True)
    clock.sleep(seconds=30)
    ask(ada, "add", minutes=1)
    assert hold()[1] == clock.to(minutes=10) + PAUSED
    clock.sleep(seconds=30)
    clock.chores()
    assert hold() is None
    ask(ada, "add", minutes=1)
    assert hold() is None
    ask(ada, "resume")
    assert hold() == (clock.to(), clock.now + timedelta(minutes=17), True)


@pytest.mark.parametrize("act", ["skip", "reset"])
def test_the_end_of_focus_by_hand_releases_at_once(ask, ada, hold, act):
    ask(ada, "edit", quiet=True)
    ask(ada, "start")
    ask(ada, act)
    assert hold() is None


def test_overtime_is_not_focus(ask, come, ada, clock, hold):
    come(ada)
    ask(ada, "edit", quiet=True, auto_break=False)
    ask(ada, "start")
    clock.move(minutes=26)
    assert hold() is None


def test_turned_off_in_focus_messages_arrive(ask, ada, hold, held):
    ask(ada, "edit", quiet=True)
    ask(ada, "start")
    assert held()
    ask(ada, "edit", quiet=False)
    assert hold()[2] is False
    assert not Message.objects.filter(place=None).exists()


def test_a_stopwatch_keeps_quiet_with_an_open_end(ask, ada, clock, hold):
    ask(ada, "edit", quiet=True)
    ask(ada, "start", mode="stopwatch")
    assert hold() == (clock.now, None, True)
