"""Two lists: the room's, on which everyone works, and my own, which follows me and is nobody else's business."""

import pytest
from django.utils import timezone

from accounts.models import User
from rooms.models import Room
from studytools.tasks.models import Task
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_task_of_the_room_is_told_whole(ask, room, ada):
    answer, (event,) = ask(ada, "add", list="room", title=" Problems\n1–12 ", client_id="a", due="2026-03-01", priority=2, estimate=4)
    task = event["task"]
    assert (event["type"], event["seq"], task.pop("id")) == ("tasks.changed", answer["number"], answer["id"])
    assert task.pop("at").endswith("Z")
    assert task.pop("position")
    assert task == {
        "client_id": "a",
        "title": "Problems 1–12",
        "parent": None,
        "due": "2026-03-01",
        "priority": 2,
        "estimate": 4,
        "seconds": 0,
        "completion": "anyone",
        "assignees": [],
        "parts": [],
        "done_at": None,
        "done_by": None,
        "by": ada.pk,
        "versions": {},
    }


def test_my_own_list_follows_me_and_is_told_to_nobody(ask, add, ada, grace):
    task = add(ada, "Secret", "mine")
    assert ask.rung == [ada.pk]
    other = Room.objects.create_for(ada, "Other")
    _, told = ask(ada, "edit", where=other, id=task.pk, base=task.seq, title="Still secret")
    assert told == []
    assert [event.task.title for _, event in Task.objects.mine({ada.pk: 0, grace.pk: 0})] == ["Still secret"]


@pytest.mark.parametrize("act", ["edit", "done", "move", "remove", "assign", "claim", "undo", "log"])
def test_others_own_tasks_and_those_of_other_rooms_are_not_found(ask, add, ada, grace, act):
    fields = {"edit": {"base": 0, "title": "Mine now"}, "done": {"done": True}, "assign": {"member": grace.pk, "on": True}, "claim": {"on": True}}
    theirs = add(ada, "Hers", "mine")
    elsewhere = Room.objects.create_for(ada, "Elsewhere")
    there = ask(ada, "add", where=elsewhere, list="room", title="There", client_id="there")[0]
    for id, number in ((theirs.pk, theirs.acts.get().pk), (there["id"], there["act"])):
        extra = {"act": number} if act == "undo" else {"id": id, **fields.get(act, {})}
        assert ask(grace, act, **extra) == ("not-found", [])
    assert {task.title for task in Task.objects.all()} == {"Hers", "There"}


@pytest.mark.parametrize("act", ["add", "edit", "done", "move", "remove", "assign", "claim", "undo", "log"])
def test_mallory_is_refused_everything(ask, add, ada, mallory, act):
    task = add(ada, "Ours")
    fields = {
        "add": {"list": "mine", "title": "x", "client_id": "x"},
        "edit": {"base": 9, "title": "x"},
        "done": {"done": True},
        "assign": {"member": mallory.pk, "on": True},
        "claim": {"on": True},
        "undo": {"act": task.acts.get().pk},
    }
    extra = fields.get(act, {}) | ({} if act in ("add", "undo") else {"id": task.pk})
    assert ask(mallory, act, **extra) == ("forbidden", [])


def test_where_the_tools_are_for_moderators_members_read_the_rooms_list_and_keep_their_own(ask, add, room, ada, grace):
    task = add(ada, "Ours")
    room.change(tools_by="moderators")
    assert ask(grace, "add", list="room", title="x", client_id="x") == ("forbidden", [])
    assert ask(grace, "done", id=task.pk, done=True) == ("forbidden", [])
    assert ask(grace, "undo", act=task.acts.get().pk) == ("forbidden", [])
    assert ask(grace, "log", id=task.pk)[0]["acts"]
    add(grace, "Mine", "mine")
    ask(ada, "done", id=task.pk, done=True)
    assert Task.objects.get(pk=task.pk).done_at


@pytest.mark.parametrize("state", ["archived", "closed"])
def test_in_a_room_that_is_not_open_nothing_is_added(ask, room, ada, state):
    room.change(state=state)
    assert ask(ada, "add", list="mine", title="x", client_id="x")[0] == state


