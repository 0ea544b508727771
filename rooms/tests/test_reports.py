"""Reports: filed once, throttled, decided once by the site's moderators, and whoever filed it is told."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.models import User
from rooms.live.personal import told
from rooms.live.protocol import Refused
from rooms.models import Report
from syncroom import limits

pytestmark = pytest.mark.django_db
QUEUE = "/admin/rooms/report/"


def of(room, user):
    return room.memberships.select_related("room").get(user=user)


@pytest.fixture
def report(room, grace, ada):
    of(room, grace).report(ada.pk, "It insults somebody")
    return Report.objects.get()


@pytest.fixture
def warden(client):
    """Of the Moderators group, and nothing more; signed in."""
    warden = User.objects.create_user("warden", password="between-us-99", is_staff=True)
    warden.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(warden)
    return warden


def test_the_same_report_twice_is_one(room, report, grace, ada):
    assert of(room, grace).report(ada.pk, "Again") == report.pk
    assert Report.objects.get().why == "It insults somebody"


def test_nobody_reports_themself_or_a_stranger(room, grace, mallory):
    for user, code in ((grace, "forbidden"), (mallory, "not-found")):
        with pytest.raises(Refused, match=code):
            of(room, grace).report(user.pk, "Because")


@pytest.mark.parametrize(("filed", "fits"), [(limits.REPORTS_PER_HOUR - 1, True), (limits.REPORTS_PER_HOUR, False)])
def test_ten_reports_an_hour_are_enough(room, grace, ada, filed, fits):
    now = timezone.now()
    for _ in range(filed):
        Report.objects.create(reporter=grace, reporter_name="Grace", about_name="X", why="x", context=[], at=now, room_name="x")
    if fits:
        assert of(room, grace).report(ada.pk, "Because")
    else:
        with pytest.raises(Refused, match="too-many-reports"):
            of(room, grace).report(ada.pk, "Because")
        Report.objects.update(at=now - timedelta(hours=1, seconds=1))
        assert of(room, grace).report(ada.pk, "Because")


def test_a_moderator_decides_once_and_the_reporter_is_told_everywhere(client, warden, report, grace):
    assert "It insults somebody" in client.get(QUEUE).content.decode()
    client.post(f"{QUEUE}{report.pk}/change/", {"state": "acted", "outcome": "We have spoken with Ada."})
    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("acted", warden)
    assert not report.decide(warden, "dismissed")
    assert "We have spoken with Ada." in str(told({grace.pk: 0}))
    client.force_login(grace)
    assert "We have spoken with Ada." in client.get("/").content.decode()
    client.post(f"/reports/{report.pk}/seen/")
    assert "We have spoken" not in client.get("/").content.decode()
    assert "We have spoken" not in str(told({grace.pk: 0}))


def test_nobody_else_puts_the_note_away(client, report, grace, mallory, root):
    report.decide(root, "dismissed")
    client.force_login(mallory)
    client.post(f"/reports/{report.pk}/seen/")
    assert Report.objects.told(grace).exists()


def test_the_list_dismisses_many(client, warden, report):
    client.post(QUEUE, {"action": "dismiss", "_selected_action": [report.pk]})
    assert Report.objects.get().state == "dismissed"


def test_the_rooms_owner_neither_sees_nor_decides(client, room, report, ada):
    client.force_login(ada)
    assert client.get(QUEUE).status_code in (302, 403)
    assert "insults" not in client.get(f"/rooms/{room.code}/log/").content.decode()


def test_moderators_of_the_site_hold_just_what_they_need(warden):
    held = {name.split(".")[1] for name in warden.get_all_permissions()}
    assert held == {
        *("view_room", "change_room", "delete_room", "view_membership", "view_roomact", "view_ban", "change_ban", "view_report", "change_report"),
        *("view_message", "change_message", "view_user", "suspend_user"),
    }


def test_they_suspend_people_and_give_nobody_a_password(client, warden, mallory):
    client.post("/admin/accounts/user/", {"action": "suspend", "_selected_action": [mallory.pk]})
    assert not User.objects.get(pk=mallory.pk).is_active
    assert client.get(f"/admin/accounts/user/{mallory.pk}/password/").status_code == 403


def test_what_was_done_in_rooms_is_read_and_not_changed(client, room, warden, ada, grace):
    of(room, ada).ban(grace.pk, 86_400, "Shouting")
    act, ban = room.acts.get(), room.bans.get()
    assert "banned Grace for 24 h" in client.get("/admin/rooms/roomact/").content.decode()
    assert client.post(f"/admin/rooms/roomact/{act.pk}/change/", {"why": "No"}).status_code == 403
    assert client.post(f"/admin/rooms/roomact/{act.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post("/admin/rooms/ban/", {"action": "lift", "_selected_action": [ban.pk]})
    ban.refresh_from_db()
    assert ban.lifted_by == warden.name
    assert room.acts.filter(kind="lift", by=warden).exists()
