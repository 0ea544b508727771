"""The question parking lot: asked during focus, heard at the break, voted for, marked answered."""

import json
import re

import pytest
from django.contrib.auth.models import Permission

from accounts.models import User
from chat.holding import Hold
from chat.models import Question
from chat.questions.models import Vote
from rooms.live.broadcast import Ringing
from rooms.live.personal import told
from rooms.live.protocol import Refused, moment
from rooms.live.replay import changes
from rooms.models import Membership, Room
from rooms.permissions import Role
from syncroom import limits

from .conftest import heard, release

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def put(ask):
    """put(user, text, **fields): the question asked; what is answered."""

    def put(user, text, **fields):
        return ask(user, "questions.ask", **{"client_id": re.sub(r"\W", "_", text)[:60] or "_", "text": text, **fields})

    return put


def mine(user, since=0):
    """What is told to this person alone."""
    return [json.loads(text) for _, text in told({user.pk: since})[user.pk][1] if json.loads(text)["type"] == "questions.mine"]


def everybody(room, since=0):
    return [event for text in changes(Room.objects.get(pk=room.pk), since) if (event := json.loads(text))["type"].startswith("questions.")]


def test_while_nobody_focuses_a_question_is_heard_at_once(room, grace, put, ask):
    answer = put(grace, "Why is it blue?")
    question = Question.objects.get()
    assert answer == {"id": question.pk, "seq": question.seq}
    assert ask.told == [
        {
            "type": "questions.changed",
            "seq": question.seq,
            "id": question.pk,
            "text": "Why is it blue?",
            "asker": {"id": grace.pk, "name": "Grace"},
            "at": moment(question.at),
            "voters": [],
            "answered_at": None,
            "answered_by": None,
        }
    ]
    assert mine(grace) == []


@pytest.mark.parametrize("quiet", [True, False])
def test_in_a_focus_phase_it_is_parked_whether_or_not_messages_are_held(room, grace, until, put, ask, quiet):
    Hold.objects.begin(room.pk, until, quiet)
    assert put(grace, "Why?") == {"id": Question.objects.get().pk, "held_until": moment(until)}
    assert ask.told == everybody(room) == []


def test_its_asker_alone_is_told_of_a_parked_question(room, ada, grace, focus, put, ask):
    put(grace, "Why?")
    assert Ringing(grace.pk) in ask.letters
    (event,) = mine(grace)
    assert {**event, "at": None} == {
        "type": "questions.mine",
        "mine": Question.objects.get().mine,
        "id": Question.objects.get().pk,
        "room": room.code,
        "text": "Why?",
        "anonymous": False,
        "parked": True,
        "at": None,
    }
    assert mine(ada) == []


def test_owners_and_moderators_park_theirs_too(room, ada, focus, put):
    assert "held_until" in put(ada, "Why?")


def test_at_the_break_questions_are_heard_in_the_order_they_were_asked(room, grace, lin, focus, put):
    for user, text in ((grace, "One?"), (lin, "Two?"), (grace, "Three?")):
        put(user, text)
    start = Room.objects.get(pk=room.pk).seq
    told = release(room)
    assert [(event["text"], event["seq"] - start) for event in told] == [("One?", 1), ("Two?", 2), ("Three?", 3)]
    assert mine(grace) == []
    assert everybody(room) == told


def test_messages_arrive_before_questions(room, grace, focus, put, say):
    put(grace, "Why?")
    say(grace, "hello")
    assert [event["type"] for event in release(room)] == ["chat.posted", "questions.changed"]


def test_nobody_votes_for_answers_or_removes_what_is_parked(room, ada, grace, focus, put, ask):
    id = put(grace, "Why?")["id"]
    for user in (ada, grace):
        assert ask(user, "questions.vote", id=id, on=True) == "not-found"
        assert ask(user, "questions.answered", id=id, on=True) == "not-found"
    assert ask(ada, "questions.remove", id=id) == "not-found"


def test_its_asker_takes_it_back_before_it_is_heard(room, grace, focus, put, ask):
    id = put(grace, "Why?")["id"]
    known = mine(grace)[0]["mine"]
    assert ask(grace, "questions.remove", id=id) == {"id": id}
    assert ask.told == release(room) == []
    assert [(event["id"], event["text"]) for event in mine(grace, known)] == [(id, None)]
    assert mine(grace) == []
    assert put(grace, "Why?") == "not-found"


@pytest.mark.parametrize("parked", [True, False])
def test_who_asked_anonymously_is_told_to_nobody_else(room, client, ada, grace, put, ask, until, parked):
    if parked:
        Hold.objects.begin(room.pk, until, quiet=True)
    put(grace, "Why, secretly?", anonymous=True)
    events = [*ask.told, *release(room), *everybody(room)]
    assert [event["asker"] for event in events] == [None] * 2
    ask(ada, "questions.vote", id=events[0]["id"], on=True)
    ask(ada, "questions.answered", id=events[0]["id"], on=True)
    assert ask.told[0]["asker"] is None
    assert "Grace" not in json.dumps([*events, *ask.told])
    assert mine(ada) == []
    ask(ada, "questions.remove", id=events[0]["id"])
    assert set(ask.told[0]) == {"type", "seq", "id"}


