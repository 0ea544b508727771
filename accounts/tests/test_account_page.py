"""The account page: what I am called, and where the rest is."""

import re

import pytest

from accounts.models import User
from rooms.models import Room


def test_a_stranger_is_asked_to_log_in_and_returns(browser, db):
    assert browser.get("/accounts/").url == "/accounts/login/?next=/accounts/"


def test_ada_renames_herself_and_her_rooms_hear(browser, ada, room, new_names):
    browser.force_login(ada)
    assert browser.post("/accounts/", {"display_name": " Countess\u202e  Ada "}).url == "/accounts/"
    assert browser.who().name == "Countess Ada"
    assert new_names == ["Countess Ada"]
    assert room.memberships.get(user=ada).name == "Countess Ada"


@pytest.mark.parametrize("name", ["", "\u200b", "a" * 41, "\x00"])
def test_a_name_that_cannot_be_read_is_refused(browser, ada, name):
    browser.force_login(ada)
    assert browser.post("/accounts/", {"display_name": name}).status_code == 422
    assert browser.who().name == "Ada"


@pytest.mark.parametrize(
    ("page", "sent", "box"),
    [
        ("", {"display_name": ""}, "display_name"),
        ("picture/", {}, "picture"),
        ("days/", {"zone": "", "day_starts": "4", "weekly_goal_hours": "200"}, "weekly_goal_hours"),
        ("profile/", {"bio": "x" * 9_999, "studies_for": "rooms", "bio_for": "all", "minutes_for": "rooms"}, "bio"),
    ],
)
def test_the_page_opens_where_something_is_wrong(browser, ada, page, sent, box):
    browser.force_login(ada)
    shown = browser.post(f"/accounts/{page}", sent).content.decode()
    assert [re.search(r'name="(\w+)"', tag)[1] for tag in re.findall(r"<[^>]* autofocus[^>]*>", shown)] == [box]
    assert re.search(r'aria-current="page">(\w+)', shown)[1] == "Profile"
    assert "autofocus" not in browser.get("/accounts/").content.decode()


def test_names_are_text_wherever_they_stand(browser, ada):
    browser.force_login(ada)
    page = browser.post("/accounts/", {"display_name": "<script>alert(1)</script>"}, follow=True).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_guest_is_offered_an_account_and_may_be_renamed(browser):
    guest = browser.come_as_guest("Ada")
    room = Room.objects.create_for(guest, "Organic chemistry")
    page = browser.get("/accounts/").content.decode()
    assert "/accounts/signup/" in page and "/accounts/password/change/" not in page
    browser.post("/accounts/", {"display_name": "Grace"})
    assert room.memberships.get().name == "Grace"


def test_an_account_finds_password_address_and_the_way_out(browser, ada):
    browser.force_login(ada)
    page = browser.get("/accounts/").content.decode()
    for way in "password/change/", "email/", "logout/":
        assert f"/accounts/{way}" in page


def test_renaming_is_limited(browser, ada, monkeypatch):
    from syncroom import limits

    monkeypatch.setattr(limits, "RENAMES_PER_HOUR", 2)
    browser.force_login(ada)
    assert [browser.post("/accounts/", {"display_name": f"Ada {n}"}).status_code for n in range(3)] == [302, 302, 429]
    assert User.objects.get().name == "Ada 1"
