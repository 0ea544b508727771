"""A ban holds for the account, its devices and for a while its address, whichever way one comes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from rooms.models import Ban, Invitation, Room, RoomAct, Trace
from rooms.models.bans import TRACED
from rooms.permissions import Role
from syncroom import limits

pytestmark = pytest.mark.django_db
HOUR = 3600
HERE, THERE = {"REMOTE_ADDR": "203.0.113.7"}, {"REMOTE_ADDR": "198.51.100.9"}


def of(room, user):
    return room.memberships.select_related("room").get(user=user)


def join(room, browser, **more):
    return browser.post(f"/rooms/{room.code}/join/", {"display_name": "Somebody", **more})


def comes_in(room, browser, **more):
    return join(room, browser, **more).status_code == 302


@pytest.fixture
def lin(room):
    """A guest, by their browser at home."""
    browser = Client(**HERE)
    assert comes_in(room, browser)
    browser.get(f"/rooms/{room.code}/")
    browser.user = User.objects.get(is_guest=True)
    return browser


@pytest.fixture
def banned(room, ada, lin):
    """Lin, whom Ada banned for an hour."""
    of(room, ada).ban(lin.user.pk, HOUR, "Shouting")
    return lin


def at(browser, address):
    """The same browser from another address."""
    browser.defaults["REMOTE_ADDR"] = address
    return browser


def test_who_is_banned_is_out_and_told_why_and_until_when(room, banned):
    assert of(room, banned.user).role == Role.GONE
    page = banned.get(f"/rooms/{room.code}/").content.decode()
    assert "You are banned from this room." in page
    assert "Shouting" in page
    assert "Try again" not in page


def test_the_account_is_kept_out_in_another_browser_from_elsewhere(room, banned):
    elsewhere = Client(**THERE)
    elsewhere.force_login(banned.user)
    assert not comes_in(room, elsewhere)


def test_a_fresh_guest_on_the_same_device_is_kept_out_from_elsewhere_under_another_name(room, banned):
    at(banned, THERE["REMOTE_ADDR"]).post("/accounts/logout/")
    assert not comes_in(room, banned, display_name="Nobody you know")
    assert User.objects.filter(is_guest=True).count() == 1


def test_a_new_account_on_the_same_device_is_kept_out(room, banned):
    at(banned, THERE["REMOTE_ADDR"]).post("/accounts/logout/")
    banned.post("/accounts/signup/", {"username": "fresh", "password1": "analytical-engine-1"})
    assert User.objects.filter(username="fresh").exists()
    assert not comes_in(room, banned)


def test_neither_a_passcode_nor_an_invitation_leads_in(room, ada, banned):
    room.change(passcode="open sesame")
    assert not comes_in(room, banned, passcode="open sesame")
    invitation, token = Invitation.objects.offer(of(room, ada))
    for browser in (banned, Client(**HERE)):
        assert browser.post(reverse("invitation", args=[token]), {"display_name": "Again"}).status_code == 403
    invitation.refresh_from_db()
    assert invitation.uses == 0


def test_the_address_is_kept_out_for_a_while(room, banned):
    assert not comes_in(room, Client(**HERE))
    assert comes_in(room, Client(**THERE))
    Ban.objects.update(address_until=timezone.now())
    assert comes_in(room, Client(**HERE))


@pytest.mark.parametrize(("address", "out"), [("2001:db8:1:2::99", True), ("2001:db8:1:3::1", False)])
def test_an_ipv6_neighbourhood_is_one_address(room, ada, address, out):
    browser = Client(REMOTE_ADDR="2001:db8:1:2::1")
    join(room, browser)
    of(room, ada).ban(User.objects.get(is_guest=True).pk, HOUR)
    assert comes_in(room, Client(REMOTE_ADDR=address)) is not out


def test_who_is_inside_already_stays_though_they_share_the_address(room, banned, grace):
    neighbour = Client(**HERE)
    neighbour.force_login(grace)
    assert neighbour.get(f"/rooms/{room.code}/").status_code == 200
    assert comes_in(room, neighbour)
    assert of(room, grace).role == Role.MEMBER


@pytest.mark.parametrize("seconds", [HOUR, 86_400, 604_800, None])
def test_a_ban_ends_in_time_or_never(room, ada, lin, seconds):
    of(room, ada).ban(lin.user.pk, seconds)
    long_after = timezone.now() + timedelta(seconds=(seconds or 10**9) + 1)
    assert Ban.objects.against(room, lin.user) is not None
    assert (Ban.objects.against(room, lin.user, long_after) is None) is (seconds is not None)


def test_the_address_is_kept_out_no_longer_than_the_person(room, ada, lin):
    for seconds in (HOUR, None):
        of(room, ada).ban(lin.user.pk, seconds)
        ban = Ban.objects.latest("pk")
        assert ban.address_until - ban.at == timedelta(seconds=min(seconds or 10**9, limits.BAN_ADDRESS_SECONDS))


def test_lifted_they_may_come_in_again(room, ada, banned):
    of(room, ada).lift(Ban.objects.get().pk)
    assert comes_in(room, banned)
    assert [act.kind for act in RoomAct.objects.latest(room.pk)] == ["lift", "ban"]


def test_a_ban_can_be_undone(room, ada, banned):
    RoomAct.objects.get().undo(of(room, ada))
    assert comes_in(room, banned)


def test_another_ban_replaces_the_first(room, ada, banned):
    of(room, ada).ban(banned.user.pk, None)
    assert Ban.objects.holding(timezone.now()).get().until is None


def test_a_ban_of_one_room_is_none_of_another(room, ada, banned):
    other = Room.objects.create_for(ada, "Other")
    assert comes_in(other, banned)


def test_a_ban_outlives_the_guest_who_earned_it(room, banned):
    User.objects.filter(pk=banned.user.pk).leave()
    assert not comes_in(room, at(banned, THERE["REMOTE_ADDR"]))


def test_the_devices_name_is_signed_and_stays(room, lin):
    cookie = lin.cookies["syncroom_device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 2 * 365 * 86_400)
    lin.cookies["syncroom_device"] = "forged"
    lin.get(f"/rooms/{room.code}/")
    assert lin.cookies["syncroom_device"].value != "forged"


def test_where_somebody_was_is_noted_once_and_forgotten(room, lin, django_assert_num_queries):
    assert Trace.objects.get().address == HERE["REMOTE_ADDR"]
    before = Trace.objects.get().seen_at
    lin.get(f"/rooms/{room.code}/")
    assert Trace.objects.get().seen_at == before
    assert not Trace.objects.over(timezone.now() + TRACED - timedelta(seconds=5))
    assert Trace.objects.over(timezone.now() + TRACED + timedelta(seconds=5))


def test_the_owners_page_lists_bans_and_lifts_them(room, ada, banned):
    owner = Client(**THERE)
    owner.force_login(ada)
    page = owner.get(f"/rooms/{room.code}/settings/").content.decode()
    assert "Shouting" in page
    assert HERE["REMOTE_ADDR"] not in page
    owner.post(f"/rooms/{room.code}/bans/{Ban.objects.get().pk}/lift/")
    assert comes_in(room, banned)


def test_a_member_lifts_nothing(room, banned, grace):
    member = Client(**THERE)
    member.force_login(grace)
    assert member.post(f"/rooms/{room.code}/bans/{Ban.objects.get().pk}/lift/").status_code == 403
    assert not comes_in(room, banned)


def test_who_lets_somebody_in_is_not_taken_for_them(room, ada, mallory, banned):
    """A moderator who shares the banned person's address answers a knock from elsewhere."""
    Trace.objects.note(mallory, "another device", THERE["REMOTE_ADDR"], timezone.now())
    moderator = Client(**HERE)
    moderator.force_login(ada)
    room.change(access="approval")
    knocker = Client(**THERE)
    knocker.force_login(mallory)
    knocker.post(f"/rooms/{room.code}/knock/", {"reason": "Please"})
    knock = room.knocks.get()
    moderator.post(reverse("room-knock-answer", args=[room.code, knock.pk]), {"answer": "admit", "admit": "yes"})
    assert of(room, mallory).role == Role.MEMBER


def test_who_is_banned_does_not_knock(room, banned):
    room.change(access="approval")
    banned.post(f"/rooms/{room.code}/knock/", {"reason": "Please"})
    assert not room.knocks.exists()
