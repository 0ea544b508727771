"""Signing up: a username and a password are enough."""

import pytest
from django.db import IntegrityError

from accounts.models import User


def test_a_newcomer_signs_up_with_a_username_and_a_password(browser):
    response = browser.sign_up("Ada")
    assert (response.status_code, response.url) == (302, "/")
    ada = browser.who()
    assert (ada.username, ada.name, ada.is_guest, ada.email) == ("ada", "Ada", False, "")
    assert ada.check_password("analytical-engine-1")


def test_the_page_says_both_rules_in_words(browser):
    page = browser.get("/accounts/signup/").content.decode()
    assert "3 to 30 letters, digits" in page
    assert "At least 12 characters, or at least 8 that mix" in page
    assert 'autocapitalize="none"' in page


@pytest.mark.parametrize("taken", ["ada", "ADA", "Ａda", " ada "])
def test_a_username_is_taken_in_whatever_case_and_width_it_is_typed(browser, ada, taken):
    response = browser.sign_up(taken)
    assert response.status_code == 422
    assert "taken" in response.content.decode()
    assert browser.who() is None


@pytest.mark.parametrize("username", ["admin", "guest-00ff00ff00ff00ff", "ab", "a" * 31, "<b>ada</b>", "a b", "ada\x00", "\u202eada", ""])
def test_a_username_against_the_rule_is_refused_and_kept_in_the_form(browser, username):
    response = browser.sign_up(username)
    assert response.status_code == 422
    assert not User.objects.exists()
    assert "<b>ada" not in response.content.decode()


def test_an_easy_password_is_refused_in_words(browser):
    response = browser.sign_up("ada", "password1!")
    assert response.status_code == 422
    assert "too common" in response.content.decode()


def test_whoever_loses_the_race_for_a_username_is_asked_for_another(browser, monkeypatch):
    def lose(*args, **kwargs):
        raise IntegrityError

    monkeypatch.setattr(User, "save", lose)
    response = browser.sign_up("ada")
    assert response.status_code == 422
    assert "taken" in response.content.decode()


def test_an_address_may_be_given_and_is_not_told_to_others(browser, another_browser):
    assert browser.sign_up("ada", email="ada@example.org").status_code == 302
    assert browser.who().email == "ada@example.org"
    assert another_browser.sign_up("mallory", email="ada@example.org").status_code == 302  # what she learns: nothing


def test_who_has_an_account_is_sent_on(browser, ada):
    browser.force_login(ada)
    assert browser.get("/accounts/signup/?next=/rooms/").url == "/rooms/"
    assert browser.get("/accounts/login/").url == "/"
    assert browser.sign_up("another").status_code == 302
    assert User.objects.count() == 1


def test_sign_ups_from_one_address_are_limited(browser, monkeypatch):
    from accounts.views import Signup

    monkeypatch.setattr(Signup, "counted", ("signups", 2, 3600))
    statuses = [browser.post("/accounts/signup/", {"username": ""}).status_code for _ in range(3)]
    assert statuses == [422, 422, 429]
