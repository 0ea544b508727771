"""Quiet while focusing: what is said waits, and arrives in order at the break."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from chat.holding import Hold
from chat.models import Message, quiet
from rooms.live.broadcast import Stirring
from rooms.live.protocol import Refused, moment
from rooms.models import Room
from rooms.permissions import Role
from syncroom import limits

from .conftest import heard, release

pytestmark = pytest.mark.django_db(transaction=True)


def state(room):
    return quiet({room.pk})[room.pk]


def test_what_is_said_in_a_focus_phase_is_stored_answered_and_told_to_nobody(room, grace, focus, until, say, ask):
    seq = Room.objects.get(pk=room.pk).seq
    answer = say(grace, "hello")
    message = Message.objects.get()
    assert answer == {"held_until": moment(until), "id": message.pk}
    assert (ask.told, message.place, message.seq) == ([], None, None)
    assert Room.objects.get(pk=room.pk).seq == seq


def test_with_an_open_end_nobody_promises_when(room, grace, say):
    Hold.objects.begin(room.pk, None, quiet=True)
    assert say(grace, "hello")["held_until"] is None


def test_at_the_break_everything_arrives_in_the_order_it_was_written(room, grace, lin, focus, say):
    for user, word in ((grace, "a"), (lin, "b"), (grace, "c")):
        say(user, word)
    start = Room.objects.get(pk=room.pk).seq
    told = release(room)
    assert [(event["client_id"], event["seq"] - start, event["place"] - start) for event in told] == [("a", 1, 1), ("b", 2, 2), ("c", 3, 3)]
    assert len({event["released_at"] for event in told}) == 1
    assert {event["type"] for event in told} == {"chat.posted"}
    assert all(event["at"] <= event["released_at"] for event in told)
    assert release(room) == []


def test_many_rooms_are_released_with_as_many_statements_as_one(room, ada, say):
    def rooms_with_something_held(count):
        rooms = [Room.objects.create_for(ada, f"Room {count} {n}") for n in range(count)]
        people = {one.pk: one.memberships.get() for one in rooms}
        for member in people.values():
            member.role = Role.MEMBER
        Hold.objects.follow([(one.pk, timezone.now(), None, True) for one in rooms])
        Message.objects.post([(member, "hello", "a") for member in people.values()])
        return [one.pk for one in rooms]

    counts = []
    for count in (1, 50):
        rooms = rooms_with_something_held(count)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            Hold.objects.release(rooms)
        counts.append(len(queries))
        assert Message.objects.standing().filter(room__in=rooms).count() == count
    assert counts[0] == counts[1] <= 12


def test_where_nothing_is_held_a_batch_costs_one_plain_query_more(room, grace):
    member = room.memberships.get(user=grace)
    with CaptureQueriesContext(connection) as queries:
        Message.objects.post([(member, f"word {n}", f"w{n}") for n in range(50)])
    assert len(queries) == 4  # known already? quiet? numbers, rows


def test_sent_again_it_is_answered_alike_before_and_by_its_number_after(room, grace, focus, say):
    first = say(grace, "hello")
    assert say(grace, "hello") == first
    assert say(grace, "hello", body="other") == "id-reused"
    (event,) = release(room)
    assert say(grace, "hello") == {"seq": event["place"], "id": first["id"]}
    assert Message.objects.count() == 1


def test_one_batch_may_hold_pass_and_refuse(room, ada, grace, lin, focus):
    lines = [(grace, "waits", False), (ada, "passes", False), (lin, "urgent", True), (lin, "again", True), (grace, "waits", False)]
    members = {user: room.memberships.get(user=user) for user in (ada, grace, lin)}
    answers = Message.objects.post([(members[user], word, word, urgent) for user, word, urgent in lines])
    assert ["held_until" in answers[0], "seq" in answers[1], "seq" in answers[2], answers[3].code] == [True, True, True, "urgent-used"]
    assert answers[4] == answers[0]


def test_owner_and_moderators_are_not_limited(room, ada, lin, focus, say):
    room.memberships.filter(user=lin).update(role=Role.MODERATOR)
    for user, word in ((ada, "owner"), (lin, "moderator")):
        assert "seq" in say(user, word)


def test_one_urgent_message_per_person_and_phase_passes(room, grace, lin, focus, say, ask):
    assert "seq" in say(grace, "fire", urgent=True)
    assert ask.told[0]["kind"] == "urgent"
    assert Stirring(room.pk) in ask.letters  # who has used theirs
    assert say(grace, "fire again", urgent=True) == "urgent-used"
    assert "seq" in say(lin, "smoke", urgent=True)
    assert state(room).urgent == sorted([grace.pk, lin.pk])
    assert "seq" in say(grace, "fire", urgent=True)  # the same, sent again


def test_the_next_phase_has_an_urgent_message_of_its_own(room, grace, focus, until, say):
    say(grace, "fire", urgent=True)
    Hold.objects.begin(room.pk, until + timedelta(minutes=5), quiet=True)  # the same phase, longer
    assert say(grace, "fire again", urgent=True) == "urgent-used"
    Hold.objects.release([room.pk])
    Hold.objects.begin(room.pk, until, quiet=True)
    assert "seq" in say(grace, "fire once more", urgent=True)


def test_the_phase_is_told_apart_by_when_it_began(room, grace, say):
    began = timezone.now() - timedelta(minutes=1)
    Hold.objects.follow([(room.pk, began, None, True)])
    say(grace, "fire", urgent=True)
    Hold.objects.release([room.pk])  # a pause that lasted
    Hold.objects.follow([(room.pk, began, None, True)])
    assert say(grace, "fire again", urgent=True) == "urgent-used"


def test_where_nothing_is_held_urgent_is_ordinary(room, grace, say, ask):
    for word in ("one", "two"):
        assert "seq" in say(grace, word, urgent=True)
        assert "kind" not in ask.told[0]


@pytest.mark.parametrize(("held", "answered"), [(-1, "held_until"), (0, None)])
def test_so_many_messages_of_one_person_wait_and_no_more(room, grace, lin, focus, say, held, answered):
    member = room.memberships.get(user=grace)
    Message.objects.post([(member, f"w{n}", f"w{n}") for n in range(limits.HELD_MESSAGES + held)])
    answer = say(grace, "one more")
    assert "held_until" in answer if answered else answer == "too-many-held"
    assert "held_until" in say(lin, "mine")


def test_a_batch_that_would_go_over_the_limit_is_held_in_part(room, grace, focus):
    member = room.memberships.get(user=grace)
    answers = Message.objects.post([(member, f"w{n}", f"w{n}") for n in range(limits.HELD_MESSAGES + 2)])
    assert [isinstance(answer, Refused) for answer in answers] == [False] * limits.HELD_MESSAGES + [True] * 2


def test_its_author_changes_it_before_it_arrives_and_nobody_hears(room, grace, focus, until, say, ask):
    id = say(grace, "helo")["id"]
    assert ask(grace, "chat.source", id=id) == {"body": "helo"}
    assert ask(grace, "chat.edit", id=id, body="hello") == {"held_until": moment(until)}
    assert ask.told == []
    assert say(grace, "helo") == {"held_until": moment(until), "id": id}
    (event,) = release(room)
    assert (event["type"], event["html"]) == ("chat.posted", "<p>hello</p>")
    ask(grace, "chat.edit", id=id, body="hello all")
    assert ask.told[0]["type"] == "chat.edited"


def test_its_author_takes_it_back_before_it_arrives_and_nobody_will_know(room, grace, focus, say, ask):
    id = say(grace, "hello")["id"]
    assert ask(grace, "chat.remove", id=id)
    assert ask.told == []
    assert state(room).waiting == 0
    assert release(room) == []
    assert Message.objects.standing().count() == 0


def test_what_was_taken_back_is_not_said_by_sending_it_again(room, grace, focus, say, ask):
    id = say(grace, "hello")["id"]
    ask(grace, "chat.remove", id=id)
    assert say(grace, "hello") == "not-found"
    release(room)
    assert say(grace, "hello") == "not-found"


def test_ten_minutes_to_change_it_begin_when_others_can_read_it(room, grace, focus, say, ask):
    id = say(grace, "hello")["id"]
    Message.objects.filter(pk=id).update(at=timezone.now() - timedelta(seconds=limits.EDIT_SECONDS + 60))
    assert ask(grace, "chat.edit", id=id, body="hello, you")
    release(room)
    assert "seq" in ask(grace, "chat.edit", id=id, body="hello, all")
    Message.objects.filter(pk=id).update(released_at=timezone.now() - timedelta(seconds=limits.EDIT_SECONDS + 1))
    assert ask(grace, "chat.edit", id=id, body="too late") == "too-late"


@pytest.mark.parametrize("how", ["removed", "suspended", "deleted"])
def test_held_messages_of_somebody_who_is_gone_by_then_never_arrive(room, grace, lin, focus, say, how):
    say(grace, "from Grace")
    say(lin, "from Lin")
    if how == "removed":
        room.memberships.get(user=grace).revoke()
    elif how == "suspended":
        type(grace).objects.filter(pk=grace.pk).update(is_active=False)
    else:
        type(room.memberships.get(user=grace)).objects.part([grace])
        grace.delete()
    assert [event["client_id"] for event in release(room)] == ["from_Lin"]
    assert not Message.objects.filter(body="from Grace").exists()


def test_who_comes_back_before_the_break_is_heard(room, grace, focus, say):
    say(grace, "hello")
    room.memberships.get(user=grace).revoke()
    room.admit(grace)
    assert len(release(room)) == 1


def test_everybody_is_told_how_many_wait_and_until_when(room, grace, lin, focus, until, say, ask):
    say(grace, "a")
    assert Stirring(room.pk) in ask.letters
    say(lin, "b")
    now = state(room)
    assert (now.on, now.parking, now.until, now.waiting, now.urgent) == (True, True, moment(until), 2, [])
    release(room)
    assert (state(room).on, state(room).parking, state(room).until, state(room).waiting) == (False, False, None, 0)


def test_a_hold_that_is_not_quiet_holds_no_messages(room, grace, until, say):
    Hold.objects.begin(room.pk, until, quiet=False)
    assert "seq" in say(grace, "hello")
    assert (state(room).on, state(room).parking) == (False, True)


def test_when_quiet_is_turned_off_in_mid_phase_messages_arrive_at_once(room, grace, focus, until, say):
    say(grace, "hello")
    told = heard(lambda: Hold.objects.begin(room.pk, until, quiet=False))
    assert [event["client_id"] for event in told] == ["hello"]
    assert Hold.objects.get().quiet is False


def test_a_hold_ends_by_itself_exactly_once(room, grace, focus, until, say):
    say(grace, "hello")
    assert Hold.objects.next_due() == until
    assert heard(lambda: Hold.objects.end(until - timedelta(milliseconds=1))) == []
    assert len(heard(lambda: Hold.objects.end(until))) == 1
    assert heard(lambda: Hold.objects.end(until)) == heard(lambda: Hold.objects.release([room.pk])) == []
    assert Hold.objects.next_due() is None


def test_an_open_end_does_not_end_by_itself(room, grace, say):
    Hold.objects.begin(room.pk, None, quiet=True)
    say(grace, "hello")
    assert Hold.objects.next_due() is None
    assert heard(lambda: Hold.objects.end(timezone.now() + timedelta(days=1))) == []


def test_following_begins_adjusts_and_releases_many_rooms_at_once(room, ada, grace, until, say):
    other = Room.objects.create_for(ada, "Other")
    Hold.objects.begin(room.pk, until, quiet=True)
    say(grace, "hello")
    now = timezone.now()
    told = heard(lambda: Hold.objects.follow([(room.pk, None, None, False), (other.pk, now, until, True)]))
    assert [event["client_id"] for event in told] == ["hello"]
    assert list(Hold.objects.values_list("room", "since", "until", "quiet")) == [(other.pk, now, until, True)]
    Hold.objects.follow([(other.pk, now, None, True)])
    assert Hold.objects.get().until is None
    Hold.objects.follow([])
