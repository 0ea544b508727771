"""What is held is nobody's but its author's: every way to read messages, before it arrives and after."""

import json

import pytest

from chat.holding import Hold
from chat.models import Message
from rooms.live.protocol import Refused
from rooms.live.replay import changes
from rooms.models import Room

from .conftest import release

pytestmark = pytest.mark.django_db(transaction=True)


def words(room, since=0):
    told = [json.loads(text) for text in changes(Room.objects.get(pk=room.pk), since)]
    return [event["client_id"] for event in told if event["type"] == "chat.posted"]


def by_history(room, client, user):
    client.force_login(user)
    return [row["client_id"] for row in client.get(f"/rooms/{room.code}/messages/").json()["messages"]]


def by_history_after(room, client, user):
    client.force_login(user)
    return [row["client_id"] for row in client.get(f"/rooms/{room.code}/messages/?after=0").json()["messages"]]


def by_history_before(room, client, user):
    client.force_login(user)
    return [row["client_id"] for row in client.get(f"/rooms/{room.code}/messages/?before=999999").json()["messages"]]


def by_history_around(room, client, user):
    client.force_login(user)
    return [row["client_id"] for row in client.get(f"/rooms/{room.code}/messages/?around=1").json()["messages"]]


def by_replay(room, client, user):
    return words(room)


def by_resume(room, client, user):
    return words(room, since=1)


def by_permalink(room, client, user):
    client.force_login(user)
    return ["secret"] * (client.get(f"/rooms/{room.code}/messages/{Message.objects.get().pk}/").status_code == 200)


def by_unread_counts(room, client, user):
    return ["secret"] * Message.objects.unread(user).get(room.pk, 0)


def by_moderating(room, client, user):
    member = room.memberships.get(user=user)
    try:
        return [Message.objects.of(member, Message.objects.get().pk).client_id]
    except Refused:
        return []


def by_the_admins_list(room, client, user):
    root = type(user).objects.create_superuser("root", password="between-us-99")
    client.force_login(root)
    return ["secret"] * (
        "secret" in client.get(f"/admin/chat/message/?room__id__exact={room.pk}&q=secr").content.decode().replace('value="secr"', "")
    )


def by_the_admins_page(room, client, user):
    root = type(user).objects.create_superuser("root", password="between-us-99")
    client.force_login(root)
    return ["secret"] * (client.get(f"/admin/chat/message/{Message.objects.get().pk}/change/").status_code == 200)


WAYS = [way for name, way in sorted(globals().items()) if name.startswith("by_")]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nobody_reads_what_is_held_before_it_arrives(room, client, ada, grace, focus, say, way):
    say(grace, "secret")
    assert way(room, client, ada) == []


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_everybody_reads_it_once_it_has(room, client, ada, grace, focus, say, way):
    say(grace, "secret")
    Hold.objects.release([room.pk])
    assert way(room, client, ada) == ["secret"]


def test_a_newcomer_has_what_the_others_heard_whatever_was_held(room, ada, grace, focus, say, ask):
    before = Room.objects.get(pk=room.pk).seq
    say(grace, "one")
    say(ada, "two")
    say(grace, "three")
    told = release(room)
    assert [event["client_id"] for event in told] == ["one", "three"]
    assert words(room, before) == words(room) == ["two", "one", "three"]
