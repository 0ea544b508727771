"""Who did what, and taking it back."""

import pytest

from studytools.tasks.models import Task
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)

ACTS = [
    ("edit", {"title": "Long essay"}),
    ("edit", {"due": "2026-03-01", "priority": 3, "estimate": 4}),
    ("edit", {"due": None}),
    ("edit", {"completion": "everyone"}),
    ("done", {"done": True}),
    ("claim", {"on": True}),
    ("move", {"after": None}),
    ("remove", {}),
]


def row(task):
    task = Task.objects.get(pk=task.pk)
    return task.removed_at, {**task.state(), "done_at": task.done_at}


@pytest.fixture
def essay(add, ada):
    add(ada, "Before")
    return add(ada, "Essay", due="2026-02-01")


@pytest.mark.parametrize(("type", "fields"), ACTS)
def test_an_act_is_undone_and_so_is_the_undoing(ask, ada, grace, essay, type, fields):
    was = row(essay)
    base = {"base": essay.seq} if type == "edit" else {}
    act = ask(ada, type, id=essay.pk, **base, **fields)[0]["act"]
    then = row(essay)
    assert then[1] != was[1]
    undone = ask(grace, "undo", act=act)[0]
    assert row(essay)[1] == was[1]
    assert ask(grace, "undo", act=act) == ({"id": essay.pk, "number": undone["number"], "act": None}, [])
    ask(grace, "undo", act=undone["act"])
    assert row(essay)[1] == then[1]


def test_what_somebody_changed_since_is_not_undone(ask, ada, grace, essay):
    act = ask(ada, "edit", id=essay.pk, base=essay.seq, title="B", priority=1)[0]
    ask(grace, "edit", id=essay.pk, base=act["number"], due="2026-03-01")
    later = ask(grace, "edit", id=essay.pk, base=act["number"], title="C")[0]
    assert ask(ada, "undo", act=act["act"]) == ("changed-meanwhile", [])
    ask(grace, "undo", act=later["act"])
    assert Task.objects.get(pk=essay.pk).title == "B"


def test_ten_minutes_long(ask, ada, essay, later):
    act = ask(ada, "remove", id=essay.pk)[0]["act"]
    later(limits.UNDO_SECONDS - 1)
    back = ask(ada, "undo", act=act)[0]["act"]
    later(3)
    assert ask(ada, "undo", act=act)[0]["act"] is None
    later(limits.UNDO_SECONDS)
    assert ask(ada, "undo", act=back) == ("undo-over", [])


def test_a_removed_task_comes_back_with_its_sub_tasks(ask, add, titles, ada, essay):
    part = add(ada, "Part", parent=essay.pk)
    add(ada, "Smallest part", parent=part.pk)
    earlier = add(ada, "Gone before", parent=essay.pk)
    ask(ada, "remove", id=earlier.pk)
    act = ask(ada, "remove", id=essay.pk)[0]["act"]
    assert titles() == ["Before"]
    _, told = ask(ada, "undo", act=act)
    assert titles() == ["Before", ("Essay", [("Part", ["Smallest part"])])]
    assert [event["type"] for event in told] == ["tasks.changed"] * 3


def test_a_sub_task_does_not_come_back_without_its_parent(ask, add, ada, essay):
    part = add(ada, "Part", parent=essay.pk)
    act = ask(ada, "remove", id=part.pk)[0]["act"]
    ask(ada, "remove", id=essay.pk)
    assert ask(ada, "undo", act=act) == ("not-found", [])


def test_undoing_cannot_make_a_circle_or_a_fourth_level(ask, add, titles, ada):
    a, b, c, d = (add(ada, title) for title in "abcd")
    ask(ada, "move", id=b.pk, parent=a.pk)
    out = ask(ada, "move", id=b.pk, parent=None)[0]["act"]
    ask(ada, "move", id=a.pk, parent=b.pk)
    assert ask(ada, "undo", act=out) == ("cycle", [])
    ask(ada, "move", id=d.pk, parent=c.pk)
    gone = ask(ada, "remove", id=c.pk)[0]["act"]
    assert ask(ada, "undo", act=gone)[0]["act"]
    inner = ask(ada, "move", id=c.pk, parent=b.pk)[0]
    gone = ask(ada, "remove", id=c.pk)[0]["act"]
    top = add(ada, "top")
    ask(ada, "move", id=b.pk, parent=top.pk)
    assert inner["act"]
    assert ask(ada, "undo", act=gone) == ("too-deep", [])
    assert titles() == [("top", [("b", ["a"])])]


def test_a_new_task_is_undone_while_nobody_has_touched_it(ask, add, titles, ada, grace, essay):
    added = essay.acts.get().pk
    part = add(grace, "Part", parent=essay.pk)
    assert ask(ada, "undo", act=added) == ("changed-meanwhile", [])
    ask(grace, "undo", act=part.acts.get().pk)
    ask(ada, "undo", act=added)
    assert titles() == ["Before"]


def test_one_comes_back_beside_what_took_its_place(ask, add, titles, ada, grace, essay):
    act = ask(ada, "move", id=essay.pk, after=None)[0]["act"]
    last = add(grace, "Now here")
    assert last.position == essay.position
    ask(ada, "undo", act=act)
    assert titles() in (["Before", "Essay", "Now here"], ["Before", "Now here", "Essay"])
    add(ada, "Between", after=essay.pk)
    assert titles()[titles().index("Essay") + 1] == "Between"


def test_the_log_says_who_did_what(ask, ada, grace, essay):
    ask(grace, "edit", id=essay.pk, base=essay.seq, title="Long essay")
    ask(ada, "done", id=essay.pk, done=True)
    ask(ada, "done", id=essay.pk, done=True)
    acts = ask(grace, "log", id=essay.pk)[0]["acts"]
    assert [(act["verb"], act["by"]["name"]) for act in acts] == [("done", "Ada"), ("edit", "Grace"), ("add", "Ada")]
    assert (acts[1]["before"], acts[1]["after"]) == ({"title": "Essay"}, {"title": "Long essay"})
    assert acts[0]["at"].endswith("Z")
