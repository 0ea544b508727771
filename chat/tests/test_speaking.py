"""Who may say something now: silence, slow mode, and what is folded for one person alone."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from chat.models import Message
from rooms.live.jobs import Job
from rooms.live.personal import told
from rooms.live.protocol import actions, parse
from rooms.live.writer import perform
from rooms.models import Block, Membership, RoomAct
from rooms.permissions import Role

pytestmark = pytest.mark.django_db


def of(room, user):
    return room.memberships.select_related("room").get(user=user)


def refusal(room, user, type, **fields):
    """The Refused that an action of theirs is answered with."""
    job = Job(actions[type], parse(json.dumps({"type": type, "ref": 1, **fields})), (room.pk, user.pk))
    perform([job])
    return job.answer


@pytest.fixture
def silenced(room, ada, grace):
    of(room, ada).hush(grace.pk, 300)
    return grace


def test_who_is_silenced_says_nothing_and_is_told_for_how_long(room, silenced, say, ask):
    answer = refusal(room, silenced, "chat.post", body="hm", client_id="hm")
    assert answer.code == "silenced"
    assert 299 < answer.retry_after <= 300
    assert not Message.objects.exists()
    assert ask(silenced, "questions.ask", text="why", client_id="q") == "silenced"


def test_what_was_said_before_stays_as_it_was(room, ada, grace, say, ask):
    message = say(grace, "before")["id"]
    of(room, ada).hush(grace.pk, 300)
    assert ask(grace, "chat.edit", id=message, body="other words") == "silenced"
    assert say(grace, "before")["id"] == message  # sent again it is answered again
    assert "seq" in ask(grace, "chat.remove", id=message)


def test_nobody_sees_the_silenced_write(room, silenced, ask, ada):
    ask(silenced, "chat.typing")
    assert ask.told == []


def test_the_silenced_run_tools_and_leave(room, silenced, ask):
    assert ask(silenced, "room.away") is None
    assert ask(silenced, "room.leave") is None


@pytest.mark.parametrize("seconds", [300, 3600, 86_400])
def test_silence_ends_by_itself(room, ada, grace, say, seconds):
    of(room, ada).hush(grace.pk, seconds)
    assert say(grace, "early") == "silenced"
    Membership.objects.filter(user=grace).update(silenced_until=timezone.now() - timedelta(seconds=1))
    assert "seq" in say(grace, "late")
    assert of(room, grace).as_event().member.silenced_until is None


def test_silence_is_lifted_or_undone(room, ada, silenced, say):
    of(room, ada).hush(silenced.pk, 0)
    assert "seq" in say(silenced, "one")
    of(room, ada).hush(silenced.pk, 300)
    RoomAct.objects.latest(room.pk)[0].undo(of(room, ada))
    assert "seq" in say(silenced, "two")


def test_moderators_do_not_silence_each_other(room, ada, grace, lin, ask):
    of(room, ada).assign(grace.pk, Role.MODERATOR)
    of(room, ada).assign(lin.pk, Role.MODERATOR)
    assert ask(grace, "room.silence", member=lin.pk, seconds=300) == "outranked"
    assert ask(grace, "room.silence", member=ada.pk, seconds=300) == "last-owner"


def test_members_silence_nobody(room, grace, lin, ask):
    assert ask(grace, "room.silence", member=lin.pk, seconds=300) == "forbidden"


def test_in_slow_mode_everybody_waits_between_two_messages(room, grace, say):
    room.change(slow_seconds=30)
    assert "seq" in say(grace, "first")
    answer = refusal(room, grace, "chat.post", body="second", client_id="second")
    assert (answer.code, 29 < answer.retry_after <= 30) == ("slow-mode", True)
    assert "seq" in say(grace, "first")  # the same again is no second one
    Membership.objects.filter(user=grace).update(spoke_at=timezone.now() - timedelta(seconds=30))
    assert "seq" in say(grace, "second")


def test_two_messages_of_one_moment_are_one_too_many(room, grace, lin):
    room.change(slow_seconds=30)
    members = Membership.objects.of({(room.pk, grace.pk), (room.pk, lin.pk)})
    asked = [(members[room.pk, user.pk], word, word) for user, word in ((grace, "a"), (lin, "b"), (grace, "c"))]
    assert [getattr(answer, "code", "ok") for answer in Message.objects.post(asked)] == ["ok", "ok", "slow-mode"]


def test_moderators_need_not_wait(room, ada, say):
    room.change(slow_seconds=30)
    assert "seq" in say(ada, "first")
    assert "seq" in say(ada, "second")


def test_without_slow_mode_nothing_more_is_written(room, grace, say, django_assert_num_queries):
    say(grace, "warm")
    assert of(room, grace).spoke_at is None


def test_whom_somebody_blocks_is_told_to_them_alone(room, grace, ada, ask):
    assert ask(grace, "me.block", member=ada.pk, on=True) is None
    (number, [(_, text)]) = told({grace.pk: 0})[grace.pk]
    assert json.loads(text) == {"type": "me.blocked", "mine": number, "member": ada.pk, "name": "Ada", "on": True}
    assert told({ada.pk: 0})[ada.pk] == (0, [])


def test_unblocked_is_told_to_those_who_knew(room, grace, ada, ask):
    ask(grace, "me.block", member=ada.pk, on=True)
    ask(grace, "me.block", member=ada.pk, on=False)
    assert Block.objects.count() == 1
    assert [json.loads(text)["on"] for _, text in told({grace.pk: 1})[grace.pk][1]] == [False]
    assert told({grace.pk: 0})[grace.pk][1] == []


def test_nobody_blocks_themself_or_a_stranger(room, grace, mallory, ask):
    assert ask(grace, "me.block", member=grace.pk, on=True) == "forbidden"
    assert ask(grace, "me.block", member=mallory.pk, on=True) == "not-found"
