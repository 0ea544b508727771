"""What the first page of the desk and a room's page tell."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Deed, User
from rooms.live.protocol import Refused
from rooms.models import Connection, Invitation, Process, Report, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(room, ada, grace):
    """Ada in two tabs, Grace away."""
    process = Process(id="p")
    process.renew()
    for id, user in (("a", ada), ("b", ada), ("c", grace)):
        Connection.objects.create(id=id, process=process, room=room, member=room.memberships.get(user=user))
    room.memberships.get(user=grace).go_away(timezone.now())


def words(client, path):
    return " ".join(client.get(path).content.decode().split())


def test_the_first_page_counts_people_and_connections_and_says_what_waits(client, warden, room, here, ada, grace):
    owner = room.memberships.select_related("room").get(user=ada)
    owner.report(grace.pk, "Rude")
    owner.ban(grace.pk, 3600, "Rude")
    User.objects.create_guest("Ned").suspend()
    page = client.get("/admin/").content.decode()
    assert "<b>1</b> person is in <b>1</b> room, over 2 connections." in " ".join(page.replace("\n", " ").split())
    for counted in ("<b>1</b> open report", "<b>1</b> suspended person", "<b>1</b> ban ending within a day"):
        assert counted in page
    assert re.search(r"1 server process is at work, last heard of \d+ s ago\.", page)
    for link in ("/admin/rooms/report/", "/admin/accounts/user/?is_active__exact=0", "/admin/rooms/ban/?holds=soon", "/admin/rooms/room/?here=yes"):
        assert link in page
        assert len(client.get(link).context["cl"].result_list) == 1


def test_the_first_page_says_when_nothing_serves_and_nobody_is_there(client, warden):
    page = client.get("/admin/").content.decode()
    assert "0 server processes are at work." in page
    assert "Nobody is in any room just now." in page
    Process.objects.create(id="p", lease_until=timezone.now() - timedelta(minutes=5))
    assert "1 process has fallen silent within the last hour." in client.get("/admin/").content.decode()


def test_a_rooms_page_says_who_is_where_and_what_each_may(client, warden, room, here, ada, grace, mallory):
    room.admit(mallory)
    owner = room.memberships.select_related("room").get(user=ada)
    owner.hush(grace.pk, 3600)
    owner.ban(mallory.pk, None, "Advertising")
    page = words(client, f"/admin/rooms/room/{room.pk}/change/")
    rows = {name: page.split(f">{name}</a></th>")[1].split("</tr>")[0] for name in ("Ada", "Grace", "Mallory")}
    assert "owner" in rows["Ada"] and ">here<" in rows["Ada"] and "2 connections" in rows["Ada"] and "manage" in rows["Ada"]
    assert ">away<" in rows["Grace"] and "silenced until" in rows["Grace"] and "speak" not in rows["Grace"].split("<td>")[-1]
    assert ">gone<" in rows["Mallory"] and "nothing" in rows["Mallory"]
    assert "for good, by Ada: “Advertising”" in page
    assert "Ada</b> banned" in page or "Ada banned Mallory for good" in page


def test_invitations_are_listed_without_their_tokens(client, warden, room, ada):
    made, token = Invitation.objects.offer(room.memberships.select_related("room").get(user=ada))
    pages = [f"/admin/rooms/room/{room.pk}/change/", "/admin/rooms/invitation/", f"/admin/rooms/invitation/{made.pk}/change/"]
    for path in pages:
        page = words(client, path)
        assert "Ada" in page
        assert token not in page
        assert made.token_hash not in page
    client.post(f"/admin/rooms/invitation/{made.pk}/act/revoke/", {"asked": 1, "why": "Posted in public"})
    assert "revoked" in words(client, pages[0])


def test_the_reason_stands_where_the_rooms_own_people_look(client, warden, room, ada):
    client.post(f"/admin/rooms/room/{room.pk}/act/archive/", {"asked": 1, "why": "Nobody came for a year"})
    client.force_login(ada)
    assert "Nobody came for a year" in words(client, f"/rooms/{room.code}/log/")
    client.force_login(warden)
    client.post(f"/admin/rooms/room/{room.pk}/act/close/", {"asked": 1, "why": "Against the rules"})
    client.force_login(ada)
    assert "A moderator of this site has closed it. The reason given: “Against the rules”" in words(client, f"/rooms/{room.code}/")


def test_an_act_twice_is_one_act(client, warden, room):
    stale = Room.objects.get(pk=room.pk)
    assert room.close(warden, "Once")
    assert not stale.close(warden, "Twice")
    client.post(f"/admin/rooms/room/{room.pk}/act/close/", {"asked": 1, "why": "Thrice"})
    assert [act.why for act in room.acts.all()] == ["Once"]
    assert not Deed.objects.exists()


def test_an_unpinned_room_has_its_days_before_it(client, warden, room):
    Room.objects.filter(pk=room.pk).update(lifetime="pinned", seen_at=timezone.now() - timedelta(days=300))
    client.post(f"/admin/rooms/room/{room.pk}/act/unpin/", {"asked": 1, "why": "Over"})
    room.refresh_from_db()
    assert room.lifetime == "kept"
    assert not Room.objects.idle(timezone.now()).exists()


def test_deleting_says_what_goes_and_puts_people_out(client, warden, room, here):
    page = words(client, f"/admin/rooms/room/{room.pk}/act/dissolve/")
    assert "2 memberships" in page
    assert "2 people are there now, and are out at once." in page
    assert client.post(f"/admin/rooms/room/{room.pk}/act/dissolve/", {"asked": 1, "why": "Asked for"}).url == "/admin/rooms/room/"
    assert not Room.objects.exists()


def test_at_most_a_hundred_rows_at_once(client, warden, ada):
    for n in range(101):
        Room.objects.create_for(ada, f"Room {n}")
    ids = list(Room.objects.values_list("pk", flat=True))
    answer = client.post("/admin/rooms/room/", {"action": "close", "_selected_action": ids, "asked": 1, "why": "All"}, follow=True)
    assert "At most 100 at once." in answer.content.decode()
    assert not Room.objects.filter(state="closed").exists()


def test_rooms_are_found_by_how_their_names_begin_and_by_code(client, warden, room, ada):
    Room.objects.create_for(ada, "Inorganic chemistry")
    for text in ("organic", "ORGANIC  chem", room.code, room.code.replace("-", "").upper(), f"https://example.org/rooms/{room.code}/"):
        assert [found.name for found in client.get("/admin/rooms/room/", {"q": text}).context["cl"].result_list] == ["Organic chemistry"], text
    assert not client.get("/admin/rooms/room/", {"q": "chemistry"}).context["cl"].result_list


def test_reports_of_people_who_are_gone_are_found_by_the_name_they_had(client, warden, room, grace):
    guest = User.objects.create_guest("Ephemeral Eve")
    room.admit(guest)
    room.memberships.select_related("room").get(user=grace).report(guest.pk, "Rude")
    User.objects.filter(pk=guest.pk).leave()
    assert Report.objects.get().about is None
    assert len(client.get("/admin/rooms/report/?q=ephemeral").context["cl"].result_list) == 1


def test_what_the_site_did_is_not_undone_by_the_room(client, warden, room, ada, grace):
    owner = room.memberships.select_related("room").get(user=ada)
    Room.objects.filter(pk=room.pk).update(lifetime="pinned")
    for path in (f"room/{room.pk}/act/unpin", f"membership/{room.memberships.get(user=grace).pk}/act/silence"):
        client.post(f"/admin/rooms/{path}/", {"asked": 1, "why": "Over", "seconds": 3600})
    assert room.acts.count() == 2
    for act in room.acts.all():
        assert not act.undoable(timezone.now())
        with pytest.raises(Refused, match="forbidden"):
            act.undo(owner)


def test_pinning_is_no_setting(client, warden, room):
    form = {"name": room.name, "visibility": "unlisted", "capacity": 25, "lifetime": "pinned"}
    assert "Select a valid choice" in client.post(f"/admin/rooms/room/{room.pk}/change/", form).content.decode()
    room.pin(warden, "Told so")
    client.post(f"/admin/rooms/room/{room.pk}/change/", form | {"lifetime": "kept", "topic": "Esters"})
    room.refresh_from_db()
    assert (room.lifetime, room.topic) == ("pinned", "Esters")


@pytest.mark.parametrize("chosen", ["x", "", "-1", "9" * 30, "1e9", "²", "\x00"])
def test_whatever_is_sent_as_chosen_is_answered(client, warden, room, chosen):
    for form in ({"action": "close", "_selected_action": chosen}, {"action": "none", "_selected_action": room.pk}):
        assert client.post("/admin/rooms/room/", form | {"asked": 1, "why": "Because"}).status_code in (200, 302, 422)
    for path in (f"?room__id__exact={chosen}", f"?q={chosen}", f"?p={chosen}", f"?author__id__exact={chosen}&q=a"):
        assert client.get(f"/admin/chat/message/{path}").status_code in (200, 302), path
    assert Room.objects.get().state == "open"


def test_a_report_of_people_and_rooms_that_are_gone_can_still_be_decided(client, warden, room, grace):
    guest = User.objects.create_guest("Ephemeral Eve")
    room.admit(guest)
    room.memberships.select_related("room").get(user=grace).report(guest.pk, "Rude")
    User.objects.filter(pk=guest.pk).leave()
    room.dissolve(warden, "Over")
    page = f"/admin/rooms/report/{Report.objects.get().pk}/"
    assert "Ephemeral Eve (gone)" in client.get(f"{page}change/").content.decode()
    client.post(f"{page}act/decide/", {"asked": 1, "state": "acted", "why": "Rude"})
    assert Report.objects.get().state == "acted"
