"""A changed password ends everything that was opened with the old one, except this browser."""

import pytest

NEW = "countess-of-computing"
CHANGE = {"oldpassword": "lovelace-1843", "password1": NEW, "password2": NEW}


@pytest.fixture
def signed_in(browser, another_browser, ada):
    browser.force_login(ada)
    another_browser.force_login(ada)
    return ada


def test_this_browser_stays_and_the_others_are_signed_out(browser, another_browser, signed_in, ended):
    key = browser.session.session_key
    assert browser.post("/accounts/password/change/", CHANGE).url == "/accounts/"
    assert browser.who() == signed_in
    assert browser.session.session_key != key
    assert another_browser.who() is None
    assert ended == [(signed_in.pk, None)]
    assert browser.get("/accounts/").status_code == 200


@pytest.mark.parametrize("wrong", [{"oldpassword": "guess"}, {"password1": "short", "password2": "short"}, {"password2": "another-one-123"}])
def test_what_is_wrong_changes_nothing(browser, another_browser, signed_in, ended, wrong):
    assert browser.post("/accounts/password/change/", CHANGE | wrong).status_code == 422
    assert browser.who() == another_browser.who() == signed_in
    assert ended == []


def test_guesses_of_the_old_password_are_limited(browser, signed_in):
    statuses = [browser.post("/accounts/password/change/", CHANGE | {"oldpassword": f"guess {n}"}).status_code for n in range(11)]
    assert statuses == [422] * 10 + [429]


def test_whichever_way_a_password_changes_access_ends(ada, ended):
    ada.set_password(NEW)
    ada.save()
    assert ended == [(ada.pk, None)]


def test_a_password_that_is_only_hashed_better_ends_nothing(browser, ada, settings, ended):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher", "django.contrib.auth.hashers.MD5PasswordHasher"]
    browser.log_in("ada", "lovelace-1843")
    assert browser.who() == ada
    assert ended == []


def test_signing_out_everywhere_ends_every_session(browser, another_browser, signed_in, ended):
    signed_in.end_sessions()
    assert browser.who() is None and another_browser.who() is None
    assert ended == [(signed_in.pk, None)]


def test_sessions_outlive_a_change_of_the_sites_key_while_the_old_one_is_listed(browser, signed_in, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]
    assert browser.get("/accounts/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert browser.get("/accounts/").status_code == 200, "the session was signed anew"
