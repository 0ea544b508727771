"""Reports: filed once, throttled, decided once by the site's moderators, and whoever filed it is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Deed, User
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
    verdict = {"asked": 1, "state": "acted", "why": "An insult", "outcome": "We have spoken with Ada."}
    client.post(f"{QUEUE}{report.pk}/act/decide/", verdict)
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
    client.post(QUEUE, {"action": "decide", "_selected_action": [report.pk], "asked": 1, "state": "dismissed", "why": "Harmless"})
    assert Report.objects.get().state == "dismissed"


def test_the_rooms_owner_neither_sees_nor_decides(client, room, report, ada):
    client.force_login(ada)
    assert client.get(QUEUE).status_code in (302, 403)
    assert "insults" not in client.get(f"/rooms/{room.code}/log/").content.decode()


def test_moderators_of_the_site_hold_just_what_they_need(warden):
    held = {name.split(".")[1] for name in warden.get_all_permissions()}
    assert held == {
        *("view_room", "change_room", "delete_room", "view_membership", "change_membership", "view_roomact", "view_report", "change_report"),
        *("view_ban", "add_ban", "change_ban", "view_invitation", "change_invitation", "view_user", "suspend_user", "view_deed", "view_logentry"),
        *("view_message", "change_message", "view_question", "change_question"),
    }


def test_they_suspend_people_and_give_nobody_a_password(client, warden, mallory):
    client.post("/admin/accounts/user/", {"action": "suspend", "_selected_action": [mallory.pk], "asked": 1, "why": "Spam"})
    assert not User.objects.get(pk=mallory.pk).is_active
    assert client.get(f"/admin/accounts/user/{mallory.pk}/password/").status_code == 403


def test_what_was_done_in_rooms_is_read_and_not_changed(client, room, warden, ada, grace):
    of(room, ada).ban(grace.pk, 86_400, "Shouting")
    act, ban = room.acts.get(), room.bans.get()
    assert "banned Grace for 24 h" in client.get("/admin/rooms/roomact/").content.decode()
    assert client.post(f"/admin/rooms/roomact/{act.pk}/change/", {"why": "No"}).status_code == 403
    assert client.post(f"/admin/rooms/roomact/{act.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post("/admin/rooms/ban/", {"action": "lift", "_selected_action": [ban.pk], "asked": 1, "why": "They are sorry"})
    ban.refresh_from_db()
    assert ban.lifted_by == warden.name
    assert room.acts.get(kind="lift", by=warden).why == "They are sorry"


@pytest.fixture
def about_grace(room, ada, grace, mallory):
    """A report by Mallory, who belongs here, about Grace."""
    room.admit(mallory)
    of(room, mallory).report(grace.pk, "Advertising")
    return Report.objects.get()


def decide(client, report, **fields):
    return client.post(f"{QUEUE}{report.pk}/act/decide/", {"asked": 1, "state": "acted", "why": "Advertising", **fields})


def test_all_that_is_to_be_done_is_done_in_one_place_and_each_stands_in_the_audit(client, room, warden, about_grace, grace):
    page = client.get(f"{QUEUE}{about_grace.pk}/change/").content.decode()
    for words in ("Silence them in the room", "Ban them from the room", "Close the room", "Suspend their account"):
        assert words in page
    assert "Remove the message" not in page, "it is about a person"
    assert decide(client, about_grace, ban="on", ban_for=86_400, suspend="on").status_code == 302
    assert not User.objects.get(pk=grace.pk).is_active
    ban = room.bans.get()
    assert (ban.user, ban.by_site, ban.why) == (grace, True, "Advertising")
    assert ban.until - ban.at == timedelta(days=1)
    assert set(Deed.objects.values_list("kind", "why")) == {(kind, "Advertising") for kind in ("ban", "suspend", "decide")}
    assert Report.objects.get().state == "acted"


def test_a_second_verdict_does_nothing(client, warden, about_grace, grace):
    decide(client, about_grace, state="dismissed")
    decide(client, about_grace, suspend="on")
    assert User.objects.get(pk=grace.pk).is_active
    assert Report.objects.get().state == "dismissed"


def test_of_two_moderators_at_once_only_the_first_takes_measures(warden, about_grace, grace):
    from rooms.measures import measures

    stale = Report.objects.get()
    about_grace.decide(warden, "dismissed")
    assert not stale.settle(warden, "Late", "acted", measures=[(measures["suspend"], 0)])
    assert User.objects.get(pk=grace.pk).is_active


def test_what_is_dismissed_needs_nothing_done(client, warden, about_grace):
    assert decide(client, about_grace, state="dismissed", suspend="on").status_code == 422
    assert Report.objects.get().state == "open"


def test_nobody_decides_what_they_are_part_of(client, warden, room, ada):
    room.admit(warden)
    of(room, ada).report(warden.pk, "Rude")
    report = Report.objects.get()
    assert "Somebody else has to decide it" in client.get(f"{QUEUE}{report.pk}/change/").content.decode()
    decide(client, report, state="dismissed")
    assert Report.objects.get().state == "open"


def test_moderators_do_not_suspend_each_other_or_themselves(client, warden, room, ada):
    other = User.objects.create_user("other", password=None, is_staff=True)
    room.admit(other)
    of(room, ada).report(other.pk, "Rude")
    report = Report.objects.get()
    assert "Suspend their account" not in client.get(f"{QUEUE}{report.pk}/change/").content.decode()
    decide(client, report, suspend="on")
    for person in (other, warden):
        client.post(f"/admin/accounts/user/{person.pk}/act/suspend/", {"asked": 1, "why": "Rude"})
    assert not User.objects.filter(is_active=False).exists()


def test_a_ban_of_the_sites_moderators_is_theirs_to_lift(client, warden, room, ada, grace):
    of(room, grace).keep_out(warden, None, "Advertising")
    ban, act = room.bans.get(), room.acts.get()
    with pytest.raises(Refused, match="sites-ban"):
        of(room, ada).lift(ban.pk)
    with pytest.raises(Refused, match="sites-ban"):
        of(room, ada).ban(grace.pk, 3600)
    with pytest.raises(Refused, match="forbidden"):
        act.undo(of(room, ada))
    assert not act.undoable(timezone.now())
    client.post(f"/admin/rooms/ban/{ban.pk}/act/lift/", {"asked": 1, "why": "Sorry"})
    ban.refresh_from_db()
    assert ban.lifted_by == "Warden"
    assert room.admit(grace)


def test_an_owner_is_not_banned_from_their_own_room(client, warden, room, ada):
    owner = of(room, ada)
    client.post(f"/admin/rooms/membership/{owner.pk}/act/ban/", {"asked": 1, "why": "Rude", "seconds": 3600})
    assert not room.bans.exists()


def test_the_queue_shows_the_open_ones_and_whoever_waited_longest_first(client, warden, room, ada, grace, mallory):
    for user in (mallory, User.objects.create_guest("Lin")):
        room.admit(user)
        of(room, grace).report(user.pk, "Rude")
    of(room, ada).report(grace.pk, "Rude")
    first, second, third = Report.objects.order_by("pk")
    second.decide(warden, "acted")
    shown = lambda query="": [report.pk for report in client.get(QUEUE + query).context["cl"].result_list]  # noqa: E731
    assert shown() == [first.pk, third.pk]
    assert shown("?state=acted") == [second.pk]
    assert len(shown("?state=all")) == 3
    assert shown("?state=all&q=lin") == [second.pk]
