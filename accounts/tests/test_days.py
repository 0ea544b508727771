"""When somebody's days begin, and what they want to reach in a week, as they say on their account's page."""

import pytest

DAYS = {"zone": "Europe/Berlin", "day_starts": "5", "weekly_goal_hours": "12"}


def saved(user):
    user.refresh_from_db()
    return user.zone, user.day_starts, user.weekly_goal_hours


def test_ada_says_when_her_days_begin_and_what_she_wants_to_reach(browser, ada):
    browser.force_login(ada)
    assert browser.post("/accounts/days/", DAYS).url == "/accounts/"
    assert saved(ada) == ("Europe/Berlin", 5, 12)
    page = browser.get("/accounts/").content.decode()
    assert '<option value="Europe/Berlin" selected>Berlin</option>' in page
    assert '<option value="5" selected>05:00</option>' in page


def test_no_goal_is_none_and_an_empty_zone_is_the_browsers(browser, ada):
    ada.live_by("Asia/Tokyo", 0, 10)
    browser.force_login(ada)
    browser.post("/accounts/days/", {"zone": "", "day_starts": "4"})
    assert saved(ada) == ("", 4, None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"zone": "Mars/Olympus"}, "no such time zone"),
        ({"zone": "Europe/Berlin\x00"}, "Null characters"),
        ({"zone": "x" * 61}, "at most 60"),
        ({"day_starts": "24"}, "0 to 23"),
        ({"day_starts": ""}, "choose an hour"),
        ({"weekly_goal_hours": "0"}, "greater than or equal to 1"),
        ({"weekly_goal_hours": "169"}, "less than or equal to 168"),
        ({"weekly_goal_hours": "a lot"}, "whole hours"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_changed(browser, ada, wrong, words):
    browser.force_login(ada)
    answer = browser.post("/accounts/days/", DAYS | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert saved(ada) == ("", 4, None)


def test_a_zone_by_another_name_is_offered_to_whoever_has_it(browser, ada):
    ada.find_zone("GB")
    browser.force_login(ada)
    assert '<option value="GB" selected>GB</option>' in browser.get("/accounts/").content.decode()


def test_a_guest_has_days_too(browser):
    guest = browser.come_as_guest("Ada")
    browser.post("/accounts/days/", DAYS)
    assert saved(guest) == ("Europe/Berlin", 5, 12)


def test_a_stranger_has_none_and_looking_changes_nothing(browser, ada):
    assert browser.post("/accounts/days/", DAYS).url == "/accounts/login/?next=/accounts/days/"
    browser.force_login(ada)
    assert browser.get("/accounts/days/").status_code == 405
