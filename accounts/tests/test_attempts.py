"""Guessing passwords gets nowhere, and locks nobody out but the guesser."""

import pytest
import time_machine

from accounts.tests.conftest import Browser
from syncroom import limits, throttle

RIGHT = "lovelace-1843"


@pytest.fixture(autouse=True)
def clock():
    """In the middle of every window: at the end of one, a sliding count forgives a little."""
    with time_machine.travel(1_790_000_250, tick=False) as clock:
        yield clock


def guess(times, login="ada", address="203.0.113.7", browser=None):
    """The statuses of so many wrong guesses."""
    browser = browser or Browser()
    return [browser.post("/accounts/login/", {"login": login, "password": f"guess-{n}-12345"}, REMOTE_ADDR=address).status_code for n in range(times)]


def enter(browser=None, address="198.51.100.1", login="ada"):
    browser = browser or Browser()
    browser.post("/accounts/login/", {"login": login, "password": RIGHT}, REMOTE_ADDR=address)
    return browser.who()


def test_ten_wrong_passwords_from_one_address_are_heard_and_no_more(ada):
    assert guess(limits.LOGIN_FAILURES + 2) == [422] * limits.LOGIN_FAILURES + [429] * 2
    assert enter(address="203.0.113.7") is None, "not even the right one"
    assert enter(address="198.51.100.1") == ada


def test_the_refusal_says_what_to_do(ada):
    browser = Browser()
    guess(limits.LOGIN_FAILURES, browser=browser)
    response = browser.post("/accounts/login/", {"login": "ada", "password": RIGHT}, REMOTE_ADDR="203.0.113.7")
    assert "wait five minutes" in response.content.decode()
    assert 'value="ada"' in response.content.decode()


@pytest.mark.parametrize("login", ["ADA", " ada", "Ａda"])
def test_other_spellings_of_the_name_are_the_same_account(ada, login):
    guess(limits.LOGIN_FAILURES)
    assert guess(1, login=login) == [429]


def test_unknown_names_are_limited_like_known_ones(db):
    assert guess(limits.LOGIN_FAILURES + 1, login="nobody")[-1] == 429


def test_an_ipv6_network_counts_as_one_address(ada):
    statuses = [guess(1, address=f"2001:db8:1:2::{n:x}")[0] for n in range(1, limits.LOGIN_FAILURES + 2)]
    assert statuses[-1] == 429
    assert guess(1, address="2001:db8:1:3::1") == [422]


def test_one_address_that_tries_many_accounts_is_stopped(db, monkeypatch):
    monkeypatch.setattr(limits, "LOGIN_FAILURES_ADDRESS", 15)
    statuses = [guess(1, login=f"person{n}")[0] for n in range(limits.LOGIN_FAILURES_ADDRESS + 1)]
    assert statuses == [422] * limits.LOGIN_FAILURES_ADDRESS + [429]


def test_many_addresses_that_try_one_account_are_stopped_and_the_owner_is_not(ada, monkeypatch):
    monkeypatch.setattr(limits, "LOGIN_FAILURES_ACCOUNT", 15)
    known = Browser()
    assert enter(known) == ada
    known.post("/accounts/logout/")
    statuses = [guess(1, address=f"203.0.113.{n}")[0] for n in range(20)]
    assert statuses.count(422) == limits.LOGIN_FAILURES_ACCOUNT
    assert enter(known, address="203.0.113.7") == ada, "from the browser she has used before"


def test_a_known_browser_is_limited_too(ada):
    known = Browser()
    enter(known)
    known.post("/accounts/logout/")
    assert guess(limits.LOGIN_FAILURES + 1, browser=known)[-1] == 429


@pytest.mark.parametrize("forge", [lambda value: "nonsense", lambda value: value[:-1], lambda value: "", lambda value: "a:b:c", lambda value: "é"])
def test_a_forged_cookie_makes_no_browser_known(ada, forge):
    browser = Browser()
    enter(browser)
    browser.post("/accounts/logout/")
    browser.cookies["syncroom_known"] = forge(browser.cookies["syncroom_known"].value)
    guess(limits.LOGIN_FAILURES)
    assert guess(1, browser=browser) == [429]


def test_a_browser_known_to_mallory_is_not_known_to_ada(ada, mallory):
    browser = Browser()
    browser.log_in("mallory", "between-you-2")
    browser.post("/accounts/logout/")
    guess(limits.LOGIN_FAILURES)
    assert guess(1, browser=browser) == [429]


def test_the_cookie_of_a_known_browser_is_no_way_in_and_tells_no_name(browser, ada):
    browser.log_in("ada", RIGHT)
    cookie = browser.cookies["syncroom_known"]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert "ada" not in cookie.value.lower()[:20]
    stranger = Browser()
    stranger.cookies["syncroom_known"] = cookie.value
    assert stranger.who() is None


def test_the_right_password_forgives_the_wrong_ones(ada):
    for _ in range(3):
        browser = Browser()
        assert 429 not in guess(limits.LOGIN_FAILURES - 1, browser=browser)
        assert enter(browser, address="203.0.113.7") == ada


def test_after_five_minutes_one_may_try_again(ada, clock):
    assert guess(limits.LOGIN_FAILURES + 1)[-1] == 429
    clock.shift(601)
    assert guess(1) == [422]


def test_without_the_store_of_the_limits_people_still_come_in(browser, ada, monkeypatch):
    def away():
        raise ConnectionError("redis")

    monkeypatch.setattr(throttle, "_limiter", away)
    browser.log_in("ada", RIGHT)
    assert browser.who() == ada
