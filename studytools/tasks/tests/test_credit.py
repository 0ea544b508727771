"""The focus that is spent on tasks, and finishing them from elsewhere."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rooms.live.broadcast import Ringing, Telling, gathered
from rooms.live.protocol import Refused
from rooms.models import Room
from studytools.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


def test_focus_is_added_and_told_in_both_lists(add, room, ada, grace):
    ours, mine, hers = add(ada, "Ours"), add(ada, "Mine", "mine"), add(grace, "Hers", "mine")
    with gathered() as letters:
        Task.objects.worked({ours.pk: 600, mine.pk: 1500, hers.pk: 60})
        Task.objects.worked({ours.pk: 900, 10_000: 5})
    assert dict(Task.objects.values_list("title", "seconds")) == {"Ours": 1500, "Mine": 1500, "Hers": 60}
    told = [json.loads(letter.text)["task"] for letter in letters if isinstance(letter, Telling)]
    assert [(task["id"], task["seconds"], task["versions"]) for task in told] == [(ours.pk, 600, {}), (ours.pk, 1500, {})]
    assert {letter.user for letter in letters if isinstance(letter, Ringing)} == {ada.pk, grace.pk}
    assert [event.task.seconds for _, event in Task.objects.mine({ada.pk: mine.seq})] == [1500]
    assert Room.objects.get(pk=room.pk).seq == Task.objects.get(pk=ours.pk).seq == ours.seq + 2


def test_focus_disturbs_no_edit(ask, add, ada):
    task = add(ada, "Essay")
    Task.objects.worked({task.pk: 60})
    assert isinstance(ask(ada, "edit", id=task.pk, base=task.seq, title="B")[0], dict)


def test_many_tasks_cost_as_many_queries_as_few(add, ada):
    ids = [add(ada, f"{n}", list).pk for n in range(10) for list in ("mine", "room")]

    def queries(some):
        with CaptureQueriesContext(connection) as context:
            Task.objects.worked(dict.fromkeys(some, 60))
        return len(context)

    assert queries(ids) == queries(ids[:2])
    with CaptureQueriesContext(connection) as context:
        Task.objects.worked({})
    assert len(context) <= 2


def test_a_task_is_finished_from_elsewhere(add, room, ada, grace):
    mine, ours = add(ada, "Mine", "mine"), add(grace, "Ours", completion="everyone")
    membership = room.memberships.get(user=ada)
    for task in (mine, ours):
        Task.objects.visible(membership, task.pk).finish(membership)
    assert Task.objects.get(pk=mine.pk).done_at
    assert Task.objects.get(pk=ours.pk).done_at is None
    Task.objects.get(pk=ours.pk).finish(room.memberships.get(user=grace))
    assert Task.objects.get(pk=ours.pk).done_at


def test_what_is_not_there_is_not_visible(ask, add, room, ada, grace):
    membership = room.memberships.get(user=grace)
    gone = add(ada, "Gone")
    ask(ada, "remove", id=gone.pk)
    for task in (gone, add(ada, "Hers", "mine")):
        with pytest.raises(Refused, match="not-found"):
            Task.objects.visible(membership, task.pk)
    assert Task.objects.visible(membership, add(ada, "Ours").pk)
