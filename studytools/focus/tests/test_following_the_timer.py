"""The room's timer decides when the room focuses; what it did is credited as of when it did it."""

import pytest

from chat.events import Author
from studytools.focus.models import Phase
from studytools.timer.models import Timer

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(study, room, ada):
    """press(act, …) as Ada would."""

    def press(act, **arguments):
        timer = Timer.objects.of(room)
        timer.perform(act, study.now, Author(id=ada.pk, name="Ada"), **arguments)
        timer.settle(study.now)

    return press


def test_from_start_through_a_pause_to_the_end_at_its_scheduled_time(study, room, ada, press, credit):
    study.enter(room, ada)
    press("start")
    study.at(10)
    press("pause")
    study.at(12)
    press("resume")
    Timer.objects.end_due(study.at(27.5).now)
    assert credit(ada) == [(0, 10), (12, 27)]
    assert Phase.objects.get().ended_at == study.time(27)


def test_the_next_focus_is_another_phase_and_a_break_is_not_counted(study, room, ada, press, credit):
    study.enter(room, ada)
    press("start")
    for minute in (25, 30, 55):
        Timer.objects.end_due(study.at(minute).now)
    assert credit(ada) == [(0, 25), (30, 55)]
    assert list(Phase.objects.order_by("pk").values_list("round", flat=True)) == [1, 2]


def test_overtime_is_not_focus(study, room, ada, press, credit):
    study.enter(room, ada)
    press("edit", auto_break=False)
    press("start")
    Timer.objects.end_due(study.at(25).now)
    study.at(40)
    press("skip")
    assert credit(ada) == [(0, 25)]


def test_a_timer_that_parks_and_restarts_with_the_next_arrival_credits_them_from_then(study, room, ada, grace, press, credit):
    study.enter(room, ada)
    press("start")
    study.at(20).leave(room, ada)
    Timer.objects.end_due(study.at(25).now)
    study.at(90).enter(room, grace)
    study.at(100).leave(room, grace)
    assert (credit(ada), credit(grace)) == ([(0, 20)], [(90, 100)])


def test_phases_that_ended_unnoticed_are_credited_at_their_own_times(study, room, ada, press, credit):
    study.enter(room, ada)
    press("start")
    Timer.objects.end_due(study.at(57).now)
    assert credit(ada) == [(0, 25), (30, 55)]
