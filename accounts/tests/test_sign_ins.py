"""Where I am signed in: in words, and ended from afar."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import SignIn
from accounts.sessions import kept
from accounts.signins import coarse
from accounts.tests.conftest import Browser
from accounts.useragents import device

PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1"
DESK = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
AGENTS = {
    PHONE: "Safari on iPhone",
    DESK: "Firefox on Linux",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36": "Chrome on Windows",
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0": "Edge on Windows",
    "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 SamsungBrowser/27.0 Chrome/125.0 Mobile Safari/537.36": "Samsung Internet on Android",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15": "Safari on Mac",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 OPR/120.0": "Opera on Mac",
    "python-requests/2.32": "Unknown browser",
    "": "Unknown browser",
    "<script>alert(1)</script>": "Unknown browser",
    "Something (Windows NT)": "Unknown browser on Windows",
    "x" * 100_000 + "Firefox/": "Unknown browser",
}


@pytest.mark.parametrize(("agent", "words"), AGENTS.items(), ids=AGENTS.values())
def test_a_browser_is_told_in_words(agent, words):
    assert device(agent) == words


@pytest.mark.parametrize(
    ("address", "words"), [("203.0.113.77", "203.0.113.…"), ("2001:db8:1:2::/64", "2001:db8:1::…"), ("unknown", ""), ("", ""), ("testserver", "")]
)
def test_an_address_is_told_coarsely(address, words):
    assert coarse(address) == words


def enter(ada, agent, address="203.0.113.77"):
    browser = Browser(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    browser.log_in("ada", "lovelace-1843")
    return browser


@pytest.fixture
def desk(ada):
    return enter(ada, DESK)


@pytest.fixture
def phone(ada):
    return enter(ada, PHONE, "2001:db8:1:2:3::4")


def rows(browser):
    return [(row.device, row.place) for row in browser.get("/accounts/sessions/").context["rows"]]


def page(browser):
    return browser.get("/accounts/sessions/").content.decode()


def session(browser):
    return kept(browser.session.session_key)


def end(browser, which):
    return browser.post("/accounts/sessions/", {"session": which})


def test_ada_sees_each_browser_and_which_is_this_one(desk, phone):
    assert rows(desk) == [("Firefox on Linux", "203.0.113.…"), ("Safari on iPhone", "2001:db8:1::…")]
    assert rows(phone)[0][0] == "Safari on iPhone"
    assert page(desk).count("this one") == 1
    assert "203.0.113.77" not in page(phone)


def test_no_key_stands_on_the_page_or_in_the_table(desk, phone):
    for browser in desk, phone:
        assert browser.session.session_key not in page(desk)
        assert not SignIn.objects.filter(pk=browser.session.session_key).exists()


def test_ada_signs_out_her_phone_from_her_desk(ada, desk, phone, ended):
    there = session(phone)
    assert end(desk, there).url == "/accounts/sessions/"
    assert phone.who() is None and desk.who() == ada
    assert ended == [(ada.pk, there)]
    assert [name for name, _ in rows(desk)] == ["Firefox on Linux"]
    assert not Session.objects.filter(pk=there).exists()


def test_ada_signs_out_everywhere_else(ada, desk, phone, ended):
    another = enter(ada, "")
    assert end(desk, "others").status_code == 302
    assert phone.who() is None and another.who() is None and desk.who() == ada
    assert len(ended) == 2
    assert end(desk, "others").status_code == 302, "twice is fine"
    assert "Nowhere else" in page(desk)


@pytest.mark.parametrize("which", ["", "nonsense", "\x00", "x" * 5_000])
def test_what_is_no_session_of_hers_is_not_found(desk, phone, which):
    assert end(desk, which).status_code == 404
    assert phone.who()


def test_nobody_ends_somebody_elses_session_or_their_own(desk, phone, mallory, ada):
    stranger = Browser()
    stranger.log_in("mallory", "between-you-2")
    assert end(stranger, session(desk)).status_code == 404
    assert end(desk, session(desk)).status_code == 404
    end(stranger, "others")
    assert desk.who() == phone.who() == ada


def test_an_ended_session_is_not_listed(desk, phone):
    Session.objects.filter(pk=session(phone)).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert [name for name, _ in rows(desk)] == ["Firefox on Linux"]


def test_logging_out_takes_the_row_along(desk, phone):
    phone.post("/accounts/logout/")
    assert [name for name, _ in rows(desk)] == ["Firefox on Linux"]


def test_a_changed_password_leaves_this_browser_alone(ada, desk, phone):
    began = SignIn.objects.get(pk=session(desk)).began_at
    change = {"oldpassword": "lovelace-1843", "password1": "countess-of-computing", "password2": "countess-of-computing"}
    assert desk.post("/accounts/password/change/", change).status_code == 302
    assert desk.who() == ada and phone.who() is None
    (row,) = SignIn.objects.all()
    assert (row.pk, row.device, row.began_at) == (session(desk), "Firefox on Linux", began)


def test_when_a_browser_was_last_seen_is_written_now_and_then(desk, django_assert_num_queries):
    began = SignIn.objects.get().seen_at
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        desk.get("/accounts/sessions/")
        assert SignIn.objects.get().seen_at == began
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        desk.get("/accounts/sessions/")
        assert SignIn.objects.get().seen_at > began


def test_an_open_room_counts_as_being_seen(desk, phone):
    later = timezone.now() + timedelta(minutes=11)
    SignIn.objects.seen({session(phone), "of nobody"}, later)
    assert SignIn.objects.get(pk=session(phone)).seen_at == later > SignIn.objects.get(pk=session(desk)).seen_at


def test_a_guest_finds_this_browser_alone(browser, db):
    browser.come_as_guest()
    assert "this browser alone" in page(browser)
    assert "Sign out" not in page(browser).replace("Sign out and", "")


def test_a_stranger_is_asked_to_log_in(browser, db):
    for response in browser.get("/accounts/sessions/"), browser.post("/accounts/sessions/", {"session": "others"}):
        assert response.url == "/accounts/login/?next=/accounts/sessions/"
