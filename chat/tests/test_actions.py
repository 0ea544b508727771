"""What members ask of the chat, and what each is answered."""

import json

import pytest

from chat.models import Message
from rooms.live.broadcast import Telling
from rooms.live.jobs import Job
from rooms.live.protocol import Refused, actions, parse
from rooms.live.writer import perform

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ask(room):
    """ask(user, type, **fields) → (the answer or the refusal's code, the events told)."""

    def ask(user, type, **fields):
        call = parse(json.dumps({"type": type, "ref": 1, **fields}))
        job = Job(actions[type], call, (room.pk, user.pk))
        letters = perform([job])
        told = [json.loads(letter.text) for letter in letters if isinstance(letter, Telling)]
        return job.answer.code if isinstance(job.answer, Refused) else job.answer, told

    return ask


@pytest.fixture
def hers(ask, grace):
    """The id of a message of Grace's."""
    return ask(grace, "chat.post", client_id="a", body="*Hello*")[0]["id"]


def test_posting_is_told_whole(ask, grace):
    answer, (event,) = ask(grace, "chat.post", client_id="a", body="*Hello*")
    assert event["at"].endswith("Z")
    assert len(event["at"]) == len("2026-03-01T09:30:00.000Z")
    assert {**event, "at": None} == {
        "type": "chat.posted",
        "seq": answer["seq"],
        "place": answer["seq"],
        "id": answer["id"],
        "client_id": "a",
        "author": {"id": grace.pk, "name": "Grace"},
        "at": None,
        "html": "<p><em>Hello</em></p>",
    }


def test_editing_is_told_whole_and_keeps_the_place(ask, grace, ada, hers):
    answer, (event,) = ask(grace, "chat.edit", id=hers, body="Hi")
    message = Message.objects.get()
    assert (event["type"], event["html"], event["place"], event["seq"]) == ("chat.edited", "<p>Hi</p>", message.place, answer["seq"])
    assert ask(ada, "chat.edit", id=hers, body="Mine")[0] == "forbidden"
    assert ask(grace, "chat.edit", id=hers, body=" \n ")[0] == "empty"
    assert ask(grace, "chat.edit", id=hers, body="Hi") == ({"seq": answer["seq"]}, [])


def test_its_author_gets_back_what_was_typed(ask, grace, ada, hers):
    assert ask(grace, "chat.source", id=hers)[0] == {"body": "*Hello*"}
    assert ask(ada, "chat.source", id=hers)[0] == "forbidden"


def test_removing_leaves_a_tombstone_and_cannot_be_done_twice(ask, ada, grace, hers):
    answer, (event,) = ask(ada, "chat.remove", id=hers)
    assert event == {"type": "chat.removed", "seq": answer["seq"], "place": Message.objects.get().place, "id": hers}
    assert ask(grace, "chat.remove", id=hers)[0] == "not-found"


def test_a_member_removes_only_what_is_theirs(ask, ada, grace):
    answer, _ = ask(ada, "chat.post", client_id="b", body="Ada's")
    assert ask(grace, "chat.remove", id=answer["id"])[0] == "forbidden"


def test_typing_is_told_and_kept_nowhere(ask, grace):
    assert ask(grace, "chat.typing") == (None, [{"type": "chat.typing", "member": {"id": grace.pk, "name": "Grace"}}])


def test_reading_is_noted_and_told_nobody(ask, room, grace, hers):
    assert ask(grace, "chat.read", place=7) == (None, [])
    assert room.memberships.get(user=grace).read_place == 7


@pytest.mark.parametrize("type", ["chat.post", "chat.edit", "chat.remove", "chat.source", "chat.read", "chat.typing", "room.leave", "room.remove"])
def test_mallory_is_refused_everything(ask, mallory, ada, hers, type):
    fields = {
        "chat.post": {"client_id": "x", "body": "x"},
        "chat.edit": {"id": hers, "body": "x"},
        "chat.read": {"place": 1},
        "room.remove": {"member": ada.pk},
    }
    extra = fields.get(type, {"id": hers} if type in ("chat.remove", "chat.source") else {})
    assert ask(mallory, type, **extra) == ("forbidden", [])


@pytest.mark.parametrize("state", ["archived", "closed"])
def test_in_a_room_that_is_not_open_nothing_is_said(ask, room, grace, state):
    room.change(state=state)
    assert ask(grace, "chat.post", client_id="x", body="x")[0] == state


def test_the_owner_shows_a_member_out(ask, ada, grace, mallory):
    assert ask(grace, "room.remove", member=ada.pk)[0] == "forbidden"
    assert ask(ada, "room.remove", member=mallory.pk)[0] == "not-found"
    assert ask(ada, "room.remove", member=ada.pk)[0] == "last-owner"
    answer, told = ask(ada, "room.remove", member=grace.pk)
    assert answer is None
    assert [event["member"]["role"] for event in told] == ["gone"]
    assert ask(ada, "room.remove", member=grace.pk)[0] == "not-found"
