"""What administrators read, and take away."""

import pytest
from django.contrib.admin.models import LogEntry

from chat.models import Message

pytestmark = pytest.mark.django_db
LIST = "/admin/chat/message/"


@pytest.fixture
def messages(room, grace):
    member = room.memberships.get(user=grace)
    Message.objects.post([(member, word, word) for word in ("good", "bad")])
    return {message.body: message for message in Message.objects.all()}


def test_history_is_searched_and_read_only(client, root, messages):
    page = client.get(LIST, {"q": "bad", "room__id__exact": messages["bad"].room_id}).content.decode()
    assert f"message/{messages['bad'].pk}/change/" in page
    assert f"message/{messages['good'].pk}/change/" not in page
    detail = client.get(f"{LIST}{messages['bad'].pk}/change/").content.decode()
    assert "bad" in detail
    assert 'name="body"' not in detail
    assert client.get(f"{LIST}add/").status_code == client.get(f"{LIST}{messages['bad'].pk}/delete/").status_code == 403


def test_removing_takes_the_words_and_stands_in_the_log(client, root, messages):
    for _ in range(2):
        client.post(LIST, {"action": "take_down", "_selected_action": [messages["bad"].pk], "asked": 1, "why": "Rude"})
    bad = Message.objects.get(pk=messages["bad"].pk)
    assert (bad.body, bad.html, bad.removed_by) == ("", "", root)
    assert LogEntry.objects.count() == 1
    assert "(removed)" in client.get(LIST).content.decode()
    assert Message.objects.get(pk=messages["good"].pk).body == "good"


def test_long_messages_are_shown_in_short(client, root, room, grace):
    Message.objects.post([(room.memberships.get(user=grace), "x" * 500, "long")])
    assert "x" * 80 + "…" in client.get(LIST).content.decode()


@pytest.mark.parametrize("many", [199, 200, 201, 250])
def test_all_of_a_room_is_turned_to_page_by_page_from_both_ends(client, warden, room, grace, many):
    member = room.memberships.get(user=grace)
    Message.objects.post([(member, f"word {n}", f"w{n}") for n in range(many)])
    pages = [client.get(LIST, {"room__id__exact": room.pk, "p": p}).context["cl"].result_list for p in range(1, many // 100 + 1 + bool(many % 100))]
    shown = [message.body for page in pages for message in page]
    assert shown == [f"word {n}" for n in reversed(range(many))]
