"""The room's sound: who sets it, what is told, what the log says and undoes."""

import json

import pytest

from rooms.live.replay import changes
from rooms.models import RoomAct
from studytools.sound.models import Sound

from .conftest import RAIN, SEA

pytestmark = pytest.mark.django_db(transaction=True)


def known(room, since=0):
    """What a page knows that heard everything after `since`."""
    room.refresh_from_db()
    state = {}
    for event in (json.loads(text) for text in changes(room, since)):
        if event["type"] == "sound.changed":
            state = {name: event[name] for name in ("code", "playing", "by")}
    return state


def undo(ask, user, room):
    return ask(user, "room.undo", act=RoomAct.objects.latest(room.pk)[0].pk)


def test_a_mix_for_the_room_plays_for_everybody_and_says_who_chose_it(ask, ada, grace, room):
    answer = ask(grace, "sound.set", code=RAIN)
    (event,) = ask.told
    assert event == event | {"type": "sound.changed", "code": RAIN, "playing": True, "by": {"id": grace.pk, "name": grace.name}, "seq": answer["seq"]}
    assert ask(ada, "sound.play", on=False)["seq"] == answer["seq"] + 1
    assert [(event["code"], event["playing"]) for event in ask.told] == [(RAIN, False)]


def test_what_is_so_already_is_answered_and_not_told_again(ask, ada, room):
    first = ask(ada, "sound.set", code=RAIN)
    assert ask(ada, "sound.set", code=RAIN) == ask(ada, "sound.play", on=True) == first
    assert ask.told == []
    assert RoomAct.objects.filter(kind="sound").count() == 1


def test_a_newcomer_is_told_what_the_others_heard(ask, ada, room):
    heard, others = room.seq, {}
    for type, fields in (("set", {"code": RAIN}), ("play", {"on": False}), ("set", {"code": SEA}), ("play", {"on": True}), ("set", {"code": ""})):
        ask(ada, f"sound.{type}", **fields)
        others |= known(room, heard)
        heard = room.seq
        assert known(room) == others
    assert others["code"] == "" and not others["playing"]


@pytest.mark.parametrize("code", ["x", RAIN[:-1], RAIN[::-1], "1" + RAIN, " ", "<script>"])
def test_what_is_no_mix_is_refused_and_changes_nothing(ask, ada, room, code):
    ask(ada, "sound.set", code=SEA)
    before, seq = Sound.objects.get(), type(room).objects.get(pk=room.pk).seq
    assert ask(ada, "sound.set", code=code) == "no-mix"
    assert ask.told == []
    assert Sound.objects.get().standing == before.standing
    assert type(room).objects.get(pk=room.pk).seq == seq
    assert RoomAct.objects.filter(kind="sound").count() == 1


def test_silence_cannot_be_played(ask, ada, room):
    assert ask(ada, "sound.play", on=True) == "no-sound"
    assert not Sound.objects.exists()


def test_who_may_not_run_the_rooms_tools_is_refused(ask, ada, grace, room):
    room.change(tools_by="moderators")
    assert ask(grace, "sound.set", code=RAIN) == "forbidden"
    assert ask(ada, "sound.set", code=RAIN)["seq"]
    assert ask(grace, "sound.play", on=False) == "forbidden"
    assert known(room)["playing"]


def test_the_log_says_it_in_words_and_undoes_it(ask, ada, room):
    ask(ada, "sound.set", code=RAIN)
    ask(ada, "sound.play", on=False)
    ask(ada, "sound.set", code="")
    words = [act.words for act in RoomAct.objects.latest(room.pk)]
    assert words == ["took the room’s sound away", "paused the room’s sound", "chose a sound for the room: Rain on a roof and brown noise"]
    undo(ask, ada, room)
    assert known(room)["code"] == RAIN and not known(room)["playing"]


def test_what_was_changed_since_is_not_undone(ask, ada, grace, room):
    ask(ada, "sound.set", code=RAIN)
    first = RoomAct.objects.latest(room.pk)[0]
    ask(grace, "sound.set", code=SEA)
    assert ask(ada, "room.undo", act=first.pk) == "changed-meanwhile"
    assert known(room)["code"] == SEA
