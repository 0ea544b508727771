"""What is said: kept once, in one order, changed by its author for a while."""

from datetime import timedelta

import pytest

from chat.models import Message
from rooms.live.protocol import Refused
from rooms.models import Room
from syncroom import limits

pytestmark = pytest.mark.django_db


def member(room, user):
    return room.memberships.select_related("room").get(user=user)


def say(room, user, *words):
    return Message.objects.post([(member(room, user), word, word) for word in words])


def message(room, user, word="word"):
    return Message.objects.get(pk=say(room, user, word)[0]["id"])


@pytest.fixture
def later(monkeypatch):
    """later(seconds): that much time has passed."""
    from chat import models

    def pass_time(seconds):
        now = models.timezone.now() + timedelta(seconds=seconds)
        monkeypatch.setattr(models.timezone, "now", lambda: now)

    return pass_time


def test_messages_take_the_next_numbers_in_the_order_they_were_sent(room, ada, grace):
    start = Room.objects.get(pk=room.pk).seq
    asked = [(member(room, user), word, word) for user, word in ((ada, "a"), (grace, "b"), (ada, "c"))]
    assert [answer["seq"] for answer in Message.objects.post(asked)] == [start + 1, start + 2, start + 3]
    assert list(Message.objects.order_by("place").values_list("body", flat=True)) == ["a", "b", "c"]


def test_one_batch_may_serve_many_rooms(room, ada):
    other = Room.objects.create_for(ada, "Other")
    asked = [(member(where, ada), word, word) for where, word in ((room, "a"), (other, "b"), (room, "c"), (other, "d"))]
    Message.objects.post(asked)
    assert [(m.room_id == room.pk, m.body) for m in Message.objects.order_by("room", "place")] == [
        (True, "a"),
        (True, "c"),
        (False, "b"),
        (False, "d"),
    ]


def test_sent_again_it_is_answered_again_and_stored_once(room, ada):
    first, again = say(room, ada, "once"), say(room, ada, "once")
    assert first == again
    assert say(room, ada, "twice", "twice")[0] == say(room, ada, "twice")[0]
    assert Message.objects.count() == 2


def test_another_body_under_the_same_id_is_refused_and_an_edit_changes_no_answer(room, ada):
    answer = Message.objects.post([(member(room, ada), "body", "id")])[0]
    assert Message.objects.post([(member(room, ada), "other", "id")])[0].code == "id-reused"
    Message.objects.get().edit("better")
    assert Message.objects.post([(member(room, ada), "body", "id")])[0] == answer


def test_the_same_id_from_two_people_is_two_messages(room, ada, grace):
    say(room, ada, "same")
    say(room, grace, "same")
    assert Message.objects.count() == 2


@pytest.mark.parametrize("body", ["\x00", "  \n ", "\x00 \x00"])
def test_nothing_cannot_be_said(room, ada, body):
    answer = Message.objects.post([(member(room, ada), body, "id")])[0]
    assert isinstance(answer, Refused)
    assert answer.code == "empty"


def test_its_author_edits_it_for_ten_minutes(room, ada, later):
    one = message(room, ada)
    later(limits.EDIT_SECONDS - 1)
    one.edit("better")
    assert Message.objects.get().html == "<p>better</p>"
    later(5)
    with pytest.raises(Refused, match="too-late"):
        one.edit("even better")


def test_only_its_author_edits_it_and_only_moderators_remove_that_of_others(room, ada, grace):
    one = message(room, ada)
    for verb in (Message.objects.own, Message.objects.own):
        with pytest.raises(Refused, match="forbidden"):
            verb(member(room, grace), one.pk)
    hers = message(room, grace, "hers")
    Message.objects.of(member(room, ada), hers.pk).remove(member(room, ada))
    hers.refresh_from_db()
    assert (hers.body, hers.html, hers.removed_by) == ("", "", ada)


def test_a_moderator_removes_it_at_any_time_and_its_author_for_a_while(room, ada, grace, later):
    hers, again = message(room, grace, "a"), message(room, grace, "b")
    later(limits.EDIT_SECONDS + 1)
    with pytest.raises(Refused, match="too-late"):
        hers.remove(member(room, grace))
    again.remove(member(room, ada))
    assert Message.objects.standing().count() == 1


def test_another_rooms_message_is_not_found(room, ada):
    elsewhere = message(Room.objects.create_for(ada, "Other"), ada)
    with pytest.raises(Refused, match="not-found"):
        Message.objects.of(member(room, ada), elsewhere.pk)


def test_history_comes_in_pages_both_ways_without_what_was_removed(room, ada):
    say(room, ada, *(f"word-{n}" for n in range(100)))
    Message.objects.get(body="word-98").strike(ada.pk)
    page, more = Message.objects.page(room)
    assert [m.body for m in page] == [f"word-{n}" for n in [*range(59, 98), 99]]
    assert more
    older, more = Message.objects.page(room, before=page[0].place)
    assert [m.body for m in older] == [f"word-{n}" for n in range(19, 59)]
    newest, more = Message.objects.page(room, after=older[-1].place, size=100)
    assert [m.body for m in newest] == [m.body for m in page]
    assert not more


def test_unread_are_the_messages_of_others_since_one_last_looked(room, ada, grace):
    say(room, ada, "a", "b", "c")
    say(room, grace, "mine")
    assert Message.objects.unread(grace) == {room.pk: 3}
    member(room, grace).read(Message.objects.get(body="b").place)
    assert Message.objects.unread(grace) == {room.pk: 1}
    Message.objects.get(body="c").strike(ada.pk)
    assert Message.objects.unread(grace) == {}


def test_a_newcomer_has_nothing_unread(room, ada, mallory):
    say(room, ada, "before")
    room.admit(mallory)
    assert Message.objects.unread(mallory) == {}


def test_when_its_author_goes_for_good_the_message_stays_under_the_name(room, grace):
    one = message(room, grace)
    grace.delete()
    one.refresh_from_db()
    assert (one.author, one.as_event().author.id, one.as_event().author.name) == (None, None, "Grace")


def test_history_is_for_members(room, client, ada, mallory):
    say(room, ada, "secret")
    client.force_login(mallory)
    assert client.get(f"/rooms/{room.code}/messages/").status_code == 302
    client.force_login(ada)
    body = client.get(f"/rooms/{room.code}/messages/").json()
    assert [m["html"] for m in body["messages"]] == ["<p>secret</p>"]
    assert body["more"] is False


@pytest.mark.parametrize("query", ["before=abc", "before=-1", "before=" + "9" * 5000, "after=1e9", "around=9999999999999999999", "around=½"])
def test_nonsense_in_the_address_of_history_is_harmless(room, client, ada, query):
    client.force_login(ada)
    assert client.get(f"/rooms/{room.code}/messages/?{query}").status_code == 200


def test_a_permalink_opens_around_its_message(room, client, ada, mallory):
    answers = say(room, ada, *(f"word-{n}" for n in range(60)))
    link = f"/rooms/{room.code}/messages/{answers[5]['id']}/"
    client.force_login(ada)
    assert client.get(link).status_code == 200
    around = client.get(f"/rooms/{room.code}/messages/?around={answers[30]['seq']}").json()
    assert [m["place"] for m in around["messages"]] == [answer["seq"] for answer in answers[10:51]]
    assert around["more"]
    assert around["more_after"]
    assert client.get(f"/rooms/{room.code}/messages/99999999999999999999/").status_code == 404
    client.force_login(mallory)
    assert client.get(link).url.startswith(f"/rooms/{room.code}/?next=")
