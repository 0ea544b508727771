"""A newcomer is told the music that the others have, and whoever was away what became of it."""

import pytest

from rooms.live.protocol import Refused
from rooms.models import Room, RoomAct
from studytools.models import Entry
from studytools.music import history
from syncroom import limits

pytestmark = pytest.mark.django_db(transaction=True)


class Known:
    """What a page knows, after each event applied as docs/protocol.md says."""

    def __init__(self):
        self.rows = {}

    def hear(self, events):
        for event in events:
            kind = event["type"].removesuffix("-removed")
            if event["type"].endswith("-removed"):
                self.rows.pop((kind, event["id"]), None)
            else:
                row = event.get("entry") if kind == "music.entry" else event
                self.rows[kind, row.get("id", 0)] = {name: value for name, value in row.items() if name != "seq"}
        played = sorted(id for kind, id in self.rows if kind == "music.played")
        for id in played[: -history.HISTORY]:
            del self.rows["music.played", id]
        return self


def everything(ask, add, ada, grace, clock, ids):
    """Every act that leaves numbers behind."""
    first, second, third = ids
    yield ask(ada, "play")
    yield ask(ada, "move", id=third, after=first)
    yield ask(grace, "queue", tracks=[add(5, "X").pk, add(6, "Y").pk], after=0)
    yield ask(ada, "seek", position_ms=5_000)
    yield clock.move(seconds=5)
    yield ask(ada, "skip")
    yield ask(ada, "pause")
    made = ask(ada, "add-playlist", name="Evening", tracks=[])["id"]
    yield ask(ada, "edit-playlist", id=made, version=clock.told[-1]["seq"], name="Night")
    yield ask(ada, "remove-playlist", id=made, version=clock.told[-1]["seq"])
    yield ask(ada, "edit-track", id=Entry.objects.get(pk=second).track_id, title="Bee", artist="Someone", licence="CC BY 4.0")
    yield ask(ada, "remove-track", id=Entry.objects.get(pk=second).track_id)
    yield ask(ada, "set", shuffle=True, loop="all", during="breaks")
    yield ask(ada, "dj", user=grace.pk)
    yield ask(grace, "clear")


def test_replay_equals_what_the_others_heard_after_every_act(ask, add, ada, grace, clock, queued, replayed, room):
    others, heard = Known(), 0
    ids = queued(10, 20, 30)
    for answer in everything(ask, add, ada, grace, clock, ids):
        assert not isinstance(answer, str)
        others.hear(replayed(heard))
        heard = Room.objects.get(pk=room.pk).seq
        assert Known().hear(replayed(0)).rows == others.rows
    assert ("music.changed", 0) in others.rows


def test_what_is_published_is_what_is_replayed(ask, ada, queued, clock, replayed, room):
    queued(10, 20)
    start = Room.objects.get(pk=room.pk).seq
    told = []
    for act in ("play", "pause", "skip", "skip"):
        ask(ada, act)
        told += clock.told
    assert [event["seq"] for event in told] == [*range(start + 1, Room.objects.get(pk=room.pk).seq + 1)]
    assert Known().hear(told).rows == Known().hear(replayed(start)).rows


def test_only_the_last_of_what_was_played_counts_and_tombstones_go_where_nobody_can_ask_for_them(ask, ada, queued, clock, replayed, monkeypatch):
    monkeypatch.setattr(limits, "RESUME_CHANGES", 10)
    monkeypatch.setattr(history, "HISTORY", 5)
    queued(1)
    ask(ada, "set", loop="all")
    ask(ada, "play")
    others = Known().hear(replayed())
    for _ in range(8):
        others.hear(clock.move(seconds=1))
    assert sum(kind == "music.played" for kind, _ in others.rows) == 5
    assert Known().hear(replayed()).rows == others.rows
    ask(ada, "set", loop="off")
    for _ in range(9):
        ask(ada, "queue", tracks=[Entry.objects.standing().first().track_id])
        ask(ada, "skip")
    assert Entry.objects.filter(removed=True).count() < 6


def test_undo_makes_it_as_it_was_and_whats_on_goes_on_from_there(ask, ada, queued, clock, on, waiting, room):
    first, second, third = queued(100, 20, 30)
    ask(ada, "play")
    by = room.memberships.select_related("room").get(user=ada)

    def undo():
        RoomAct.objects.filter(kind="music").latest("pk").undo(by)

    clock.sleep(seconds=4)
    ask(ada, "skip")
    clock.sleep(seconds=9)
    undo()
    assert on() == ("A", 4, True)
    assert waiting() == ["B", "C"]
    ask(ada, "clear")
    assert waiting() == []
    undo()
    assert waiting() == ["B", "C"]
    ask(ada, "move", id=third, after=first)
    assert waiting() == ["C", "B"]
    undo()
    assert waiting() == ["B", "C"]
    ask(ada, "drop", id=second)
    ask(ada, "pause")
    undo()
    assert on() == ("A", 4, True)
    assert "let the music play" in {act.words for act in RoomAct.objects.filter(kind="music")}


def test_what_has_changed_since_is_not_undone(ask, ada, queued, clock, room, waiting):
    _, second, _ = queued(100, 20, 30)
    by = room.memberships.select_related("room").get(user=ada)
    ask(ada, "play")
    ask(ada, "drop", id=second)
    act = RoomAct.objects.filter(kind="music").latest("pk")
    ask(ada, "remove-track", id=Entry.objects.get(pk=second).track_id)
    with pytest.raises(Refused, match="changed-meanwhile"):
        act.undo(by)
    assert waiting() == ["C"]
