"""The doors: in, back to where one was, and out."""

import pytest

from accounts.models import User
from accounts.sessions import kept

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    r"/\evil.example",
    r"\\evil.example",
    "https://evil.example/",
    "http:///evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "\t//evil.example",
    "http://localhost@evil.example",
    "http://localhost/",
    "%2F%2Fevil.example",
    "/%5Cevil.example",
    "%5C%5Cevil.example",
    "/" + "a" * 5_000,
]


def test_ada_logs_in_and_returns_to_the_room(browser, ada):
    page = browser.get("/accounts/login/?next=/rooms/kelp-otter-7f3k/").content.decode()
    assert 'value="/rooms/kelp-otter-7f3k/"' in page
    assert browser.log_in("ada", "lovelace-1843", next="/rooms/kelp-otter-7f3k/").url == "/rooms/kelp-otter-7f3k/"
    assert browser.who() == ada


@pytest.mark.parametrize("login", ["Ada", " ada ", "ＡＤＡ"])
def test_ada_logs_in_however_she_types_her_username(browser, ada, login):
    browser.log_in(login, "lovelace-1843")
    assert browser.who() == ada


@pytest.mark.parametrize(
    ("login", "password"), [("ada", "wrong"), ("nobody", "lovelace-1843"), ("ada", ""), ("", ""), ("a\x00", "x"), ("x" * 5000, "x")]
)
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(browser, ada, login, password):
    response = browser.log_in(login, password)
    assert response.status_code == 422
    assert browser.who() is None
    if login in ("ada", "nobody") and password:
        assert "do not belong together" in response.content.decode()


def test_a_guest_row_cannot_be_logged_in_to(browser, db):
    guest = User.objects.create_guest("Ada")
    for password in "", "!", guest.password:
        browser.log_in(guest.username, password)
        assert browser.who() is None


def test_who_is_suspended_is_told_so(browser, ada):
    ada.suspend()
    assert browser.log_in("ada", "lovelace-1843").url == "/accounts/inactive/"
    assert browser.get("/accounts/inactive/").status_code == 200
    assert browser.who() is None


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
@pytest.mark.parametrize("door", ["login", "signup", "logout", "admin"])
def test_nobody_is_sent_elsewhere(browser, ada, door, elsewhere):
    if door == "login":
        response = browser.log_in("ada", "lovelace-1843", next=elsewhere)
    elif door == "signup":
        response = browser.sign_up("grace", next=elsewhere)
    else:
        User.objects.filter(pk=ada.pk).update(is_staff=True)
        browser.force_login(ada)
        response = browser.post("/accounts/logout/", {"next": elsewhere}) if door == "logout" else browser.get("/admin/login/", {"next": elsewhere})
    assert response.status_code == 302
    assert response.wsgi_request.build_absolute_uri(response.url).startswith("http://testserver/")
    assert "\\" not in response.url and not response.url.startswith("//")


@pytest.mark.parametrize("page", ["login/", "signup/", "logout/", "password/reset/", "", "password/change/"])
def test_no_page_of_accounts_is_kept_by_a_cache(browser, ada, page):
    assert "no-store" in browser.get(f"/accounts/{page}")["Cache-Control"]
    browser.force_login(ada)
    assert "no-store" in browser.get(f"/accounts/{page}")["Cache-Control"]


def test_logging_out_asks_first_and_then_ends_this_browsers_connections(browser, another_browser, ada, ended):
    browser.force_login(ada)
    another_browser.force_login(ada)
    session = kept(browser.session.session_key)
    assert browser.get("/accounts/logout/").status_code == 200
    assert browser.who() == ada
    assert browser.post("/accounts/logout/").url == "/"
    assert browser.who() is None
    assert another_browser.who() == ada
    assert set(ended) == {(ada.pk, session)}


def test_a_guest_is_warned_before_logging_out(browser):
    browser.come_as_guest("Ada")
    page = browser.get("/accounts/logout/").content.decode()
    assert "guest" in page and "Ada" in page and "/accounts/signup/" in page


def test_logging_out_needs_a_token_of_the_page(ada):
    from accounts.tests.conftest import Browser

    strict = Browser(enforce_csrf_checks=True)
    strict.force_login(ada)
    for page in "logout/", "login/", "signup/", "", "password/change/", "email/":
        assert strict.post(f"/accounts/{page}").status_code in ((403,) if page not in ("login/", "signup/") else (302, 403))
    assert strict.who() == ada


def test_logging_out_twice_is_fine(browser, ada):
    browser.force_login(ada)
    assert [browser.post("/accounts/logout/").status_code for _ in range(2)] == [302, 302]
