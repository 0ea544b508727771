"""Passkeys: added, named, removed; a login by themselves, and a second step after the password."""

import copy
import json

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.factors.adapter import no_passkeys
from accounts.models import User
from accounts.tests.conftest import Browser
from accounts.tests.factors import PASSWORD, Device, confirm, log_in_with, options, recovery_codes, set_up_passkey
from syncroom import limits, throttle

LOCAL = {"SERVER_NAME": "localhost", "SERVER_PORT": "80"}


def local(**more):
    """A browser at http://localhost, where passkeys work."""
    return Browser(**LOCAL, **more)


@pytest.fixture
def desk(ada):
    browser = local()
    browser.log_in("ada", PASSWORD)
    return browser


@pytest.fixture
def device(desk):
    """With a passkey of Ada's."""
    device = Device()
    assert set_up_passkey(desk, device).url == "/accounts/2fa/recovery-codes/"
    return device


def test_ada_adds_a_passkey_and_gets_recovery_codes(ada, desk, device):
    assert len(recovery_codes(desk)) == 10
    page = desk.get("/accounts/2fa/").content.decode()
    assert "Library laptop" in page and "not used yet" in page


def test_ada_logs_in_without_her_password_to_where_she_wanted_to_go(ada, device):
    browser = local()
    assert log_in_with(browser, device, next="/rooms/kelp-otter-7f3k/").url == "/rooms/kelp-otter-7f3k/"
    assert browser.who() == ada
    assert Authenticator.objects.get(type="webauthn").last_used_at


def test_after_the_password_the_passkey_is_asked_for(ada, device):
    browser = local()
    assert browser.log_in("ada", PASSWORD).url == "/accounts/2fa/authenticate/"
    page = browser.get("/accounts/2fa/authenticate/")
    assert "Recovery code" in page.content.decode() and "from your app" not in page.content.decode()
    browser.post("/accounts/2fa/authenticate/", {"credential": json.dumps(device.get(options(page)))})
    assert browser.who() == ada


def test_a_recovery_code_helps_who_has_lost_the_device(ada, desk, device):
    codes, browser = recovery_codes(desk), local()
    browser.log_in("ada", PASSWORD)
    browser.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    assert browser.who() == ada


def test_a_guest_who_logs_in_by_passkey_switches(ada, device):
    browser = local()
    browser.come_as_guest()
    log_in_with(browser, device)
    assert browser.who() == ada


def test_who_is_signed_in_is_sent_on(desk, device):
    assert desk.get("/accounts/2fa/passkeys/login/").status_code == 302


def test_a_suspended_account_is_not_opened_by_its_passkey(ada, device):
    ada.suspend()
    browser = local()
    assert log_in_with(browser, device).url == "/accounts/inactive/"
    assert browser.who() is None


def test_a_passkey_confirms_a_change(desk, device):
    desk.session.flush()
    browser = local()
    log_in_with(browser, device)
    address = "/accounts/2fa/passkeys/reauthenticate/?next=/accounts/2fa/passkeys/add/"
    answer = browser.post(address, {"credential": json.dumps(device.get(options(browser.get(address))))})
    assert answer.url == "/accounts/2fa/passkeys/add/"
    assert browser.get(answer.url).status_code == 200


def test_a_passkey_is_renamed_and_removed(ada, desk, device):
    pk = Authenticator.objects.get(type="webauthn").pk
    assert desk.post(f"/accounts/2fa/passkeys/{pk}/edit/", {"name": " The <b>blue</b> key\u202e "}).url == "/accounts/2fa/"
    page = desk.get("/accounts/2fa/").content.decode()
    assert "The &lt;b&gt;blue&lt;/b&gt; key" in page
    assert desk.get(f"/accounts/2fa/passkeys/{pk}/remove/").status_code == 200
    assert desk.post(f"/accounts/2fa/passkeys/{pk}/remove/").url == "/accounts/2fa/"
    assert not Authenticator.objects.exists(), "the recovery codes go, too"
    browser = local()
    assert log_in_with(browser, device).url == "/accounts/login/"
    assert browser.who() is None


@pytest.mark.parametrize("name", ["", "\x00", "\u200b", "x" * 61])
def test_a_name_nobody_can_read_is_refused_when_renaming_and_replaced_when_adding(desk, device, name):
    pk = Authenticator.objects.get(type="webauthn").pk
    assert desk.post(f"/accounts/2fa/passkeys/{pk}/edit/", {"name": name}).status_code == 422
    if name not in ("\x00", "x" * 61):  # a box holds no more
        assert set_up_passkey(desk, Device(), name).status_code == 302
        assert str(Authenticator.objects.filter(type="webauthn").last()) == "Unknown browser"


