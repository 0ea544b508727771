"""What the room itself says: a line of plain text, once."""

import json

import pytest

from chat.models import Message
from rooms.live.replay import changes
from rooms.models import Room

from .conftest import heard

pytestmark = pytest.mark.django_db(transaction=True)


def words(room):
    told = [json.loads(text) for text in changes(Room.objects.get(pk=room.pk), 0)]
    return [event["client_id"] for event in told if event["type"] == "chat.posted"]


def test_the_room_itself_says_something_once(room, ada, grace):
    told = heard(lambda: [Message.objects.announce(room.pk, "Round 1\nAda finished <2> tasks.", "recap-1") for _ in range(2)])
    html = "<p><strong>Round 1</strong> Ada finished &lt;2&gt; tasks.</p>"
    assert [(event["kind"], event["author"], event["html"]) for event in told] == [("recap", None, html)]
    assert words(room) == ["recap-1"]
    assert Message.objects.unread(grace) == {}


def test_only_the_first_line_is_a_heading(room):
    (event,) = heard(lambda: Message.objects.announce(room.pk, "Round 1\nAda finished.\nGrace carries on.\n", "recap-1"))
    assert event["html"] == "<p><strong>Round 1</strong> Ada finished.\nGrace carries on.</p>"


def test_what_the_room_says_is_plain_text(room):
    (event,) = heard(lambda: Message.objects.announce(room.pk, "*Ada* & <script>alert(1)</script>", "recap-1"))
    assert event["html"] == "<p>*Ada* &amp; &lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_a_moderator_may_remove_what_the_room_said_and_nobody_edits_it(room, ada, grace, ask):
    Message.objects.announce(room.pk, "Ada finished.", "recap-1")
    id = Message.objects.get().pk
    for user in (ada, grace):
        assert ask(user, "chat.edit", id=id, body="x") == "forbidden"
    assert ask(grace, "chat.remove", id=id) == "forbidden"
    assert "seq" in ask(ada, "chat.remove", id=id)


def test_what_the_room_says_in_a_quiet_phase_is_not_held(room, focus):
    assert len(heard(lambda: Message.objects.announce(room.pk, "Ada finished.", "recap-1"))) == 1
