"""What was said before somebody joined, in a room that keeps it from them."""

import json

import pytest

from chat.models import Message
from rooms.live.broadcast import Telling
from rooms.live.protocol import Refused
from rooms.live.replay import replays
from rooms.models import Membership, Room
from rooms.permissions import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def late(room, say, ada, mallory):
    """Mallory joins after the first message, in a room whose past is for moderators."""
    room.change(past_for="moderators")
    say(ada, "before")
    room.admit(mallory)
    say(ada, "after")
    return room


def floor(room, user):
    return Membership.objects.of({(room.pk, user.pk)})[room.pk, user.pk].floor


def bodies(response):
    return [message["client_id"] for message in json.loads(response.content)["messages"]]


def replayed(room, user, since=0):
    events = map(json.loads, replays([(Room.objects.get(pk=room.pk), since, 0, floor(room, user))])[0])
    return [event["client_id"] for event in events if event["type"].startswith("chat.") and "client_id" in event]


def test_history_begins_where_they_came(client, late, mallory, ada):
    for user, said in ((mallory, ["after"]), (ada, ["before", "after"])):
        client.force_login(user)
        for query in ("", "?before=99", "?after=0", "?around=1", "?around=3"):
            found = bodies(client.get(f"/rooms/{late.code}/messages/{query}"))
            assert set(found) <= set(said), query
        assert bodies(client.get(f"/rooms/{late.code}/messages/")) == said


def test_who_belonged_before_sees_it_all(client, late, grace):
    client.force_login(grace)
    late.change(past_for="all")
    assert bodies(client.get(f"/rooms/{late.code}/messages/")) == ["before", "after"]


def test_a_link_into_the_past_leads_nowhere(client, late, mallory, grace):
    message = Message.objects.get(client_id="before")
    client.force_login(mallory)
    assert client.get(f"/rooms/{late.code}/messages/{message.pk}/").status_code == 404
    late.change(past_for="all")
    assert client.get(f"/rooms/{late.code}/messages/{message.pk}/").status_code == 200


def test_a_newcomer_is_not_told_of_it(late, mallory, ada):
    assert replayed(late, mallory) == ["after"]
    assert replayed(late, ada) == ["before", "after"]


@pytest.mark.django_db(transaction=True)
def test_what_is_edited_there_is_told_to_those_who_may_see_it(late, ask, mallory, ada):
    message = Message.objects.get(client_id="before")
    since = Room.objects.get(pk=late.pk).seq
    ask(ada, "chat.edit", id=message.pk, body="secret still")
    (letter,) = [letter for letter in ask.letters if isinstance(letter, Telling)]
    assert letter.place == message.place <= floor(late, mallory)
    assert replayed(late, mallory, since) == []
    assert replayed(late, ada, since) == ["before"]


def test_a_moderator_sees_what_a_member_did_not(late, mallory):
    late.memberships.select_related("room").get(user=mallory).become(Role.MODERATOR)
    assert replayed(late, mallory) == ["before", "after"]


def test_who_comes_again_begins_anew(late, say, ada, mallory):
    late.memberships.select_related("room").get(user=mallory).revoke()
    say(ada, "meanwhile")
    late.admit(mallory)
    assert replayed(late, mallory) == []


def test_nothing_is_done_with_a_message_of_the_past(late, mallory):
    message = Message.objects.get(client_id="before")
    membership = late.memberships.select_related("room").get(user=mallory)
    with pytest.raises(Refused, match="not-found"):
        Message.objects.of(membership, message.pk)
