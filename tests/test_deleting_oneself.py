"""Whoever deletes their account is gone: no row, file, session or open page has their name any more."""

import json

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts import erasing
from accounts.deeds import Deed
from accounts.models import User
from accounts.signals import access_ended
from chat.models import Message, Question
from rooms.live.broadcast import Disconnection, Telling, gathered
from rooms.models import Ban, Membership, Report, Room, RoomAct, Trace
from studytools.focus.models import Interval
from studytools.focus.words import without
from studytools.tasks.models import Task
from studytools.timer.models import Timer

pytestmark = pytest.mark.django_db
NAME, LOGIN, MAIL, PASSWORD = "Ada Königsberg-Žižek", "adak.1843", "adak@example.org", "lovelace-1843"
PAGE = "/accounts/delete/"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def ada(db):
    ada = User.objects.create_user(LOGIN, MAIL, PASSWORD, display_name=NAME)
    ada.emailaddress_set.create(email=MAIL, verified=True, primary=True)
    return ada


@pytest.fixture
def browser(ada):
    browser = Client()
    browser.force_login(ada)
    browser.get("/accounts/", REMOTE_ADDR="192.0.2.77")
    return browser


def member(room, user):
    return Membership.objects.select_related("room", "user").get(room=room, user=user)


def finish():
    """What the server does by itself."""
    while User.objects.erase_some():
        pass


