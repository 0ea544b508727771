"""Study manners and moderators: microphones in focus phases, who may turn what off, hands and screens."""

import json

import pytest

from rooms.live.replay import changes
from rooms.models import RoomAct
from rooms.permissions import Role
from studytools.call.rules import CallRules

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_of_mine_is_on_is_told_to_the_room(ask, join, ada, seen, clock):
    tab, _ = join(ada)
    assert ask(ada, "set", tab, muted=False, hand=True) is None
    raised = seen(ada).hand
    assert (seen(ada).muted, seen(ada).camera, raised) == (False, False, "2026-03-02T09:10:00.000Z")
    clock.move(5)
    ask(ada, "set", tab, hand=True, camera=True)
    assert (seen(ada).muted, seen(ada).camera, seen(ada).hand) == (False, True, raised)
    ask(ada, "set", tab, hand=False)
    assert seen(ada).hand is None


def test_microphones_go_off_when_the_room_focuses_and_stay_off(ask, join, ada, grace, seen, room, timer_starts):
    tab, _ = join(ada)
    join(grace)
    ask(ada, "set", tab, muted=False)
    told = timer_starts()
    assert (tab, {"type": "call.stopped", "what": "mic", "by": None}) in told
    assert [event["type"] for _, event in told].count("call.stopped") == 1  # hers was off already
    assert seen(ada).muted
    assert ask(ada, "set", tab, muted=False) == "call-focus"
    assert ask(ada, "set", tab, muted=True, camera=True) is None


def test_who_joins_in_a_focus_phase_knows_it(join, ada, timer_starts):
    timer_starts()
    assert join(ada)[1]["quiet"]


def test_a_room_may_wish_it_otherwise(ask, join, ada, grace, seen, room, timer_starts):
    tab, _ = join(grace)
    assert ask(grace, "rules", talk=True) == "forbidden"
    assert ask(ada, "rules", talk=True)["seq"]
    assert [event["type"] for _, event in ask.told] == ["call.rules"]
    timer_starts()
    assert ask(grace, "set", tab, muted=False) is None
    assert not seen(grace).muted
    ask(ada, "rules", talk=False)
    assert (tab, {"type": "call.stopped", "what": "mic", "by": None}) in ask.told
    assert seen(grace).muted


def test_a_newcomer_is_told_the_rule_that_the_others_heard(ask, ada, room):
    known = [ask(ada, "rules", talk=talk)["seq"] for talk in (True, True, False, True)]
    assert known[0] == known[1] < known[2] < known[3]
    room.refresh_from_db()
    rules = [json.loads(text) for text in changes(room, 0) if b"call.rules" in text]
    assert rules == [{"type": "call.rules", "seq": known[3], "talk": True}]


def test_the_rule_is_in_the_log_and_can_be_undone(ask, ada, room):
    ask(ada, "rules", talk=True)
    act = RoomAct.objects.latest(room.pk)[0]
    assert act.words == "let people talk while the room focuses"
    act.undo(room.memberships.select_related("room").get(user=ada))
    assert not CallRules.objects.of(room.pk).talk


def test_one_screen_at_a_time(ask, join, ada, grace, seen):
    (tab, _), (other, _) = join(ada), join(grace)
    assert ask(ada, "set", tab, sharing=True) is None
    assert ask(grace, "set", other, sharing=True) == "call-shared"
    assert ask(ada, "set", tab, sharing=False) is None
    assert ask(grace, "set", other, sharing=True) is None
    assert (seen(ada).sharing, seen(grace).sharing) == (False, True)


def test_a_moderator_turns_a_microphone_and_a_share_off(ask, join, ada, grace, seen, room):
    tab, answer = join(grace)
    ask(grace, "set", tab, muted=False, sharing=True)
    for act, what in (("mute", "mic"), ("unshare", "share")):
        assert ask(ada, act, id=answer["id"]) is None
        assert ask.told == [(tab, {"type": "call.stopped", "what": what, "by": "Ada"})]
    assert (seen(grace).muted, seen(grace).sharing) == (True, False)
    assert ask(ada, "mute", id=answer["id"]) is None  # and once is enough
    assert [act.words for act in RoomAct.objects.latest(room.pk)] == ["stopped what Grace shared", "muted Grace in the call"]
    assert ask(grace, "set", tab, muted=False) is None


def test_who_is_removed_is_out_and_stays_out_for_a_while(ask, join, clock, ada, grace, people):
    tab, answer = join(grace)
    join(ada)
    assert ask(ada, "remove", id=answer["id"]) is None
    assert ask.told == [(tab, {"type": "call.over", "id": answer["id"], "reason": "removed", "by": "Ada"})]
    assert people() == ["Ada"]
    assert ask(grace, "set", tab, muted=False) == "not-in-call"
    assert join(grace, tab)[1] == "call-removed"
    clock.move(301)
    assert join(grace, tab)[1]["id"] > answer["id"]


def test_moderators_do_nothing_to_each_other_or_to_the_owner(ask, join, room, ada, grace, mallory):
    owner = room.memberships.select_related("room").get(user=ada)
    room.admit(mallory)
    owner.assign(grace.pk, Role.MODERATOR)
    owner.assign(mallory.pk, Role.MODERATOR)
    (_, owners), (_, other) = join(ada), join(mallory)
    assert ask(grace, "mute", id=other["id"]) == "outranked"
    assert ask(grace, "remove", id=owners["id"]) == "last-owner"
    assert ask(grace, "mute", id=other["id"] + 99) == "not-found"


def test_who_is_silenced_does_not_speak(ask, join, room, ada, grace):
    tab, _ = join(grace)
    room.memberships.select_related("room").get(user=ada).hush(grace.pk, 300)
    assert ask(grace, "set", tab, muted=False) == "silenced"