def test_nobody_touches_somebody_elses_passkey(desk, device, mallory):
    pk = Authenticator.objects.get(type="webauthn").pk
    stranger = local()
    stranger.log_in("mallory", "between-you-2")
    confirm(stranger, "between-you-2")
    for act in "edit", "remove":
        assert stranger.post(f"/accounts/2fa/passkeys/{pk}/{act}/", {"name": "Mine"}).status_code == 404
        assert stranger.post(f"/accounts/2fa/passkeys/{2**70}/{act}/", {"name": "Mine"}).status_code == 404
    assert str(Authenticator.objects.get(pk=pk)) == "Library laptop"


def test_an_account_has_so_many(desk, monkeypatch):
    monkeypatch.setattr(limits, "PASSKEYS", 2)
    assert [set_up_passkey(desk, Device()).status_code for _ in range(3)] == [302, 302, 422]


# Forged ones


WRONG = {
    "of another site": lambda: Device(origin="https://evil.example"),
    "of a neighbour": lambda: Device(origin="http://evil.localhost"),
    "of another port": lambda: Device(origin="http://localhost:81"),
    "for another site": lambda: Device(rp="evil.example"),
    "of nobody in particular": lambda: Device(verified=False),
}


@pytest.mark.parametrize("made", WRONG.values(), ids=WRONG)
def test_a_passkey_of_elsewhere_is_not_added(desk, made):
    answer = set_up_passkey(desk, made())
    assert answer.status_code == 422 and "could not be checked" in answer.content.decode()
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("made", WRONG.values(), ids=WRONG)
def test_an_answer_given_elsewhere_opens_nothing(device, made):
    there = made()
    there.id, there.key, there.handle = device.id, device.key, device.handle
    browser = local()
    assert log_in_with(browser, there).url == "/accounts/login/"
    assert browser.who() is None


def test_after_a_refusal_one_still_gets_to_where_one_wanted_to_go(device):
    browser, forger = local(), Device()
    forger.handle = device.handle
    answer = log_in_with(browser, forger, next="/rooms/kelp-otter-7f3k/")
    assert answer.url == "/accounts/login/?next=%2Frooms%2Fkelp-otter-7f3k%2F"
    page = browser.get(answer.url).content.decode()
    assert "could not be checked" in page and 'value="/rooms/kelp-otter-7f3k/"' in page


def test_a_page_that_frames_ours_gets_no_answer_accepted(device):
    browser = local()
    asked = browser.get("/accounts/2fa/passkeys/login/").json()
    browser.post("/accounts/2fa/passkeys/login/", {"credential": json.dumps(device.get(asked, cross_origin=True))})
    assert browser.who() is None


def test_an_answer_is_good_once(ada, device):
    browser, another = local(), local()
    answer = {"credential": json.dumps(device.get(browser.get("/accounts/2fa/passkeys/login/").json()))}
    another.get("/accounts/2fa/passkeys/login/")
    another.post("/accounts/2fa/passkeys/login/", answer)
    assert another.who() is None, "it was asked of another browser"
    browser.post("/accounts/2fa/passkeys/login/", answer)
    assert browser.who() == ada
    browser.post("/accounts/logout/")
    browser.post("/accounts/2fa/passkeys/login/", answer)
    assert browser.who() is None


def test_another_key_does_not_sign_for_ada(device):
    forger = Device()
    forger.id, forger.handle = device.id, device.handle
    browser = local()
    log_in_with(browser, forger)
    assert browser.who() is None


def test_mallorys_passkey_opens_mallorys_account_alone(device, ada, mallory):
    stranger = local()
    stranger.log_in("mallory", "between-you-2")
    confirm(stranger, "between-you-2")
    hers = Device()
    hers_options = options(stranger.get("/accounts/2fa/passkeys/add/"))
    stranger.post("/accounts/2fa/passkeys/add/", {"name": "", "credential": json.dumps(hers.create(hers_options))})
    hers.handle = device.handle
    browser = local()
    log_in_with(browser, hers)
    assert browser.who() is None
    assert User.objects.get(pk=mallory.pk).authenticator_set.count() == 2


def test_beginning_to_log_in_is_limited(db, monkeypatch):
    monkeypatch.setattr(limits, "PASSKEY_TRIES", 3)
    browser = local()
    with time_machine.travel(1_790_000_250, tick=False):
        assert [browser.get("/accounts/2fa/passkeys/login/").status_code for _ in range(4)] == [200] * 3 + [429]
        assert local(REMOTE_ADDR="198.51.100.9").get("/accounts/2fa/passkeys/login/").status_code == 200


