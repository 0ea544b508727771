"""When somebody's days begin, and whether others see their minutes, as they say on their account's page."""

import pytest

DAYS = {"zone": "Europe/Berlin", "day_starts": "5", "shows_minutes": "on"}


def saved(user):
    user.refresh_from_db()
    return user.zone, user.day_starts, user.shows_minutes


def test_ada_says_when_her_days_begin_and_that_others_may_see_her_minutes(browser, ada):
    browser.force_login(ada)
    assert browser.post("/accounts/days/", DAYS).url == "/accounts/"
    assert saved(ada) == ("Europe/Berlin", 5, True)
    page = browser.get("/accounts/").content.decode()
    assert '<option value="Europe/Berlin" selected>Berlin</option>' in page
    assert '<option value="5" selected>05:00</option>' in page


def test_a_switch_that_is_off_is_not_sent_and_an_empty_zone_is_the_browsers(browser, ada):
    ada.live_by("Asia/Tokyo", 0, True)
    browser.force_login(ada)
    browser.post("/accounts/days/", {"zone": "", "day_starts": "4"})
    assert saved(ada) == ("", 4, False)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"zone": "Mars/Olympus"}, "no such time zone"),
        ({"zone": "Europe/Berlin\x00"}, "Null characters"),
        ({"zone": "x" * 61}, "at most 60"),
        ({"day_starts": "24"}, "0 to 23"),
        ({"day_starts": ""}, "choose an hour"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_changed(browser, ada, wrong, words):
    browser.force_login(ada)
    answer = browser.post("/accounts/days/", DAYS | wrong)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert saved(ada) == ("", 4, False)


def test_a_zone_by_another_name_is_offered_to_whoever_has_it(browser, ada):
    ada.find_zone("GB")
    browser.force_login(ada)
    assert '<option value="GB" selected>GB</option>' in browser.get("/accounts/").content.decode()


def test_a_guest_has_days_too(browser):
    guest = browser.come_as_guest("Ada")
    browser.post("/accounts/days/", DAYS)
    assert saved(guest) == ("Europe/Berlin", 5, True)


def test_a_stranger_has_none_and_looking_changes_nothing(browser, ada):
    assert browser.post("/accounts/days/", DAYS).url == "/accounts/login/?next=/accounts/days/"
    browser.force_login(ada)
    assert browser.get("/accounts/days/").status_code == 405
