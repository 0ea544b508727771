"""What holds for every address there is: no act without a token of ours, no way out to another site, no frame, nothing left in a cache."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import reverse

from accounts.models import User
from syncroom import throttle
from tests.addresses import addresses
from tests.cast import as_, everything

pytestmark = pytest.mark.django_db
PLAIN = {"healthz", "readyz"}  # for machines: a few words about the process, and nothing to press
FRAMES = {"music-radio", "music-video", "spotify-player"}  # small pages of our own, framed by the room's page and nobody else's
KEPT = {"avatar", "music-track"}  # files, which the reader's own browser may keep

EVIL = [
    "//evil.example",
    "///evil.example",
    r"/\evil.example",
    r"\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "http:///evil.example",
    "%2F%2Fevil.example",
    "/%5Cevil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "javascript:alert(1)",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
]
WAYS = ["next", "redirect", "redirect_to", "return", "return_to", "url", "to", "continue", "back", "back_url"]
SECRET = "lovelace-1843"


def paths(room, things):
    """(address, path) of each, about things that are there where it is about any."""
    shared = {"code": room.code, "uidb36": "1", "key": "a-b", "app_label": "rooms", "act": "close", "name": "a" * 20, "token": "guessed"}
    for one in addresses():
        yield one, one.at(**shared | things.get(one.name, {}))


@pytest.mark.parametrize(("kind", "methods"), [("anonymous", ["post"]), ("owner", ["post", "put", "patch", "delete"]), ("admin", ["post"])])
def test_nothing_is_done_without_a_token_of_our_page(kind, methods, room, people, things):
    browser = as_(people[kind], enforce_csrf_checks=True)
    before = everything()
    for one, path in paths(room, things):
        assert not getattr(one.view, "csrf_exempt", False), one
        for method in methods if one.name not in PLAIN else ():
            assert getattr(browser, method)(path).status_code == 403, (method, one)
    assert everything() == before


@pytest.mark.parametrize("kind", ["anonymous", "owner", "admin"])
def test_looking_changes_nothing_is_framed_by_nobody_and_stays_in_no_cache(kind, room, people, things):
    browser = as_(people[kind])
    before, seen, leading = everything(), 0, set()
    for one, path in paths(room, things):
        for method in ("head", "get"):
            response = getattr(browser, method)(path, {"next": "/rooms/"})
            assert response.status_code < 500, one
            framed_by_nobody(one, response)
            left_nowhere(one, response)
        seen += response.status_code == 200
        if is_page(response) and 'name="next" value="/rooms/"' in response.content.decode():
            leading.add(one.name)
    assert everything() == before
    assert seen > 5
    assert leading <= set(FORMS) | {"room"}, "a form that leads on is tried below; that of a room's page is room-join's"


def framed_by_nobody(one, response):
    if one.name in FRAMES and response.status_code == 200:
        assert response["X-Frame-Options"] == "SAMEORIGIN", one
    elif one.name not in PLAIN:
        assert response["X-Frame-Options"] == "DENY", one
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], one


def left_nowhere(one, response):
    kept = response["Cache-Control"]
    assert "no-store" in kept or (one.name in KEPT and "private" in kept), (one, kept)
    assert "public" not in kept, one


@pytest.mark.parametrize("kind", ["anonymous", "owner", "admin"])
def test_no_address_leads_to_another_site(kind, room, people, things):
    browser = as_(people[kind])
    for number, (one, path) in enumerate(paths(room, things)):
        evil = EVIL[number % len(EVIL)]
        stays(browser.get(path, dict.fromkeys(WAYS, evil)), one, evil)


# Where a form leads on after it was filled in rightly: (name of the address, who, what else they type).
FORMS = {
    "account_login": ("anonymous", {"login": "ada", "password": SECRET}),
    "account_signup": ("anonymous", {"username": "emmy", "password1": "noether-theorem-18"}),
    "account_logout": ("owner", {}),
    "account_reauthenticate": ("owner", {"password": SECRET}),
    "account_change_password": ("owner", {"oldpassword": SECRET, "password1": "countess-of-computing", "password2": "countess-of-computing"}),
    "preferences": ("anonymous", {"theme": "lamp"}),
    "room-join": ("stranger", {}),
    "invitation": ("stranger", {}),
    "admin:login": ("anonymous", {"username": "root", "password": "between-us-99"}),
}


@pytest.mark.parametrize("name", FORMS)
def test_no_form_leads_to_another_site(name, room, people, things):
    who, typed = FORMS[name]
    own = {"code": room.code} if name == "room-join" else things.get(name, {})
    path = reverse(name, kwargs=own)
    for evil in EVIL:
        for at in ("body", "query"):
            browser, ways = as_(people[who]), dict.fromkeys(WAYS, evil)
            response = browser.post(path, typed | ways) if at == "body" else browser.post(path, typed, query_params=ways)
            assert response.status_code == 302, (at, evil)
            stays(response, name, evil)
            as_before(room, people)


def as_before(room, people):
    """For the next try."""
    throttle.forget()
    User.objects.filter(username="emmy").delete()
    room.memberships.filter(user=people["stranger"]).delete()
    people["owner"].set_password(SECRET)
    people["owner"].save(update_fields=["password"])


def stays(response, one, evil):
    """Read as a browser reads it: backslashes are slashes, and tabs are nothing."""
    links = [response["Location"]] if response.has_header("Location") else []
    if is_page(response):
        links += re.findall(r'\b(?:href|action|formaction)="([^"]*evil[^"]*)"', response.content.decode())
    for link in links:
        parts = urlsplit(urljoin("http://testserver/", re.sub(r"[\t\r\n]", "", link).replace("\\", "/")))
        assert parts.scheme in ("http", "https") and parts.netloc == "testserver", (one, evil, link)


def is_page(response):
    return response.headers.get("Content-Type", "").startswith("text/html") and not response.streaming