def test_the_asker_still_knows_their_anonymous_question(room, grace, put, ask):
    id = put(grace, "Why?", anonymous=True)["id"]
    assert [(event["id"], event["parked"], event["anonymous"]) for event in mine(grace)] == [(id, False, True)]
    assert "seq" in ask(grace, "questions.remove", id=id)


def test_the_time_of_an_anonymous_question_is_when_it_was_heard(room, grace, focus, put):
    put(grace, "Why?", anonymous=True)
    (event,) = release(room)
    assert event["at"] == moment(Question.objects.get().released_at)


def test_the_admins_list_says_anonymous_and_the_page_tells_superusers_who(room, client, grace, ada, put, root):
    put(grace, "Why?", anonymous=True)
    listed = client.get("/admin/chat/question/").content.decode()
    assert "anonymous" in listed
    assert "Grace" not in listed
    assert client.get("/admin/chat/question/?q=Grace").content.decode().count("Why?") == 0
    page = f"/admin/chat/question/{Question.objects.get().pk}/change/"
    ada.user_permissions.add(Permission.objects.get(codename="view_question"))
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    client.force_login(ada)
    assert "Why?" in client.get(page).content.decode()
    assert "grace" not in client.get(page).content.decode().lower()
    client.force_login(root)
    assert "grace" in client.get(page).content.decode().lower()


def test_the_admin_does_not_see_what_is_parked_and_removes_what_is_not(room, client, grace, focus, put, root):
    put(grace, "Why?")
    assert "Why?" not in client.get("/admin/chat/question/").content.decode()
    Hold.objects.release([room.pk])
    for _ in range(2):
        client.post("/admin/chat/question/", {"action": "take_down", "_selected_action": [Question.objects.get().pk], "asked": 1, "why": "Rude"})
    assert (Question.objects.get().text, Question.objects.get().removed_by) == ("", root)
    assert "(removed)" in client.get("/admin/chat/question/").content.decode()


def test_a_vote_counts_once_and_can_be_taken_back(room, ada, grace, put, ask):
    id = put(grace, "Why?")["id"]
    for _ in range(2):
        answer = ask(ada, "questions.vote", id=id, on=True)
    assert ask.told == []
    assert answer == {"id": id, "seq": Question.objects.get().seq}
    ask(grace, "questions.vote", id=id, on=True)
    assert ask.told[0]["voters"] == sorted([ada.pk, grace.pk])
    ask(ada, "questions.vote", id=id, on=False)
    assert ask.told[0]["voters"] == [grace.pk]


def test_votes_of_somebody_who_is_gone_for_good_stay_counted(room, grace, lin, put, ask):
    id = put(grace, "Why?")["id"]
    ask(lin, "questions.vote", id=id, on=True)
    Membership.objects.part([lin])
    gone = lin.pk
    lin.delete()
    assert Vote.objects.count() == 1
    assert everybody(room)[0]["voters"] == [gone]


def test_whoever_may_run_tools_marks_it_answered_and_everybody_hears_who(room, grace, lin, put, ask):
    id = put(grace, "Why?")["id"]
    ask(lin, "questions.answered", id=id, on=True)
    assert ask.told[0]["answered_by"] == {"id": lin.pk, "name": "Mallory"}
    assert ask.told[0]["answered_at"]
    ask(lin, "questions.answered", id=id, on=True)
    assert ask.told == []
    ask(grace, "questions.answered", id=id, on=False)
    assert (ask.told[0]["answered_at"], ask.told[0]["answered_by"]) == (None, None)


def test_its_asker_and_moderators_remove_it_and_nobody_else(room, ada, grace, lin, put, ask):
    first, second = put(grace, "One?")["id"], put(grace, "Two?")["id"]
    assert ask(lin, "questions.remove", id=first) == "forbidden"
    assert "seq" in ask(grace, "questions.remove", id=first)
    assert [event["type"] for event in ask.told] == ["questions.removed"]
    assert "seq" in ask(ada, "questions.remove", id=second)
    assert not Question.objects.exclude(text="").exists()
    assert ask(grace, "questions.remove", id=first) == "not-found"


def test_another_rooms_question_is_not_found(room, ada, put, ask):
    other = Room.objects.create_for(ada, "Other")
    elsewhere = Question.objects.ask(other.memberships.get(), "Why?", False, "a")["id"]
    for type, fields in (("vote", {"on": True}), ("answered", {"on": True}), ("remove", {})):
        assert ask(ada, f"questions.{type}", id=elsewhere, **fields) == "not-found"


