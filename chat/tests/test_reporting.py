"""What a report takes along."""

import pytest

from chat.models import Message
from rooms.models import Report

pytestmark = pytest.mark.django_db


def context():
    return [(line["body"], line["reported"]) for line in Report.objects.get().context]


@pytest.mark.parametrize(("reported", "copied"), [(5, "234567"), (8, "345678"), (1, "123")])
def test_a_message_goes_with_five_around_it(room, say, ask, ada, grace, reported, copied):
    ids = [say(ada, str(number))["id"] for number in range(1, 9)]
    assert "id" in ask(grace, "chat.report", id=ids[reported - 1], why="Advertising")
    assert "".join(body for body, _ in context()) == copied
    assert [body for body, is_it in context() if is_it] == [str(reported)]


def test_the_copy_stays_when_the_words_are_removed(room, say, ask, ada, grace):
    message = say(ada, "shameless")["id"]
    ask(grace, "chat.report", id=message, why="Advertising")
    Message.objects.get(pk=message).strike(ada.pk)
    assert context() == [("shameless", True)]


def test_a_person_goes_with_the_last_five_things_they_said(room, say, ask, ada, grace):
    for number in range(7):
        say(ada, str(number))
        say(grace, f"mine {number}")
    assert "id" in ask(grace, "room.report", member=ada.pk, why="Advertising")
    assert [body for body, _ in context()] == list("23456")


def test_what_one_may_not_see_is_not_reported(room, say, ask, ada, mallory):
    room.change(past_for="owner")
    message = say(ada, "before")["id"]
    room.admit(mallory)
    assert ask(mallory, "chat.report", id=message, why="Curious") == "not-found"
    assert "id" in ask(mallory, "room.report", member=ada.pk, why="Curious")
    assert context() == []


def test_ones_own_message_is_not_reported(room, say, ask, grace):
    assert ask(grace, "chat.report", id=say(grace, "mine")["id"], why="Because") == "forbidden"
