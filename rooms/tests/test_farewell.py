"""Before a kept room goes its people are told: on its page, among their rooms, and its owner by mail, once."""

from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from rooms.farewell import day
from rooms.models import Room

pytestmark = pytest.mark.django_db
DAY, MONTH = timedelta(days=1), timedelta(days=30)


@pytest.fixture
def going(room):
    """It is deleted in two days."""
    return archived(room, MONTH - 2 * DAY)


def archived(room, ago):
    room.archive()
    Room.objects.update(state_at=timezone.now() - ago, seen_at=timezone.now() - MONTH - ago)
    room.refresh_from_db()
    return room


@pytest.fixture
def address(ada, settings):
    """Ada can be written to."""
    settings.EMAIL_URL = "smtp://mail.example.org"
    return EmailAddress.objects.create(user=ada, email="ada@example.org", verified=True, primary=True)


def expire(*options):
    call_command("expire_rooms", *options, stdout=(out := StringIO()))
    return out.getvalue().split(", ")[1]


def page(client, user, path="/"):
    client.force_login(user)
    return " ".join(client.get(path).content.decode().split())


def test_on_the_rooms_page_it_says_when_and_the_owner_keeps_it(client, going, ada):
    there = page(client, ada, f"/rooms/{going.code}/")
    assert f"on {day(timezone.now() + 2 * DAY, ada.tz)} it is deleted" in there
    assert "Keep this room</button>" in there
    client.post(f"/rooms/{going.code}/reopen/")
    assert "it is deleted" not in page(client, ada, f"/rooms/{going.code}/")
    assert Room.objects.get().state == "open"


def test_a_member_is_told_who_can_keep_it(client, going, grace):
    there = page(client, grace, f"/rooms/{going.code}/")
    assert "it is deleted" in there and "Its owner can open it again" in there
    assert "Keep this room" not in there


def test_among_my_rooms_it_says_so_too(client, going, ada, grace):
    assert f"Deleted on {day(timezone.now() + 2 * DAY, ada.tz)}" in page(client, ada)
    assert "Keep it<" in page(client, ada)
    assert "unless its owner opens it again" in page(client, grace)


@pytest.mark.parametrize("path", ["/", "/rooms/{}/"])
def test_its_owner_is_offered_to_take_it_along(client, going, ada, grace, path):
    export = f'href="/rooms/{going.code}/export.html" download'
    assert export in page(client, ada, path.format(going.code))
    assert client.get(f"/rooms/{going.code}/export.html").getvalue().endswith(b"</html>\n")
    assert export not in page(client, grace, path.format(going.code))


def test_while_there_is_time_nobody_is_alarmed(client, room, ada):
    archived(room, MONTH - 3 * DAY - timedelta(minutes=1))
    assert "Deleted on" not in page(client, ada)
    assert "it is deleted" not in page(client, ada, f"/rooms/{room.code}/")


def test_before_it_is_put_away_it_says_so_among_my_rooms(client, room, ada):
    Room.objects.update(seen_at=timezone.now() - MONTH + DAY)
    assert "Put away on" in page(client, ada)
    Room.objects.update(lifetime="pinned")
    assert "Put away on" not in page(client, ada)


def test_the_owner_is_told_by_mail_once(going, address, ada):
    assert expire("--dry-run") == "1 owner would be warned"
    assert mail.outbox == []
    assert [expire(), expire()] == ["1 owner warned", "0 owners warned"]
    (letter,) = mail.outbox
    assert letter.to == ["ada@example.org"]
    assert letter.subject == f"SyncRoom: “{going.name}” is deleted on {day(timezone.now() + 2 * DAY, ada.tz)}"
    assert f"/rooms/{going.code}/" in letter.body


def test_who_kept_it_is_told_again_the_next_time(going, address):
    expire()
    going.reopen()
    assert expire() == "0 owners warned"
    archived(going, MONTH - DAY)
    assert expire() == "1 owner warned"


@pytest.mark.parametrize("fault", ["no mail", "unverified", "no address", "suspended", "pinned", "too early"])
def test_nobody_else_is_written_to(going, address, ada, settings, fault):
    if fault == "no mail":
        settings.EMAIL_URL = ""
    elif fault == "unverified":
        EmailAddress.objects.update(verified=False)
    elif fault == "no address":
        address.delete()
    elif fault == "suspended":
        ada.suspend()
    elif fault == "pinned":
        Room.objects.update(lifetime="pinned")
    else:
        Room.objects.update(state_at=timezone.now() - MONTH + 4 * DAY)
    assert expire() == "0 owners warned"
    assert mail.outbox == []


def test_a_mail_that_could_not_be_sent_is_sent_the_next_time(going, address, monkeypatch):
    def away(*_):
        raise OSError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr("rooms.farewell.send_mail", away)
        assert expire() == "0 owners warned"
    assert expire() == "1 owner warned"
    assert len(mail.outbox) == 1


def test_a_room_with_a_strange_name_makes_one_plain_mail(going, address):
    Room.objects.update(name="A & B <b>\nBcc: all@example.org")
    expire()
    assert "“A & B <b> Bcc: all@example.org”" in mail.outbox[0].subject
    assert mail.outbox[0].recipients() == ["ada@example.org"]
