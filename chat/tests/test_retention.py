"""What is said stays as long as its room keeps it, and then is gone for good: for open pages, for newcomers, in history, everywhere."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from chat.holding import Hold
from chat.models import Horizon, Message, Question
from chat.retention import due, expire, old_messages
from rooms.live.replay import changes
from rooms.models import Connection, Process, Report, Room, RoomAct
from syncroom import limits

from .conftest import events_in, heard

pytestmark = pytest.mark.django_db
DAY, WEEK = timedelta(days=1), timedelta(days=7)


def clean(*options):
    call_command("expire_messages", *options, stdout=(out := StringIO()))
    return out.getvalue().strip()


def keep(room, retention, since=DAY):
    """So it was chosen a day ago."""
    room.change(retention=retention)
    Room.objects.filter(pk=room.pk).update(retention_at=timezone.now() - since)


def age(word, by):
    """It was said so long ago."""
    Message.objects.filter(body=word).update(at=timezone.now() - by)


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """told(act): the events that are told by it."""

    def told(act):
        def committing():
            with django_capture_on_commit_callbacks(execute=True):
                act()

        return heard(committing)

    return told


def words(room):
    return list(Message.objects.filter(room=room).order_by("place").values_list("body", flat=True))


def known(frames, messages=None):
    """{id: place} of somebody who hears this, as docs/protocol.md says."""
    messages = dict(messages or {})
    for event in frames:
        if event["type"] in ("chat.posted", "chat.edited"):
            messages[event["id"]] = event["place"]
        elif event["type"] == "chat.removed":
            messages.pop(event["id"], None)
        elif event["type"] == "chat.expired":
            messages = {id: place for id, place in messages.items() if place > event["before"]}
    return messages


def replayed(room, since=0):
    return [json.loads(frame) for frame in changes(Room.objects.get(pk=room.pk), since)]


@pytest.fixture
def talk(room, say, ada, grace):
    """Said eight, seven and a half, and six days ago, and now."""
    for user, word, ago in ((ada, "first", 8), (grace, "second", 7.5), (ada, "third", 6), (grace, "fourth", 0)):
        say(user, word)
        age(word, ago * DAY)
    return room


def test_after_a_week_messages_go_for_good_and_the_rest_stays(talk):
    keep(talk, "7d")
    assert clean("--dry-run") == "2 messages would be deleted, 0 questions would be removed"
    assert words(talk) == ["first", "second", "third", "fourth"]
    assert clean() == "2 messages deleted, 0 questions removed"
    assert clean() == "0 messages deleted, 0 questions removed"
    assert words(talk) == ["third", "fourth"]


@pytest.mark.parametrize(("retention", "left"), [("ever", 4), ("90d", 4), ("7d", 2)])
def test_each_room_keeps_them_as_its_owner_chose(talk, retention, left):
    keep(talk, retention)
    clean()
    assert len(words(talk)) == left


def test_younger_ones_are_spared_when_asked_and_nothing_goes_sooner(talk):
    keep(talk, "7d")
    assert clean("--older-than", "9d").startswith("0 messages")
    assert clean("--older-than", "186h").startswith("1 message deleted")
    assert clean("--older-than", "1h").startswith("1 message deleted")


def test_a_choice_harms_nothing_while_it_can_be_undone(talk, ada):
    talk.edit(talk.memberships.get(user=ada), retention="7d")
    assert clean() == "0 messages deleted, 0 questions removed"
    RoomAct.objects.get().undo(talk.memberships.get(user=ada))
    assert Room.objects.get().retention == "ever"
    Room.objects.update(retention_at=timezone.now() - timedelta(seconds=limits.UNDO_SECONDS + 5), retention="7d")
    assert clean() == "2 messages deleted, 0 questions removed"


def test_open_pages_a_newcomer_and_who_was_away_all_know_the_same(talk, say, grace, told):
    before = known(replayed(talk))
    away = Room.objects.get().seq
    say(grace, "fifth")
    keep(talk, "7d")
    events = told(clean)
    assert [event["type"] for event in events] == ["chat.expired"]
    assert events[0]["seq"] == Room.objects.get().seq
    page = known([*replayed(talk, away), *events], before)
    assert page == known(replayed(talk)) == known(replayed(talk, away), before)
    assert sorted(page.values()) == list(Message.objects.order_by("place").values_list("place", flat=True))


def test_numbers_and_places_go_on_as_before(talk, say, grace, client):
    keep(talk, "7d")
    clean()
    seq = Room.objects.get().seq
    assert say(grace, "fifth")["seq"] == seq + 1
    client.force_login(grace)
    page = client.get(f"/rooms/{talk.code}/messages/").json()
    assert [event["client_id"] for event in page["messages"]] == ["third", "fourth", "fifth"]
    assert page["more"] is False
    assert client.get(f"/rooms/{talk.code}/messages/?before=3").json() == {"messages": [], "more": False}


def test_a_crowd_of_messages_goes_a_few_at_a_time_each_with_a_number(talk, monkeypatch, told):
    monkeypatch.setattr("chat.retention.AT_ONCE", 1)
    keep(talk, "7d")
    numbers = [event["seq"] for event in told(clean)]
    assert numbers == [numbers[0], numbers[0] + 1]
    assert Horizon.objects.get().seq == numbers[1]
    assert known(replayed(talk)).keys() == set(Message.objects.values_list("pk", flat=True))


def test_what_was_removed_before_goes_too(talk, ada):
    Message.objects.get(body="second").strike(ada.pk)
    keep(talk, "7d")
    assert clean().startswith("2 messages")
    assert Message.objects.count() == 2


def test_what_waited_for_the_break_counts_from_when_it_was_heard(room, say, ada, grace, focus):
    say(ada, "before")  # hers are not held
    say(grace, "held")
    age("held", 8 * DAY)
    age("before", 8 * DAY)
    keep(room, "7d")
    clean()
    assert words(room) == ["held"]
    Hold.objects.release([room.pk])
    clean()
    assert words(room) == ["held"]
    Message.objects.update(released_at=F("at"))
    clean()
    assert words(room) == []


def test_questions_are_forgotten_with_the_rest(room, ask, grace, told):
    ask(grace, "questions.ask", client_id="q1", text="Why?", anonymous=False)
    Question.objects.update(at=timezone.now() - 8 * DAY)
    keep(room, "7d")
    assert [event["type"] for event in told(clean)] == ["questions.removed"]
    assert Question.objects.get().text == ""
    assert clean() == "0 messages deleted, 0 questions removed"


def test_a_report_keeps_its_copy(talk, ask, ada):
    message = Message.objects.get(body="second")
    ask(ada, "chat.report", id=message.pk, why="unkind")
    keep(talk, "7d")
    clean()
    assert not Message.objects.filter(pk=message.pk).exists()
    assert [line["body"] for line in Report.objects.get().context] == ["first", "second", "third", "fourth"]


class TestUntilEverybodyHasLeft:
    @pytest.fixture
    def left(self, talk):
        keep(talk, "empty")
        Room.objects.update(seen_at=timezone.now() - timedelta(minutes=6))
        return talk

    @pytest.fixture
    def here(self, left, grace):
        process = Process(id="p")
        process.renew()
        return Connection.objects.create(id="c", process=process, room=left, member=left.memberships.get(user=grace))

    def test_they_go_a_while_after_everybody_left(self, left):
        assert clean().startswith("4 messages")
        assert words(left) == []

    def test_they_stay_while_somebody_is_here(self, left, here):
        assert clean().startswith("0 messages")

    def test_they_stay_over_a_reload(self, left):
        Room.objects.update(seen_at=timezone.now() - timedelta(minutes=4))
        assert clean().startswith("0 messages")

    def test_they_stay_for_somebody_who_comes_in_while_others_are_looked_through(self, left, grace):
        now = timezone.now()
        *_, (rooms, then) = due(now, timedelta(0))
        assert rooms.filter(pk=left.pk).exists() and old_messages(left.pk, then).count() == 4
        steps = expire(lambda room, then: pytest.fail("somebody is coming in"))(now, timedelta(0))
        Room.objects.touch({left.pk}, now)
        assert sum(steps) == 0


def test_the_owner_chooses_and_members_see_it(client, room, ada, grace):
    client.force_login(ada)
    page = client.get(f"/rooms/{room.code}/settings/").content.decode()
    assert "Messages are kept" in page
    form = {"name": room.name, "visibility": "unlisted", "capacity": 25, "lifetime": "kept", "retention": "7d"}
    assert client.post(f"/rooms/{room.code}/settings/", form).status_code == 302
    assert Room.objects.get().retention == "7d"
    assert "changed how long messages are kept" in RoomAct.objects.get().words
    client.force_login(grace)
    assert "messages go after 7 days" in client.get(f"/rooms/{room.code}/").content.decode()
    assert client.post(f"/rooms/{room.code}/settings/", form).status_code == 403


def test_members_in_the_room_hear_of_the_choice(room, ada, django_capture_on_commit_callbacks):
    from rooms.live.writer import gathered

    with gathered() as letters, django_capture_on_commit_callbacks(execute=True):
        room.edit(room.memberships.get(user=ada), retention="empty")
    (event,) = events_in(letters)
    assert (event["retention"], event["retention_words"]) == ("empty", "messages go when all have left")
