"""Order, and what is part of what."""

import pytest

from rooms.models import Room
from studytools.tasks import tree
from studytools.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def abc(add, ada):
    return [add(ada, title) for title in "abc"]


def test_new_tasks_come_last_or_where_they_are_put(add, titles, ada, abc):
    a, _, _ = abc
    add(ada, "d")
    add(ada, "b2", after=a.pk)
    add(ada, "first", after=None)
    add(ada, "a1", parent=a.pk)
    assert titles() == ["first", ("a", ["a1"]), "b2", "b", "c", "d"]


@pytest.mark.parametrize(("who", "after", "order"), [(0, 2, "bca"), (2, None, "cab"), (2, 0, "acb"), (0, 1, "bac"), (1, 9, "acb")])
def test_a_task_is_moved_behind_another(ask, titles, ada, abc, who, after, order):
    _, told = ask(ada, "move", id=abc[who].pk, after=None if after is None else abc[after].pk if after < 3 else 10_000)
    assert titles() == list(order)
    assert [event["task"]["title"] for event in told] == [abc[who].title]


def test_sub_tasks_go_three_levels_deep_and_no_further(ask, add, titles, ada, abc):
    a, b, c = abc
    ask(ada, "move", id=b.pk, parent=a.pk)
    ask(ada, "move", id=c.pk, parent=b.pk)
    assert titles() == [("a", [("b", ["c"])])]
    assert ask(ada, "add", list="room", title="d", client_id="d", parent=c.pk) == ("too-deep", [])
    other = add(ada, "other")
    assert ask(ada, "move", id=a.pk, parent=other.pk) == ("too-deep", [])
    ask(ada, "move", id=b.pk, parent=other.pk)
    assert titles() == ["a", ("other", [("b", ["c"])])]


def test_no_task_becomes_part_of_itself(ask, titles, ada, abc):
    a, b, c = abc
    ask(ada, "move", id=b.pk, parent=a.pk)
    ask(ada, "move", id=c.pk, parent=b.pk)
    for parent in abc:
        assert ask(ada, "move", id=a.pk, parent=parent.pk) == ("cycle", [])
    assert titles() == [("a", [("b", ["c"])])]


def test_a_parent_is_a_standing_task_of_the_same_list(ask, add, ada, abc):
    a, _, c = abc
    own, elsewhere = add(ada, "own", "mine"), Room.objects.create_for(ada, "Elsewhere")
    there = ask(ada, "add", where=elsewhere, list="room", title="There", client_id="there")[0]["id"]
    ask(ada, "remove", id=c.pk)
    for parent in (own.pk, there, c.pk):
        assert ask(ada, "move", id=a.pk, parent=parent) == ("not-found", [])


def test_siblings_get_new_keys_when_theirs_grow_too_long(ask, titles, ada, abc, monkeypatch):
    monkeypatch.setattr(tree, "KEY_CHARS", 3)
    a, b, c = abc
    for n in range(40):
        answer, told = ask(ada, "move", id=(c, b)[n % 2].pk, after=a.pk)
        assert titles() == (list("abc") if n % 2 else list("acb"))
        numbers = [event["seq"] for event in told]
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
        assert answer["number"] in numbers
    assert all(len(task.position) <= 3 for task in Task.objects.all())
    assert ask(ada, "add", list="room", title="last", client_id="last")[0]
    assert titles()[-1] == "last"


def test_removing_takes_the_sub_tasks_along(ask, add, titles, ada, abc):
    a, b, c = abc
    ask(ada, "move", id=b.pk, parent=a.pk)
    ask(ada, "move", id=c.pk, parent=b.pk)
    add(ada, "d")
    _, told = ask(ada, "remove", id=a.pk)
    assert [(event["type"], event["id"]) for event in told] == [("tasks.removed", task.pk) for task in abc]
    assert titles() == ["d"]
    assert ask(ada, "remove", id=b.pk) == ("not-found", [])
