"""The owner takes the room along: in order, whole, harmless, and no more than members may see."""

import json
from html.parser import HTMLParser

import pytest

from chat.models import Message, Question
from rooms.models import Membership
from studytools.tasks.models import Task


def member(room, user):
    return Membership.objects.select_related("room", "user").get(room=room, user=user)


@pytest.fixture
def talked(room, ada, grace):
    me, other = member(room, ada), member(room, grace)
    Message.objects.post([(me, "first **bold**", "1"), (other, "<script>alert(1)</script>", "2"), (me, "taken back", "3")])
    Message.objects.get(client_id="3").remove(me)
    Message.objects.post([(other, "waits for the break", "4")])
    Message.objects.filter(client_id="4").update(place=None, seq=None)
    Question.objects.ask(other, "Why, in secret?", True, "q1")
    Task.objects.add(me, False, "Read <i>chapter</i> 3", "t1")
    Task.objects.add(me, True, "mine alone", "t2")
    room.edit(me, topic="<img src=x onerror=alert(1)>")
    return room


def taken(client, room, form):
    answer = client.get(f"/rooms/{room.code}/export.{form}")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith(f'attachment; filename="{room.code}-')
    return answer.getvalue().decode()


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_the_data_has_what_stands_in_order(client, ada, talked):
    client.force_login(ada)
    data = json.loads(taken(client, talked, "json"))
    assert [row["text"] for row in data["messages"]] == ["first **bold**", "<script>alert(1)</script>"]
    assert [row["author"]["name"] for row in data["messages"]] == ["Ada", "Grace"]
    assert [(row["text"], row["asker"]) for row in data["questions"]] == [("Why, in secret?", None)]
    assert [row["title"] for row in data["tasks"]] == ["Read <i>chapter</i> 3"]
    assert (data["room"]["name"], [one["role"] for one in data["room"]["members"]]) == ("Organic chemistry", ["owner", "member"])
    text = json.dumps(data)
    assert "taken back" not in text and "waits for" not in text and "mine alone" not in text and "passcode" not in text


def test_the_page_needs_nothing_else_and_runs_nothing(client, ada, talked):
    client.force_login(ada)
    page = taken(client, talked, "html")
    tags = Tags()
    tags.feed(page)
    names = {tag for tag, _ in tags.seen}
    assert not names & {"script", "img", "iframe", "link", "object", "form", "i"}
    assert not [attrs for _, attrs in tags.seen if any(name.startswith("on") or name in ("src", "style") for name in attrs)]
    assert "<strong>bold</strong>" in page and "&lt;script&gt;alert(1)" in page and "Why, in secret?" in page
    assert page.index("bold") < page.index("alert(1)&lt;/script") and page.rstrip().endswith("</html>")
    assert "waits for" not in page and "mine alone" not in page
    assert "url(" not in page and "@import" not in page


def test_a_message_that_was_spoiled_in_the_database_is_cleaned(client, ada, talked):
    Message.objects.filter(client_id="1").update(html='<p onclick="x()">hi<script>bad()</script></p>')
    client.force_login(ada)
    page = taken(client, talked, "html")
    assert "onclick" not in page and "bad()" not in page


def test_an_empty_room_is_a_whole_page_and_a_closed_one_can_still_be_taken(client, ada, room):
    client.force_login(ada)
    assert "Nothing." in taken(client, room, "html")
    room.close()
    assert json.loads(taken(client, room, "json"))["messages"] == []
    assert "export.html" in client.get(f"/rooms/{room.code}/").content.decode()


def test_it_is_offered_in_the_settings_and_limited(client, ada, room, monkeypatch):
    from syncroom import limits

    client.force_login(ada)
    page = client.get(f"/rooms/{room.code}/settings/").content.decode()
    assert f"/rooms/{room.code}/export.html" in page and f"/rooms/{room.code}/export.json" in page
    monkeypatch.setattr(limits, "EXPORTS_PER_HOUR", 1)
    taken(client, room, "json")
    assert client.get(f"/rooms/{room.code}/export.json").status_code == 429


def test_who_is_no_owner_takes_nothing(client, grace, mallory, room):
    client.force_login(grace)
    assert client.get(f"/rooms/{room.code}/export.json").status_code == 403
    client.force_login(mallory)
    assert client.get(f"/rooms/{room.code}/export.html").status_code == 302


def test_many_are_written_in_pieces(client, ada, room, monkeypatch):
    from rooms import transcript

    monkeypatch.setattr(transcript, "AT_ONCE", 3)
    me = member(room, ada)
    for n in range(10):
        Message.objects.post([(me, f"line {n}", f"c{n}")])
    client.force_login(ada)
    assert [row["text"] for row in json.loads(taken(client, room, "json"))["messages"]] == [f"line {n}" for n in range(10)]