def rows_with(*words):
    """Every (table, column, value) of the database that holds one of these."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if any(word in str(value) or json.dumps(word)[1:-1] in str(value) for word in words):
                        found.append((table, column, value))
    sessions = [("session", "data", data) for row in Session.objects.all() if any(word in str(data := row.get_decoded()) for word in words)]
    return found + sessions


@pytest.fixture
def life(room, ada, grace, mallory, root):
    """Ada owns the room, and has left her name wherever a name is left."""
    me, other = member(room, ada), member(room, grace)
    ada.picture((b"large", b"small"))
    ada.introduce(bio=f"I am {NAME}", studies=MAIL)
    Message.objects.post([(me, "Hello from me", "1"), (me, "Again", "2"), (other, "Hello to you", "3")])
    Message.objects.announce(room.pk, f"Round 1\n{NAME} finished “Esters”, Grace carries on with “{NAME}'s book”.", "recap-1")
    Question.objects.ask(me, "Why?", False, "q1")
    Question.objects.ask(other, "How?", False, "q2").get("id")
    Question.objects.get(asker=grace).mark(me, True)
    Task.objects.add(me, True, f"Mine, {NAME}", "t1")
    Task.objects.add(me, False, "Ours", "t2")
    Timer.objects.filter(room=room).update(by=ada, by_name=NAME)
    Timer.objects.get_or_create(room=room, defaults={"by": ada, "by_name": NAME})
    Interval.objects.create(user=ada, room=room, started_at=timezone.now(), ended_at=timezone.now())
    room.admit(mallory)
    me.ban(mallory.pk, 3600, "too loud")
    me.lift(Ban.objects.get().pk)
    other_room = Room.objects.create_for(grace, "Physics")
    other_room.admit(ada)
    owner = member(other_room, grace)
    owner.hush(ada.pk, 300)
    Report.objects.file(other, ada.pk, NAME, "rude", [{"id": 1, "author": NAME, "at": "", "body": "Hello", "reported": True}])
    Report.objects.file(me, grace.pk, "Grace", "rude, too", [{"id": 1, "author": "Grace", "at": "", "body": "Hello", "reported": True}])
    Trace.objects.note(ada, "a-device-of-hers", "192.0.2.77", timezone.now())
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(user=root, content_type=kind, object_id=str(ada.pk), object_repr=NAME, action_flag=CHANGE)
    Deed.objects.note(ada, "suspend", "suspended them", grace, "because", grace)
    Deed.objects.note(root, "suspend", "suspended them", ada, f"{NAME} was rude", ada)
    left = Room.objects.create_for(grace, "Long ago")
    left.admit(ada)
    member(left, ada).resign()
    return room


def delete(browser, **fields):
    return browser.post(PAGE, {"confirm": LOGIN, "password": PASSWORD, "messages": "keep"} | fields)


@pytest.mark.parametrize("choice", ["keep", "go"])
def test_no_row_file_or_session_has_her_name_afterwards(browser, life, ada, media, choice, django_capture_on_commit_callbacks):
    Client().force_login(ada)  # another browser of hers
    assert rows_with(NAME, LOGIN, MAIL, "192.0.2.77", "a-device-of-hers")
    with django_capture_on_commit_callbacks(execute=True):
        assert delete(browser, messages=choice).url == "/"
        finish()
    assert rows_with(LOGIN, MAIL, "192.0.2.77", "a-device-of-hers") == []
    assert [row for row in rows_with(NAME) if "'s book" not in str(row)] == []  # what Grace set out to do is hers
    assert not [path for path in media.rglob("*") if path.is_file()]
    assert not User.objects.filter(pk=ada.pk).exists()
    assert not [row for row in Session.objects.all() if row.get_decoded().get("_auth_user_id") == str(ada.pk)]
    assert not Interval.objects.filter(user=ada.pk).exists() and not Trace.objects.filter(user=ada.pk).exists()
    said = [(message.author_name, message.body) for message in Message.objects.standing().filter(room=life).order_by("place")]
    hers = [(erasing.GONE, "Hello from me"), (erasing.GONE, "Again")] if choice == "keep" else []
    recap = f"Round 1\ndeleted user finished something, Grace carries on with “{NAME}'s book”."
    assert said == [*hers, ("Grace", "Hello to you"), ("", recap)]


def test_what_she_was_called_before_is_forgotten_too(room, ada, grace, root):
    """She never wrote a word, so that nothing else knows of it."""
    room.admit(ada)
    former = [f"{NAME} the Second", "Augusta", NAME]
    for name in former[:2]:
        ada.rename(name)
        Message.objects.announce(room.pk, f"{name} finished “Ethers”, Grace carries on with “Esters”.", str(len(name)))
        line = {"id": 1, "author": name, "at": "", "body": "Hello", "reported": True}
        Report.objects.file(member(room, grace), ada.pk, name, "rude", [line])
        Deed.objects.note(root, "suspend", "suspended them", ada, f"{name} was rude", ada)
    ada.rename(NAME)
    assert User.objects.get(pk=ada.pk).former_names == former[:2]
    assert len(rows_with(*former[:2])) >= 8
    ada.depart("keep")
    assert rows_with(*former, "Second") == []
    said = "deleted user finished something, Grace carries on with “Esters”."
    assert [message.body for message in Message.objects.order_by("place")] == [said, said]


def test_before_the_rest_is_forgotten_her_name_is_gone_already(browser, life, ada):
    delete(browser)
    found = {(table, column) for table, column, value in rows_with(NAME, LOGIN, MAIL) if "'s book" not in str(value)}
    assert found <= {("chat_message", "author_name"), ("chat_question", "asker_name")}
    ada.refresh_from_db()
    assert (ada.name, ada.is_active, ada.email, ada.face, ada.bio) == (erasing.GONE, False, "", "", "")
    assert not ada.has_usable_password()


def test_open_pages_hear_of_it_at_once_and_hers_close(life, ada, grace, django_capture_on_commit_callbacks):
    with gathered() as letters, django_capture_on_commit_callbacks(execute=True):
        ada.depart("go")
    assert Disconnection(4401, ada.pk) in letters
    told = [json.loads(letter.text) for letter in letters if isinstance(letter, Telling) and letter.room == life.pk]
    gone = [event["member"] for event in told if event["type"] == "room.member"]
    assert [(one["id"], one["name"], one["role"], one["erased"]) for one in gone] == [(ada.pk, erasing.GONE, "gone", True)]
    with gathered() as letters, django_capture_on_commit_callbacks(execute=True):
        finish()
    told = [json.loads(letter.text) for letter in letters if isinstance(letter, Telling)]
    assert [event["type"] for event in told] == ["chat.removed", "chat.removed", "questions.removed"]
    assert [event["seq"] for event in told] == sorted({event["seq"] for event in told})


def test_her_rooms_go_to_others_or_with_her(life, ada, grace):
    alone = Room.objects.create_for(ada, "Diary")
    ada.depart("keep")
    finish()
    assert not Room.objects.filter(pk=alone.pk).exists()
    life.refresh_from_db()
    assert life.state == "open" and life.owner_left_at.year == 2000  # whoever is there next owns it
    assert not life.memberships.filter(role="owner").exists()


def test_the_log_keeps_a_number_and_no_name(life, ada):
    ada.depart("keep")
    finish()
    named = {act.by_name for act in RoomAct.objects.filter(room=life)}
    assert named == {f"deleted user {ada.pk}"}
    assert [(deed.by_name, deed.about_name) for deed in Deed.objects.order_by("pk")] == [
        (f"deleted user {ada.pk}", "Grace"),
        ("root", f"deleted user {ada.pk}"),
    ]
    assert LogEntry.objects.get().object_repr == f"deleted user {ada.pk}"
    assert {report.about_name for report in Report.objects.all()} == {f"deleted user {ada.pk}", "Grace"}


def test_a_ban_goes_on_and_one_that_is_over_knows_nobody(room, grace, ada):
    owner = member(room, ada)
    Trace.objects.note(grace, "device-of-grace", "192.0.2.9", timezone.now())
    owner.ban(grace.pk, None)
    grace.depart("keep")
    finish()
    ban = Ban.objects.get()
    assert (ban.name, ban.devices, ban.address) == (f"deleted user {grace.pk}", ["device-of-grace"], "192.0.2.9")
    again = User.objects.create_user("grace", password="hopper-cobol-59")
    Trace.objects.note(again, "device-of-grace", "192.0.2.10", timezone.now())
    assert room.refusal_for(again) == "banned"
    lin = User.objects.create_user("lin", password="hopper-cobol-59")
    room.admit(lin)
    Trace.objects.note(lin, "device-of-lin", "192.0.2.8", timezone.now())
    owner.ban(lin.pk, None)
    owner.lift(Ban.objects.latest("pk").pk)
    lin.depart("keep")
    assert rows_with("device-of-lin", "192.0.2.8") == []


def test_whoever_takes_the_name_again_inherits_nothing(browser, life, ada, client):
    delete(browser)
    again = Client()
    again.post("/accounts/signup/", {"username": LOGIN, "password1": "analytical-engine-1"})
    new = User.objects.get(username=LOGIN)
    finish()
    assert new.pk != ada.pk and not new.memberships.exists() and not new.messages.exists() and not new.face
    assert "Hello from me" not in again.get(f"/rooms/{life.code}/").content.decode()
    assert again.get(f"/rooms/{life.code}/messages/").status_code == 302


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"password": "not-this-one-1"}, "not your password"),
        ({"password": ""}, "required"),
        ({"confirm": "adak"}, "so that nothing is deleted by a slip"),
        ({"messages": ""}, "required"),
        ({"messages": "burn"}, "valid choice"),
    ],
)
def test_a_slip_or_somebody_else_deletes_nothing(browser, ada, wrong, words):
    answer = delete(browser, **wrong)
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    ada.refresh_from_db()
    assert ada.name == NAME and ada.is_active


def test_guessing_the_password_is_limited(browser, ada, monkeypatch):
    from syncroom import limits

    monkeypatch.setattr(limits, "LOGIN_FAILURES", 2)
    assert [delete(browser, password="wrong-one-12").status_code for _ in range(3)] == [422, 422, 429]


def test_the_name_may_be_typed_in_any_case_and_looking_deletes_nothing(browser, ada):
    page = browser.get(PAGE)
    assert page.status_code == 200 and User.objects.filter(pk=ada.pk, is_active=True).exists()
    assert delete(browser, confirm=LOGIN.upper()).status_code == 302


def test_her_rooms_are_named_before_with_a_way_to_hand_them_on_or_take_them(browser, life):
    page = browser.get(PAGE).content.decode()
    assert "Organic chemistry" in page and f"/rooms/{life.code}/settings/" in page and f"/rooms/{life.code}/export.html" in page
    assert "Physics" not in page


def test_a_guest_types_a_word_and_is_gone(client, room):
    guest = User.objects.create_guest("Nora the guest")
    room.admit(guest)
    client.force_login(guest)
    assert "password" not in client.get(PAGE).context["form"].fields
    assert client.post(PAGE, {"confirm": "delete", "messages": "go"}).status_code == 302
    finish()
    assert not User.objects.filter(pk=guest.pk).exists() and rows_with("Nora the guest") == []


def test_who_has_a_passkey_alone_says_again_who_they_are(browser, ada, monkeypatch):
    ada.set_unusable_password()
    ada.save(update_fields=["password"])
    browser.force_login(ada)
    monkeypatch.setattr("accounts.pages.data.did_recently_reauthenticate", lambda request: False)
    assert browser.get(PAGE).url == "/accounts/reauthenticate/?next=%2Faccounts%2Fdelete%2F"
    assert delete(browser).url.startswith("/accounts/reauthenticate/")
    monkeypatch.setattr("accounts.pages.data.did_recently_reauthenticate", lambda request: True)
    assert browser.post(PAGE, {"confirm": LOGIN, "messages": "keep"}).url == "/"


def test_an_administrator_is_not_deleted_by_themselves(client, root):
    assert "Another one has to take that" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"confirm": "root", "password": "between-us-99", "messages": "go"}).status_code == 403
    assert User.objects.filter(username="root", is_active=True).exists()


def test_who_once_did_something_as_administrator_leaves_a_number_in_that_log(root, ada, grace):
    kind = ContentType.objects.get_for_model(User)
    LogEntry.objects.create(user=ada, content_type=kind, object_id=str(grace.pk), object_repr="Grace", action_flag=CHANGE)
    ada.depart("keep")
    finish()
    assert LogEntry.objects.get().user_id == ada.pk
    assert rows_with(NAME, LOGIN, MAIL) == []
    assert User.objects.next_erased() is None


def test_much_is_forgotten_piece_by_piece(room, grace, monkeypatch):
    monkeypatch.setattr(erasing, "AT_ONCE", 3)
    me = member(room, grace)
    for n in range(8):
        Message.objects.post([(me, str(n), str(n))])
    grace.depart("go")
    before, rounds = Message.objects.filter(removed_at=None).count(), 0
    while User.objects.erase_some():
        now = Message.objects.filter(removed_at=None).count()
        assert before - now <= 3
        before, rounds = now, rounds + 1
    assert rounds > 5 and not Message.objects.exclude(author_name=erasing.GONE).exists()


def test_what_waits_for_the_break_never_arrives(room, grace):
    me = member(room, grace)
    Message.objects.post([(me, "waits", "1")])
    Message.objects.update(place=None, seq=None)
    grace.depart("keep")
    finish()
    assert rows_with("waits") == []


@pytest.mark.parametrize(
    ("words", "becomes"),
    [
        ("Ada finished “Ada”.", "deleted user finished something."),
        ("Ada, Grace and Ada Lin carry on.", "deleted user, Grace and deleted user Lin carry on."),
        ("Adam is stuck at “x”, Grace finished “Ada”.", "Adam is stuck at “x”, Grace finished “Ada”."),
    ],
)
def test_a_recap_without_her(words, becomes):
    assert without(words, "Ada") == becomes


def test_every_place_of_a_name_is_forgotten_or_says_why_not():
    elsewhere = {
        "accounts.User.display_name": "goes with the row",
        "accounts.User.password": "goes with the row",
        "rooms.Ban.lifted_by": "see rooms.keeping",
        "chat.Message.author_name": "see chat.keeping",
        "chat.Question.asker_name": "see chat.keeping",
        "studytools.Poll.by_name": "goes with who asked",
        "accounts.Deed.by_name": "see accounts.keeping",
    }
    known = {f"{one.model}.{one.name}" for one in erasing.names} | set(elsewhere)
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ("accounts", "rooms", "chat", "studytools")
        for field in model._meta.fields
        if field.get_internal_type() == "CharField" and field.max_length == 150
    }
    assert columns - known == set()


def test_nobody_is_told_twice_that_she_was_signed_out(ada):
    heard = []

    def hear(user, session, **_):
        heard.append((user.pk, session))

    access_ended.connect(hear)
    ada.depart("keep")
    access_ended.disconnect(hear)
    assert heard == [(ada.pk, None)]
