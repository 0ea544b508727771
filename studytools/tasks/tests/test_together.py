"""Two people on one list: nobody loses what the other wrote."""

import pytest

from studytools.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(task):
    return Task.objects.get(pk=task.pk)


def test_edits_of_different_fields_never_touch_each_other(ask, add, ada, grace):
    task = add(ada, "Essay")
    ask(ada, "edit", id=task.pk, base=task.seq, title="Long essay")
    answer, (event,) = ask(grace, "edit", id=task.pk, base=task.seq, due="2026-03-01", estimate=3)
    assert (fresh(task).title, fresh(task).due.isoformat(), fresh(task).estimate) == ("Long essay", "2026-03-01", 3)
    assert event["task"]["versions"] == {"title": answer["number"] - 1, "due": answer["number"], "estimate": answer["number"]}


def test_an_edit_of_what_somebody_else_changed_meanwhile_is_refused(ask, add, ada, grace):
    task = add(ada, "Essay")
    seen = ask(ada, "edit", id=task.pk, base=task.seq, title="Hers")[0]["number"]
    assert ask(grace, "edit", id=task.pk, base=task.seq, title="His", priority=1) == ("changed-meanwhile", [])
    assert (fresh(task).title, fresh(task).priority) == ("Hers", 0)
    assert ask(grace, "edit", id=task.pk, base=task.seq, title="Hers") == ({"id": task.pk, "number": seen, "act": None}, [])
    assert isinstance(ask(grace, "edit", id=task.pk, base=seen, title="His")[0], dict)


def test_an_act_sent_again_is_done_once(ask, add, ada):
    task = add(ada, "Essay")
    first = ask(ada, "edit", id=task.pk, base=task.seq, title="B", client_id="b")[0]
    ask(ada, "edit", id=task.pk, base=first["number"], title="C", client_id="c")
    assert ask(ada, "edit", id=task.pk, base=task.seq, title="B", client_id="b") == (first, [])
    assert fresh(task).title == "C"
    assert ask(ada, "done", id=task.pk, done=True, client_id="b")[0] == "id-reused"
    ask(ada, "done", id=task.pk, done=True, client_id="d")
    ask(ada, "done", id=task.pk, done=False, client_id="e")
    ask(ada, "done", id=task.pk, done=True, client_id="d")
    assert fresh(task).done_at is None


@pytest.mark.parametrize(("type", "fields"), [("done", {"done": False}), ("move", {"after": 0}), ("edit", {"base": 0}), ("claim", {"on": False})])
def test_what_changes_nothing_is_answered_and_told_nobody(ask, add, ada, type, fields):
    task = add(ada, "Essay")
    assert ask(ada, type, id=task.pk, **fields) == ({"id": task.pk, "number": task.seq, "act": None}, [])


def test_done_by_anyone_is_done(ask, add, ada, grace):
    task = add(ada, "Essay")
    event = ask(grace, "done", id=task.pk, done=True)[1][0]["task"]
    assert (event["parts"], event["done_by"]) == ([grace.pk], grace.pk)
    assert event["done_at"].endswith("Z")
    ask(ada, "done", id=task.pk, done=True)
    assert fresh(task).as_row().done_by == grace.pk
    assert ask(ada, "done", id=task.pk, done=False)[1][0]["task"]["done_at"] is None


def test_done_by_everyone_waits_for_the_last(ask, add, room, ada, grace, mallory):
    task = add(ada, "Read chapter 3", completion="everyone")
    assert ask(ada, "done", id=task.pk, done=True)[1][0]["task"]["done_at"] is None
    assert ask(grace, "done", id=task.pk, done=True)[1][0]["task"]["done_by"] == grace.pk
    ask(ada, "done", id=task.pk, done=False)
    assert (fresh(task).done_at, list(fresh(task).parts)) == (None, [str(grace.pk)])


def test_everyone_are_those_it_is_assigned_to(ask, add, room, ada, grace, mallory):
    room.admit(mallory)
    task = add(ada, "Read chapter 3", completion="everyone")
    for who in (grace, mallory):
        ask(ada, "assign", id=task.pk, member=who.pk, on=True)
    assert ask(ada, "done", id=task.pk, done=True) == ("not-yours", [])
    ask(grace, "done", id=task.pk, done=True)
    assert fresh(task).done_at is None
    ask(ada, "assign", id=task.pk, member=mallory.pk, on=False)
    assert fresh(task).done_at


def test_those_who_left_are_not_waited_for(ask, add, room, ada, grace, mallory):
    room.admit(mallory)
    task = add(ada, "Read chapter 3", completion="everyone")
    room.memberships.get(user=mallory).revoke()
    for who in (ada, grace):
        ask(who, "done", id=task.pk, done=True)
    assert fresh(task).done_at


def test_changing_who_must_do_it_decides_anew(ask, add, ada, grace):
    task = add(ada, "Essay")
    ask(grace, "done", id=task.pk, done=True)
    seq = fresh(task).seq
    event = ask(ada, "edit", id=task.pk, base=seq, completion="everyone")[1][0]["task"]
    assert (event["done_at"], event["parts"]) == (None, [grace.pk])
    assert fresh(task).done_at is None


def test_two_who_claim_at_once_both_have_it(ask, add, ada, grace):
    task = add(ada, "Essay")
    for who in (ada, grace, ada):
        ask(who, "claim", id=task.pk, on=True)
    assert fresh(task).assignees == [ada.pk, grace.pk]
    ask(ada, "claim", id=task.pk, on=False)
    assert fresh(task).assignees == [grace.pk]


def test_only_members_are_given_tasks_and_only_those_of_the_room(ask, add, room, ada, grace, mallory):
    task, own = add(ada, "Essay"), add(ada, "Own", "mine")
    assert ask(ada, "assign", id=task.pk, member=mallory.pk, on=True) == ("not-found", [])
    assert ask(ada, "assign", id=own.pk, member=ada.pk, on=True) == ("forbidden", [])
    ask(ada, "assign", id=task.pk, member=grace.pk, on=True)
    room.memberships.get(user=grace).revoke()
    ask(ada, "assign", id=task.pk, member=grace.pk, on=False)
    assert fresh(task).assignees == []
