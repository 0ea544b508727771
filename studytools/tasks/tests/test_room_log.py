"""What people do to the room's tasks stands in its log, and is undone from there as well as from the list."""

import pytest

from rooms.live.protocol import Refused
from rooms.models import RoomAct
from studytools.tasks.models import Task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lines(room):
    """The log, the oldest first: [(who, what, whether it is undone), …]"""
    return lambda: [(act.by_name, act.words, act.is_undone) for act in reversed(RoomAct.objects.latest(room.pk))]


@pytest.fixture
def undo(room, ada):
    """Ada undoes the last act in the log."""

    def undo(by=ada):
        membership = room.memberships.select_related("room").get(user=by)
        RoomAct.objects.of(membership, RoomAct.objects.latest(room.pk)[0].pk).undo(membership)

    return undo


ACTS = [
    ("edit", {"title": "Long essay"}, "changed the task “Long essay”"),
    ("done", {"done": True}, "ticked off the task “Essay”"),
    ("claim", {"on": True}, "changed who does the task “Essay”"),
    ("move", {"after": None}, "moved the task “Essay”"),
    ("remove", {}, "removed the task “Essay”"),
]


@pytest.mark.parametrize(("type", "fields", "said"), ACTS)
def test_each_act_stands_there_and_is_undone_from_there(ask, add, lines, undo, grace, type, fields, said):
    add(grace, "Before")
    essay = add(grace, "Essay")
    was = essay.state()
    ask(grace, type, id=essay.pk, **({"base": essay.seq} if type == "edit" else {}), **fields)
    assert lines()[-2:] == [("Grace", "added the task “Essay”", False), ("Grace", said, False)]
    undo()
    assert Task.objects.get(pk=essay.pk).state() == was
    assert lines()[-2:] == [("Grace", said, True), ("Ada", f"undid: Grace {said}", False)]


def test_what_is_undone_in_the_list_is_undone_in_the_log(ask, add, lines, grace):
    act = ask(grace, "remove", id=add(grace, "Essay").pk)[0]["act"]
    back = ask(grace, "undo", act=act)[0]["act"]
    assert lines()[1:] == [("Grace", "removed the task “Essay”", True), ("Grace", "undid: Grace removed the task “Essay”", False)]
    ask(grace, "undo", act=back)
    assert lines()[-1] == ("Grace", "undid the undoing of what was done to the task “Essay”", False)


def test_what_somebody_changed_since_is_not_undone(ask, add, undo, room, grace):
    essay = add(grace, "Essay")
    ask(grace, "edit", id=essay.pk, base=essay.seq, title="Long essay")
    edited = RoomAct.objects.latest(room.pk)[0]
    ask(grace, "edit", id=essay.pk, base=Task.objects.get().seq, title="Short essay")
    membership = room.memberships.select_related("room").get(user__username="ada")
    with pytest.raises(Refused, match="changed-meanwhile"):
        edited.undo(membership)
    assert not RoomAct.objects.get(pk=edited.pk).is_undone
    assert Task.objects.get().title == "Short essay"


def test_a_task_of_my_own_is_in_no_log(ask, add, lines, grace):
    mine = add(grace, "Essay", list="mine")
    ask(grace, "done", id=mine.pk, done=True)
    assert lines() == []


def test_a_long_title_is_cut_there_and_sent_twice_it_is_said_once(ask, add, lines, grace):
    add(grace, "a" * 200, client_id="once")
    add(grace, "a" * 200, client_id="once")
    assert lines() == [("Grace", f"added the task “{'a' * 79}…”", False)]