def test_asked_again_it_is_answered_alike_and_stored_once(room, grace, focus, put):
    first = put(grace, "Why?")
    assert put(grace, "Why?") == first
    assert put(grace, "Why not?", client_id="Why_") == "id-reused"
    (event,) = release(room)
    assert put(grace, "Why?") == {"id": first["id"], "seq": event["seq"]}
    assert Question.objects.count() == 1


@pytest.mark.parametrize(
    ("chars", "answered"), [(limits.QUESTION_CHARS - 1, True), (limits.QUESTION_CHARS, True), (limits.QUESTION_CHARS + 1, False)]
)
def test_a_question_has_so_many_characters(room, grace, put, chars, answered):
    if answered:
        assert "seq" in put(grace, "x" * chars)
    else:
        with pytest.raises(Refused, match="malformed"):
            put(grace, "x" * chars)


@pytest.mark.parametrize("text", ["\x00", " \n "])
def test_nothing_cannot_be_asked(room, grace, put, text):
    assert put(grace, text, client_id="a") == "empty"


@pytest.mark.parametrize(("open", "fits"), [(limits.QUESTIONS_OPEN - 1, True), (limits.QUESTIONS_OPEN, False)])
def test_so_many_questions_of_one_person_are_open_in_a_room(room, grace, lin, put, ask, open, fits):
    ids = [put(grace, f"Why {n}?")["id"] for n in range(open)]
    answer = put(grace, "Why, too?")
    assert "seq" in answer if fits else answer == "too-many-questions"
    assert "seq" in put(lin, "Mine?")
    ask(lin, "questions.answered", id=ids[0], on=True)
    ask(grace, "questions.remove", id=ids[1])
    assert "seq" in put(grace, "And now?")


def test_parked_questions_count_as_open(room, grace, focus, put):
    for n in range(limits.QUESTIONS_OPEN):
        put(grace, f"Why {n}?")
    assert put(grace, "Why, too?") == "too-many-questions"


@pytest.mark.parametrize("how", ["removed", "suspended"])
def test_parked_questions_of_somebody_who_is_gone_by_then_are_never_heard(room, grace, lin, focus, put, how):
    put(grace, "Why?")
    put(lin, "How?")
    if how == "removed":
        room.memberships.get(user=grace).revoke()
    else:
        type(grace).objects.filter(pk=grace.pk).update(is_active=False)
    assert [event["text"] for event in release(room)] == ["How?"]
    assert not Question.objects.filter(text="Why?").exists()


def test_a_newcomer_has_what_the_others_heard(room, ada, grace, lin, put, ask, until):
    heard_so_far = {}

    def follow():
        for event in ask.told:
            heard_so_far.pop(event["id"], None)
            if event["type"] == "questions.changed":
                heard_so_far[event["id"]] = event

    one = put(grace, "One?")["id"]
    follow()
    two = put(lin, "Two?", anonymous=True)["id"]
    follow()
    Hold.objects.begin(room.pk, until, quiet=True)
    put(grace, "Three?")
    ask.told = release(room)
    follow()
    for user, type, fields in (
        (ada, "vote", {"id": one, "on": True}),
        (grace, "answered", {"id": one, "on": True}),
        (lin, "remove", {"id": two}),
        (ada, "vote", {"id": one, "on": False}),
    ):
        ask(user, f"questions.{type}", **fields)
        follow()
    assert {event["id"]: event for event in everybody(room)} == heard_so_far
    assert [event["type"] for event in everybody(room, since=1)].count("questions.removed") == 1


def test_a_newcomer_is_told_all_that_is_open_and_the_last_page_of_what_is_answered(room, ada, monkeypatch):
    monkeypatch.setattr("chat.questions.querysets.limits.PAGE_MESSAGES", 2)
    member = room.memberships.get(user=ada)
    ids = [Question.objects.ask(member, f"Why {n}?", False, f"c{n}")["id"] for n in range(6)]
    for id in ids[:4]:
        Question.objects.get(pk=id).mark(member, True)
    assert [event["id"] for event in everybody(room)] == [*ids[4:], *ids[2:4]]


@pytest.mark.parametrize("role", [Role.GONE, None])
def test_mallory_is_refused_everything(room, ada, grace, mallory, put, ask, role):
    id = put(grace, "Why?")["id"]
    if role:
        room.admit(mallory).revoke()
    assert put(mallory, "Why?") == "forbidden"
    for type, fields in (("vote", {"on": True}), ("answered", {"on": True}), ("remove", {})):
        assert ask(mallory, f"questions.{type}", id=id, **fields) == "forbidden"


def test_release_of_many_questions_takes_no_statement_for_each(room, grace, lin, focus, put, django_assert_max_num_queries):
    for n in range(15):
        put(grace, f"Why {n}?")
        put(lin, f"How {n}?")
    with django_assert_max_num_queries(14):
        assert len(heard(lambda: Hold.objects.release([room.pk]))) == 30
