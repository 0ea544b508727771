"""Minutes of focus are given to the task somebody set out to do."""

from datetime import timedelta

import pytest

from rooms.live.protocol import Refused
from studytools.focus.actions import intend, outcome
from studytools.focus.models import Interval
from studytools.tasks.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def task(study, room):
    """task(user, title, mine) → a task of theirs, or of the room."""

    def task(user, title, mine=True):
        return Task.objects.get(pk=Task.objects.add(room.memberships.get(user=user), mine, title, title)["id"])

    return task


def seconds(task):
    return Task.objects.get(pk=task.pk).seconds


def test_a_task_gets_its_seconds_once_they_can_no_longer_be_cut(study, room, ada, task):
    reading = task(ada, "Reading")
    study.enter(room, ada)
    intend(room.memberships.get(user=ada), "Reading", reading.pk)
    study.focus(room)
    study.at(25).rest(room)
    assert Interval.objects.next_count() == study.now + timedelta(minutes=2)
    Interval.objects.count_for_tasks(study.at(26).now)
    assert seconds(reading) == 0
    Interval.objects.count_for_tasks(study.at(27).now)
    Interval.objects.count_for_tasks(study.at(28).now)
    assert seconds(reading) == 25 * 60
    assert Interval.objects.next_count() is None


def test_who_turns_to_another_task_in_between_gives_each_its_share(study, room, ada, task, credit):
    first, second = task(ada, "first"), task(ada, "second", mine=False)
    member = room.memberships.get(user=ada)
    study.enter(room, ada)
    intend(member, "first", first.pk)
    study.focus(room)
    study.at(10)
    intend(member, "second", second.pk)
    study.at(25).rest(room)
    Interval.objects.count_for_tasks(study.at(30).now)
    assert (seconds(first), seconds(second)) == (600, 900)
    assert credit(ada) == [(0, 10), (10, 25)]


def test_the_task_is_ticked_when_what_they_set_out_to_do_is_done(study, room, ada, task):
    reading = task(ada, "Reading")
    member = room.memberships.get(user=ada)
    intend(member, "Reading", reading.pk)
    outcome(member, "carry")
    assert Task.objects.get(pk=reading.pk).done_at is None
    outcome(member, "done")
    assert Task.objects.get(pk=reading.pk).done_at


def test_nobody_sets_out_to_do_somebody_elses_own_task(study, room, ada, grace, task):
    with pytest.raises(Refused, match="not-found"):
        intend(room.memberships.get(user=grace), "Reading", task(ada, "Reading").pk)
