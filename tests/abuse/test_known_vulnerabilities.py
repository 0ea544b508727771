"""What real chat systems were hit by, each tried here through the pages; for connections: test_outsiders.py and tests/live/test_access.py."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from chat.markdown import render, sanitize
from chat.models import Message
from rooms.models import Connection, Invitation, Knock, Process, Room
from studytools.models import Task
from syncroom import limits
from tests.cast import as_, do, say

pytestmark = pytest.mark.django_db
SCRIPT = '<img src=x onerror="alert(1)">'


def of(room, user):
    return room.memberships.select_related("room").get(user=user)


# Words

LINKS_IN_DISGUISE = [
    '<a href="https://example.org" title="https://evil.example/\'onmouseover=alert(1)//">x</a>',
    "https://example.org/<img src=x onerror=alert(1)>",
    '[https://evil.example](https://example.org"onclick="alert(1))',
    '<https://example.org/"onmouseover=alert(1)>',
    "`https://example.org/<b>` https://example.org/&quot;onload=alert(1)",
    "&lt;a href=https://evil.example&gt;",
]


@pytest.mark.parametrize("text", LINKS_IN_DISGUISE)
def test_links_are_not_made_after_sanitising(text):
    html = render(text)
    assert sanitize(html) == html
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', html))


@pytest.mark.parametrize(
    "text", ["![cat](https://evil.example/cat.png)", "https://evil.example/song.mp3", "![](//evil.example/x.svg)", "https://evil.example/clip.mp4"]
)
def test_a_message_with_media_makes_nobody_load_an_address(text, room, ada, client):
    html = render(text)
    assert not re.search(r"<(img|video|audio|source|iframe|object|embed|link|svg)\b|\bsrc=|url\(", html)
    client.force_login(ada)
    policy = client.get(f"/rooms/{room.code}/").headers["Content-Security-Policy"]
    elsewhere = [word for word in policy.split() if "://" in word or word in ("*", "https:", "http:")]
    assert not elsewhere


def addresses_to_look_at(room, ada, root):
    """[(user, address), …] of every page that shows a person's or a room's name."""
    inside = ["room", "room-settings", "room-log", "room-invitations", "room-knocks"]
    yield from ((ada, reverse(name, args=[room.code])) for name in inside)
    yield from ((ada, "/"), (None, "/rooms/"), (None, f"/rooms/{room.code}/"), (ada, "/accounts/me/"))
    for model in ("accounts/user", "rooms/room", "rooms/membership", "chat/message"):
        yield root, f"/admin/{model}/"


@pytest.fixture
def scripted(room, ada, mallory):
    """Ada's room and its people are called by names that are script."""
    User.objects.filter(pk__in=[ada.pk, mallory.pk]).update(display_name=SCRIPT)
    Room.objects.filter(pk=room.pk).update(name=f"{SCRIPT} chemistry", topic=SCRIPT, description=SCRIPT, visibility="public")
    room.refresh_from_db()
    ada.refresh_from_db()
    say(room, ada, SCRIPT)
    Invitation.objects.offer(of(room, ada))
    Knock.objects.make(room, User.objects.get(pk=mallory.pk), SCRIPT)
    return room


def test_a_name_that_is_script_is_words_on_every_page(scripted, ada):
    root = User.objects.create_superuser("root", password="between-us-99", display_name=SCRIPT)
    shown = 0
    for user, address in addresses_to_look_at(scripted, ada, root):
        page = as_(user).get(address)
        if page.status_code == 200:
            assert 'onerror="' not in page.content.decode(), address
            shown += "&lt;img src=x" in page.content.decode()
    assert shown >= 8


def test_script_in_search_words_and_results_is_words(scripted):
    root = as_(User.objects.create_superuser("root", password="between-us-99"))
    for address in ("/rooms/", "/admin/rooms/room/", "/admin/accounts/user/", "/admin/chat/message/"):
        page = root.get(address, {"q": SCRIPT}).content.decode()
        assert "&lt;img src=x" in page, address
        assert 'onerror="' not in page, address


# Who hears and reads


def test_the_chat_of_another_room_is_not_readable(room, ada, mallory):
    posted = say(room, ada, "A secret of ours")
    elsewhere = Room.objects.create_for(mallory, "Elsewhere")
    browser = as_(mallory)
    for code in (room.code, elsewhere.code):
        for address in (reverse("messages", args=[code]), reverse("message", args=[code, posted])):
            for query in ({}, {"around": 1}, {"before": 2}, {"after": 0}):
                assert "A secret of ours" not in browser.get(address, query, follow=True).content.decode()
    for type, fields in {"chat.source": {}, "chat.edit": {"body": "Mine"}, "chat.remove": {}, "chat.report": {"why": "Let me see"}}.items():
        assert do(type, elsewhere, mallory, id=posted, **fields) == "not-found", type
    assert Message.objects.get().body == "A secret of ours"