def test_sent_again_it_is_answered_again_and_stands_once(ask, ada, grace):
    first = ask(ada, "add", list="room", title="Once", client_id="a")[0]
    assert ask(ada, "add", list="room", title="Once", client_id="a") == (first, [])
    assert ask(ada, "add", list="room", title="Other", client_id="a")[0] == "id-reused"
    assert ask(grace, "add", list="room", title="Once", client_id="a")[0]["id"] != first["id"]
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": "x" * 10_000}, "too-long"),
        ({"title": "x" * (limits.TASK_CHARS + 1)}, "too-long"),
        ({"title": " \n\x00 "}, "empty"),
        ({"title": ""}, "empty"),
        ({"title": None}, "malformed"),
        ({"priority": 4}, "malformed"),
        ({"priority": -1}, "malformed"),
        ({"estimate": 100}, "malformed"),
        ({"estimate": 1.5}, "malformed"),
        ({"due": "tomorrow"}, "malformed"),
        ({"due": "2026-02-30"}, "malformed"),
        ({"due": 20260301}, "malformed"),
        ({"parent": 999}, "not-found"),
        ({"parent": 2**70}, "malformed"),
        ({"list": "theirs"}, "malformed"),
        ({"client_id": ""}, "malformed"),
        ({"client_id": "x" * 65}, "malformed"),
        ({"completion": "nobody"}, "malformed"),
        ({"list": "mine", "completion": "everyone"}, "forbidden"),
    ],
)
def test_what_cannot_be_a_task_is_refused_and_nothing_changes(ask, room, ada, fields, code):
    seq = Room.objects.get(pk=room.pk).seq
    assert ask(ada, "add", **{"list": "room", "title": "x", "client_id": "x", **fields}) == (code, [])
    assert not Task.objects.exists()
    assert Room.objects.get(pk=room.pk).seq == seq


@pytest.mark.parametrize("title", ["x" * limits.TASK_CHARS, "x" * (limits.TASK_CHARS - 1), "🍅" * limits.TASK_CHARS, "<script>alert(1)</script>"])
def test_what_fits_is_kept_as_it_was_typed(add, ada, title):
    assert add(ada, title, client_id="x").title == title


def fill(room, ada, count):
    now = timezone.now()
    plain = {"room": room, "creator": ada, "seq": 0, "at": now}
    Task.objects.bulk_create(Task(**plain, client_id=f"{n}", title=f"{n}", position=f"{n:04}1") for n in range(count))


def test_a_list_has_an_end(ask, room, ada):
    fill(room, ada, limits.TASKS_OPEN - 1)
    assert isinstance(ask(ada, "add", list="room", title="last", client_id="last")[0], dict)
    assert ask(ada, "add", list="room", title="more", client_id="more") == ("list-full", [])
    assert isinstance(ask(ada, "add", list="mine", title="mine", client_id="mine")[0], dict)


def test_of_what_is_done_the_oldest_makes_room(ask, add, titles, room, ada, monkeypatch):
    monkeypatch.setattr(limits, "TASKS", 4)
    parent = add(ada, "done with an open part")
    add(ada, "part", parent=parent.pk)
    first = add(ada, "done first")
    for task in (parent, first):
        ask(ada, "done", id=task.pk, done=True)
    add(ada, "fourth")
    assert len(titles()) == 3
    _, told = ask(ada, "add", list="room", title="fifth", client_id="fifth")
    assert [event["type"] for event in told] == ["tasks.removed", "tasks.changed"]
    assert titles() == [("done with an open part", ["part"]), "fourth", "fifth"]
    assert isinstance(ask(ada, "done", id=parent.pk, done=False)[0], dict)
    assert titles() == [("done with an open part", ["part"]), "fourth", "fifth"]


def test_in_a_full_list_nothing_is_opened_again(ask, add, room, ada):
    done, gone = add(ada, "done"), add(ada, "gone")
    ask(ada, "done", id=done.pk, done=True)
    act = ask(ada, "remove", id=gone.pk)[0]["act"]
    fill(room, ada, limits.TASKS_OPEN)
    assert ask(ada, "done", id=done.pk, done=False) == ("list-full", [])
    assert ask(ada, "undo", act=act) == ("list-full", [])
    ask(ada, "done", id=Task.objects.get(title="7").pk, done=True)
    assert isinstance(ask(ada, "undo", act=act)[0], dict)


def test_when_a_person_goes_their_own_list_goes_and_the_rooms_stays(add, ada, grace):
    add(grace, "Hers", "mine")
    ours = add(grace, "Ours")
    grace.delete()
    assert [task.title for task in Task.objects.all()] == ["Ours"]
    assert ours.acts.get().as_row()["by"] == {"id": None, "name": "Grace"}


def test_a_guest_who_signs_up_keeps_the_list(ask, add, room):
    guest = User.objects.create_guest("Lin")
    room.admit(guest)
    task = add(guest, "Mine", "mine")
    guest.username, guest.password = "lin", "!"
    assert guest.settle()
    assert Task.objects.visible(room.memberships.get(user=guest), task.pk) == task
