"""What somebody likes is kept with them, and by the browser of whoever is nobody yet."""

import re

import pytest

from accounts.models import User
from accounts.preferences import COOKIE, DEFAULTS, catalogue
from accounts.signals import own_changed

PAGE = "/accounts/preferences/"


def shown(browser, page="/"):
    """{name: value} as the page's <html> has them."""
    tag = re.search(r"<html[^>]*>", browser.get(page).content.decode())[0]
    return dict(re.findall(r'data-(\w+)="(\w*)"', tag))


def test_every_preference_fits_into_a_cookie_and_an_attribute():
    for name, known in catalogue.items():
        assert re.fullmatch(r"[a-z]+", name) and known.words
        assert all(re.fullmatch(r"[a-z]+", value) and words for value, words in known.choices.items())


def test_what_nobody_chose_is_as_usual(browser):
    assert shown(browser) == DEFAULTS


@pytest.mark.parametrize(("sent", "kept"), [("paper", "paper"), ("lamp", "lamp"), ("auto", "auto"), ("pink<script>", "auto"), ("", "auto")])
def test_a_visitors_browser_remembers_and_strange_choices_are_not_kept(browser, sent, kept):
    assert browser.post(PAGE, {"theme": sent, "next": "/rooms/"}).url == "/rooms/"
    assert shown(browser) == DEFAULTS | {"theme": kept}


@pytest.mark.parametrize("value", ["", "theme", "theme:", ":lamp", "theme:<b>|x:y|:|", "a|b|theme:lamp:lamp", "theme:\x00"])
def test_a_cookie_of_any_kind_does_no_harm(browser, value):
    browser.cookies[COOKIE] = value
    assert shown(browser) == DEFAULTS


def test_ada_finds_hers_in_another_browser(browser, another_browser, ada):
    browser.force_login(ada)
    browser.post(PAGE, {"theme": "lamp", "motion": "less", "nonsense": "1"})
    another_browser.force_login(ada)
    assert shown(another_browser) == DEFAULTS | {"theme": "lamp", "motion": "less"}
    assert User.objects.get().preferences == {"theme": "lamp", "motion": "less"}


def test_a_guest_who_signs_up_keeps_theirs(browser, another_browser):
    browser.come_as_guest()
    browser.post(PAGE, {"theme": "lamp"})
    browser.sign_up()
    another_browser.log_in("ada", "analytical-engine-1")
    assert shown(another_browser)["theme"] == "lamp"


def test_what_is_hers_wins_over_what_the_browser_remembers_of_somebody_else(browser, ada):
    browser.post(PAGE, {"theme": "lamp", "sounds": "off"})
    ada.prefer({"theme": "paper"})
    browser.force_login(ada)
    assert shown(browser) == DEFAULTS | {"theme": "paper", "sounds": "off"}


def test_the_pages_before_she_signs_in_look_the_same_afterwards(browser, ada):
    browser.force_login(ada)
    browser.post(PAGE, {"theme": "lamp"})
    browser.post("/accounts/logout/")
    assert shown(browser, "/accounts/login/")["theme"] == "lamp"


def test_two_tabs_change_two_things_and_neither_is_lost(ada):
    first, second = User.objects.get(), User.objects.get()
    first.prefer({"theme": "lamp"})
    second.prefer({"sounds": "off"})
    assert User.objects.get().preferences == {"theme": "lamp", "sounds": "off"}


def test_each_change_takes_a_number_of_hers_and_is_told(ada):
    heard = []

    def hear(user, **_):
        heard.append((user.preferences_mine, user.preferences))

    own_changed.connect(hear)
    ada.prefer({"theme": "lamp"})
    ada.prefer({"theme": "paper"})
    own_changed.disconnect(hear)
    assert heard == [(1, {"theme": "lamp"}), (2, {"theme": "paper"})]
    assert User.objects.get().seq == 2


def test_a_value_that_is_no_choice_any_more_counts_as_none(browser, ada):
    User.objects.update(preferences={"theme": "mauve", "gone": "x"})
    browser.force_login(ada)
    assert shown(browser) == DEFAULTS


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", ""])
def test_choosing_leads_nowhere_else(browser, target):
    assert browser.post(PAGE, {"theme": "lamp", "next": target}).url == "/"


def test_the_form_of_all_says_that_it_is_saved(browser, ada):
    browser.force_login(ada)
    page = browser.post(PAGE, {"theme": "lamp"}, follow=True).content.decode()
    assert "Saved." in page and re.search(r'value="lamp" checked', page)


def test_a_page_of_last_resort_asks_nobody_who_they_are(browser, ada, django_assert_num_queries):
    browser.force_login(ada)
    browser.cookies[COOKIE] = "theme:lamp"
    with django_assert_num_queries(0):
        page = browser.post("/\x00", {"theme": "lamp"})
    assert page.status_code == 400