PAGES = ["authenticate/", "passkeys/login/", "passkeys/add/", "passkeys/reauthenticate/"]
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9) | st.sampled_from(["AAAA", "e30", "oA", "____"])
NAMES = st.sampled_from(["id", "rawId", "type", "response", "clientDataJSON"])
JSON = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3), max_leaves=6)


def samples():
    """An answer of each kind, to whoever asked nothing."""
    device, asked = Device(), {"publicKey": {"challenge": "AAAAAAAAAAAAAAAAAAAAAA", "user": {"id": "MQ"}}}
    return [device.create(asked), device.get(asked)]


SAMPLES = samples()


@st.composite
def broken(draw):
    """Something that was an answer once: a part replaced, cut, or lengthened."""
    given = copy.deepcopy(SAMPLES[draw(st.integers(0, 1))])
    where = given["response"] if draw(st.booleans()) else given
    name = sorted(where)[draw(st.integers(0, 9)) % len(where)]
    cut, at, put, gone = draw(st.booleans()), draw(st.integers(0, 200)), draw(st.text("AQgw_-", max_size=4)), draw(st.integers(0, 3))
    where[name] = where[name][:at] + put + where[name][at + gone :] if cut and isinstance(where[name], str) else draw(JSON)
    return given


@pytest.fixture
def asked(ada, desk, device):
    """{page: a browser that was asked for a passkey there}"""
    browsers = dict.fromkeys(PAGES[2:], desk) | {page: local() for page in PAGES[:2]}
    browsers["authenticate/"].log_in("ada", PASSWORD)
    return browsers


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(page=st.sampled_from(PAGES), answer=broken() | JSON)
def test_whatever_is_sent_as_a_passkey_is_refused_in_words(asked, page, answer):
    throttle.forget()
    asked[page].get(f"/accounts/2fa/{page}")
    response = asked[page].post(f"/accounts/2fa/{page}", {"credential": json.dumps(answer)})
    assert response.status_code in (302, 422)
    assert Authenticator.objects.count() == 2


NONSENSE = ["", "[" * 16_000, "x" * 20_000, '{"id": "\ud800"}', "null", "1" * 5_000, '{"response": {"clientDataJSON": "W1tbW1s"}}']


@pytest.mark.parametrize("text", NONSENSE, ids=range(len(NONSENSE)))
@pytest.mark.parametrize("page", PAGES)
def test_what_is_no_answer_at_all_is_refused(asked, page, text):
    asked[page].get(f"/accounts/2fa/{page}")
    response = asked[page].post(f"/accounts/2fa/{page}", {"credential": text.encode("utf-8", "surrogatepass").decode("latin-1")})
    assert response.status_code in (302, 422)
    assert Authenticator.objects.count() == 2


# Where there can be any


@pytest.mark.parametrize(
    ("host", "secure", "words"),
    [
        ("localhost:8000", False, ""),
        ("study.localhost", False, ""),
        ("study.example.org", True, ""),
        ("study.example.org", False, "begins with https"),
        ("192.0.2.7:8000", True, "with a name"),
        ("[2001:db8::1]:8000", True, "with a name"),
    ],
)
def test_the_page_says_where_there_can_be_none(host, secure, words, settings):
    settings.ALLOWED_HOSTS = ["*"]
    request = RequestFactory().get("/", secure=secure, HTTP_HOST=host)
    assert (words in no_passkeys(request)) and bool(words) == bool(no_passkeys(request))


def test_the_sites_own_address_decides_whatever_name_was_asked_for(desk, settings):
    from urllib.parse import urlsplit

    settings.URL = urlsplit("https://study.example.org")
    confirm(desk)
    asked = options(desk.get("/accounts/2fa/passkeys/add/"))
    assert asked["publicKey"]["rp"]["id"] == "study.example.org"
    there = Device(origin="https://study.example.org", rp="study.example.org")
    assert desk.post("/accounts/2fa/passkeys/add/", {"name": "", "credential": json.dumps(there.create(asked))}).status_code == 302
    here = Device(origin="http://localhost", rp="study.example.org")
    asked = options(desk.get("/accounts/2fa/passkeys/add/"))
    assert desk.post("/accounts/2fa/passkeys/add/", {"name": "", "credential": json.dumps(here.create(asked))}).status_code == 422