def test_a_name_that_is_taken_again_inherits_nothing(room, grace):
    say(room, grace, "By the first Grace")
    do("tasks.add", room, grace, client_id="t1", list="mine", title="A task of the first Grace")
    assert Task.objects.filter(owner=grace).exists()
    grace.delete()
    new = Client()
    new.post("/accounts/signup/", {"username": "grace", "password1": "quite-another-1"})
    again = User.objects.get(username="grace")
    assert not again.memberships.exists()
    assert not Task.objects.filter(owner=again).exists()
    assert "A task of the first Grace" not in new.get("/").content.decode()
    assert new.get(f"/rooms/{room.code}/messages/").status_code in (302, 403, 404)
    assert not Message.objects.filter(author=again).exists()


# Who comes in


def doors(room, ada):
    """{door: (address, fields)} of all ways to become a member."""
    _, token = Invitation.objects.offer(of(room, ada))
    fields = {"display_name": "Somebody", "passcode": "open sesame"}
    return {"code": (f"/rooms/{room.code}/join/", fields), "link": (f"/i/{token}/", fields), "knock": (f"/rooms/{room.code}/knock/", fields)}


OBSTACLES = {
    "locked": {"locked": True},
    "accounts only": {"accounts_only": True},
    "archived": {"state": "archived"},
    "closed": {"state": "closed"},
    "full": {"capacity": 2},
    "banned": {},
}


@pytest.mark.parametrize("door", ["code", "link", "knock"])
@pytest.mark.parametrize("obstacle", ["nothing", *OBSTACLES])
def test_no_second_door_skips_the_checks_of_the_first(door, obstacle, room, ada, mallory):
    room.change(passcode="open sesame", access="approval" if door == "knock" else "open")
    address, fields = doors(room, ada)[door]
    if obstacle == "banned":
        room.admit(mallory, vouched=True)
        of(room, ada).ban(mallory.pk, 3600)
    browser = as_(mallory if obstacle == "banned" else None)
    everybody_is_here(room)
    inside = set(room.memberships.standing().values_list("user", flat=True))
    room.change(**OBSTACLES.get(obstacle, {}))
    browser.post(address, fields)
    if waiting := Knock.objects.first():
        do("knock.answer", room, ada, id=waiting.pk, admit=True)
    came_in = set(room.memberships.standing().values_list("user", flat=True)) - inside
    assert len(came_in) == (1 if obstacle == "nothing" else 0)


def everybody_is_here(room):
    process = Process(id="p")
    process.renew()
    for member in room.memberships.standing():
        Connection.objects.create(id=f"c{member.pk}", process=process, room=room, member=member)


def test_who_was_removed_leaves_no_way_back_behind(room, ada, grace, mallory):
    room.change(visibility="private", passcode="open sesame", invites_by="all")
    _, token = Invitation.objects.offer(of(room, grace))
    of(room, ada).show_out(grace.pk)
    assert as_(mallory).post(f"/i/{token}/", {}).status_code == 410
    assert as_(grace).post(f"/i/{token}/", {}).status_code == 410
    assert as_(grace).get(f"/rooms/{room.code}/messages/").status_code != 200


def test_the_passcode_is_not_guessed_from_one_address_nor_from_one_network(room):
    room.change(passcode="open sesame")
    for neighbours in (["203.0.113.7"], [f"2001:db8:0:7::{n:x}" for n in range(1, 200)]):
        statuses = [
            Client()
            .post(f"/rooms/{room.code}/join/", {"display_name": "M", "passcode": f"guess {n}"}, REMOTE_ADDR=neighbours[n % len(neighbours)])
            .status_code
            for n in range(40)
        ]
        assert statuses.count(422) == limits.PASSCODES_PER_3_MINUTES
        assert set(statuses[limits.PASSCODES_PER_3_MINUTES :]) == {429}


def test_the_session_of_before_the_passcode_is_nobodys_afterwards(room, mallory):
    room.change(passcode="open sesame")
    browser, fixed = as_(mallory), Client()
    fixed.cookies["syncroom_session"] = browser.cookies["syncroom_session"].value
    assert browser.post(f"/rooms/{room.code}/join/", {"passcode": "open sesame"}).status_code == 302
    assert "_auth_user_id" in browser.session and "_auth_user_id" not in fixed.session
    assert fixed.get(f"/rooms/{room.code}/messages/").status_code == 302


def guess(room, passcode, address):
    return Client(REMOTE_ADDR=address).post(f"/rooms/{room.code}/join/", {"display_name": "M", "passcode": passcode}).status_code
