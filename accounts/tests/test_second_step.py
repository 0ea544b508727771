"""Codes of an app and recovery codes: set up, asked for, good once, guessed in vain."""

from io import StringIO

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command

from accounts.models import User
from accounts.sessions import kept
from accounts.tests.conftest import Browser
from accounts.tests.factors import PASSWORD, code, confirm, recovery_codes, set_up_app, wrong
from syncroom import limits

NOON = 1_790_000_010  # in the middle of a step


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def desk(ada):
    browser = Browser()
    browser.log_in("ada", PASSWORD)
    return browser


@pytest.fixture
def secret(desk, clock):
    """The key of Ada's app, set up a while ago."""
    secret = set_up_app(desk)
    clock.shift(120)
    return secret


def begin(browser=None, address="198.51.100.1", **more):
    """The password is right; the second step is next."""
    browser = browser or Browser(REMOTE_ADDR=address)
    assert browser.log_in("ada", PASSWORD, **more).url == "/accounts/2fa/authenticate/"
    assert browser.who() is None or browser.who().is_guest
    return browser


def step(browser, text):
    return browser.post("/accounts/2fa/authenticate/", {"code": text})


def status(browser, text):
    return step(browser, text).status_code


# Setting up


def test_the_page_shows_the_key_as_a_drawing_and_in_words_and_loads_no_image(desk):
    confirm(desk)
    page = desk.get("/accounts/2fa/totp/activate/").content.decode()
    assert '<svg class="qr"' in page and "<img" not in page and "data:image" not in page
    assert 'id="key">' in page and "otpauth://totp/" in page


def test_the_key_stays_the_same_in_a_second_tab_and_waits_sealed(desk):
    confirm(desk)
    pages = {desk.get("/accounts/2fa/totp/activate/").context["form"].secret for _ in range(2)}
    assert len(pages) == 1
    assert pages.pop() not in str(dict(desk.session.items()))


def test_a_wrong_code_sets_nothing_up(desk, ada):
    confirm(desk)
    secret = desk.get("/accounts/2fa/totp/activate/").context["form"].secret
    answer = desk.post("/accounts/2fa/totp/activate/", {"code": wrong(secret)})
    assert answer.status_code == 422 and "not right" in answer.content.decode()
    assert not Authenticator.objects.exists()
    desk.post("/accounts/2fa/totp/activate/", {"code": code(secret)})
    assert Authenticator.objects.filter(user=ada).count() == 2, "app and recovery codes"


def test_nothing_is_set_up_or_removed_without_saying_the_password_again(desk, secret, clock):
    clock.shift(600)
    assert desk.get("/accounts/2fa/recovery-codes/").url.startswith("/accounts/reauthenticate/?next=")
    for page in "totp/deactivate/", "recovery-codes/generate/", "passkeys/add/":
        for ask in desk.get, desk.post:
            assert ask(f"/accounts/2fa/{page}").url.startswith("/accounts/reauthenticate/?next="), page
    assert Authenticator.objects.count() == 2


def test_who_came_in_elsewhere_by_the_password_alone_comes_in_anew(desk, ada, ended):
    phone = Browser()
    phone.log_in("ada", PASSWORD)
    there = kept(phone.session.session_key)
    set_up_app(desk)
    assert phone.who() is None and desk.who() == ada
    assert ended == [(ada.pk, there)]


def test_secrets_are_sealed_in_the_database(desk, secret):
    codes = recovery_codes(desk)
    dump = " ".join(str(one.data) for one in Authenticator.objects.all())
    assert secret not in dump
    assert not [text for text in codes if text in dump or text.replace(" ", "") in dump]


# The second step


def test_a_password_alone_opens_nothing_and_the_code_opens_where_one_wanted_to_go(ada, secret):
    browser = begin(next="/rooms/kelp-otter-7f3k/")
    assert browser.get("/accounts/").status_code == 302
    assert step(browser, code(secret)).url == "/rooms/kelp-otter-7f3k/"
    assert browser.who() == ada


def test_a_wrong_code_is_told_so_and_one_may_try_again(ada, secret):
    browser = begin()
    answer = step(browser, wrong(secret))
    assert answer.status_code == 422 and "not right" in answer.content.decode()
    assert browser.who() is None
    step(browser, code(secret))
    assert browser.who() == ada


@pytest.mark.parametrize("text", ["", "\x00", "x" * 5_000, "٣٤٥٦٧٨", "-1", "1e5", "123 45"])
def test_what_is_no_code_is_refused(secret, text):
    assert status(begin(), text) == 422


@pytest.mark.parametrize(("seconds", "good"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(secret, seconds, good):
    assert status(begin(), code(secret, seconds)) == (302 if good else 422)


def test_blanks_and_hyphens_do_not_matter(secret):
    text = code(secret)
    assert status(begin(), f" {text[:3]}-{text[3:]} ") == 302


def test_a_code_is_good_once(ada, secret, clock):
    text = code(secret)
    assert status(begin(), text) == 302
    assert status(begin(), text) == 422
    clock.shift(31)
    assert status(begin(), text) == 422, "also in its last half minute"
    assert status(begin(), code(secret)) == 302


def test_an_older_code_is_not_good_after_a_newer_one(secret):
    older = code(secret, -30)
    assert status(begin(), code(secret)) == 302
    assert status(begin(), older) == 422


def test_the_code_that_set_the_app_up_is_used_up(desk):
    secret = set_up_app(desk)
    assert status(begin(), code(secret)) == 422


def test_a_guest_who_logs_in_comes_through_the_second_step_too(secret, ada):
    browser = Browser()
    guest = browser.come_as_guest()
    begin(browser)
    assert browser.who() == guest
    assert browser.get("/accounts/2fa/authenticate/").status_code == 200
    assert step(browser, code(secret)).status_code == 302
    assert browser.who() == ada


def test_without_a_first_step_there_is_no_second(db):
    browser = Browser()
    for answer in browser.get("/accounts/2fa/authenticate/"), step(browser, "123456"):
        assert answer.url == "/accounts/login/"


def test_who_is_suspended_between_the_steps_stays_out(ada, secret):
    browser = begin()
    ada.suspend()
    step(browser, code(secret))
    assert browser.who() is None


def test_a_new_password_by_mail_does_not_go_past_the_second_step(ada, secret, mail):
    User.objects.filter(pk=ada.pk).update(email="ada@example.org")
    browser = Browser()
    browser.post("/accounts/password/reset/", {"email": "ada@example.org"})
    import re

    form = browser.get(re.search(r"http://testserver(/\S+)", mail[-1].body)[1]).url
    answer = browser.post(form, {"password1": "countess-of-computing", "password2": "countess-of-computing"})
    assert answer.url == "/accounts/2fa/authenticate/"
    assert browser.who() is None


def test_an_administrator_takes_the_second_step_too(ada, secret):
    User.objects.filter(pk=ada.pk).update(is_staff=True, is_superuser=True)
    browser = Browser()
    door = browser.get("/admin/login/?next=/admin/rooms/room/").url
    assert door.startswith("/accounts/login/")
    begin(browser, next="/admin/rooms/room/")
    assert browser.get("/admin/").status_code == 302
    assert step(browser, code(secret)).url == "/admin/rooms/room/"
    assert browser.get("/admin/").status_code == 200


# Guessing


def guesses(times, secret, browser=None, address="203.0.113.7"):
    """The statuses of so many wrong codes of somebody who knows the password."""
    browser = browser or begin(address=address)
    return [status(browser, wrong(secret)) for _ in range(times)]


def test_ten_wrong_codes_are_heard_and_then_not_even_the_right_one(secret):
    browser = begin(address="203.0.113.7")
    assert guesses(limits.CODE_FAILURES + 1, secret, browser) == [422] * limits.CODE_FAILURES + [429]
    answer = step(browser, code(secret))
    assert answer.status_code == 429 and "quarter of an hour" in answer.content.decode()


def test_starting_over_with_the_password_counts_on(secret):
    guesses(limits.CODE_FAILURES, secret)
    assert guesses(1, secret) == [429]


def test_many_addresses_are_stopped_and_the_owner_is_not_locked_out(desk, ada, secret):
    heard = sum(guesses(1, secret, address=f"203.0.113.{n}") == [422] for n in range(limits.CODE_FAILURES_ACCOUNT + 5))
    assert heard == limits.CODE_FAILURES_ACCOUNT
    desk.post("/accounts/logout/")
    begin(desk)
    assert status(desk, code(secret)) == 302, "from the browser she has used before"


def test_after_a_quarter_of_an_hour_one_may_try_again(secret, clock):
    guesses(limits.CODE_FAILURES + 1, secret)
    clock.shift(1_801)
    assert guesses(1, secret) == [422]


def test_the_right_code_forgives_the_wrong_ones(secret, clock):
    for _ in range(3):
        browser = begin(address="203.0.113.7")
        assert 429 not in guesses(limits.CODE_FAILURES - 1, secret, browser)
        assert status(browser, code(secret)) == 302
        clock.shift(60)


def test_codes_asked_for_again_before_a_change_are_limited_too(desk, secret):
    statuses = [desk.post("/accounts/2fa/reauthenticate/", {"code": wrong(secret)}).status_code for _ in range(limits.CODE_FAILURES + 1)]
    assert statuses == [422] * limits.CODE_FAILURES + [429]


def test_a_code_of_the_app_is_as_good_as_the_password_before_a_change(desk, secret, clock):
    clock.shift(600)
    assert desk.post("/accounts/2fa/reauthenticate/?next=/accounts/2fa/totp/deactivate/", {"code": code(secret)}).status_code == 302
    assert desk.get("/accounts/2fa/totp/deactivate/").status_code == 200


# Recovery codes


def test_recovery_codes_are_shown_once(desk, secret):
    codes = recovery_codes(desk)
    assert len(codes) == len(set(codes)) == 10
    page = desk.get("/accounts/2fa/recovery-codes/").content.decode()
    assert not [text for text in codes if text in page or text.replace(" ", "") in page]
    assert "10 of 10 are left" in page


def test_a_recovery_code_opens_once_and_the_owner_is_told(ada, desk, secret, mail):
    User.objects.filter(pk=ada.pk).update(email="ada@example.org")
    first, second = recovery_codes(desk)[:2]
    assert status(begin(), first) == 302
    assert "9 of your recovery codes are left" in mail[-1].body
    assert status(begin(), first) == 422
    assert status(begin(), second.replace(" ", "")) == 302
    assert "8 of 10 are left" in desk.get("/accounts/2fa/").content.decode()


def test_new_recovery_codes_end_the_old_ones(desk, secret):
    old = recovery_codes(desk)
    desk.post("/accounts/2fa/recovery-codes/generate/")
    new = recovery_codes(desk)
    assert len(new) == 10 and not set(old) & set(new)
    assert status(begin(), old[0]) == 422
    assert status(begin(), new[0]) == 302


def test_recovery_codes_come_with_something_to_recover_from(desk):
    confirm(desk)
    assert desk.post("/accounts/2fa/recovery-codes/generate/").status_code == 422
    assert desk.get("/accounts/2fa/recovery-codes/").status_code == 404


def test_without_the_app_the_password_is_enough_again(ada, desk, secret):
    confirm(desk)
    assert desk.post("/accounts/2fa/totp/deactivate/").url == "/accounts/2fa/"
    assert not Authenticator.objects.exists(), "the recovery codes go, too"
    browser = Browser()
    browser.log_in("ada", PASSWORD)
    assert browser.who() == ada


# Whom it is for, and who hears of it


@pytest.mark.django_db(transaction=True)
def test_each_change_is_told_by_mail(ada, desk, mail):
    User.objects.filter(pk=ada.pk).update(email="ada@example.org")
    set_up_app(desk)
    desk.post("/accounts/2fa/recovery-codes/generate/")
    confirm(desk)
    desk.post("/accounts/2fa/totp/deactivate/")
    desk.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "countess-of-computing", "password2": "countess-of-computing"})
    subjects = [message.subject for message in mail]
    assert subjects == [
        "SyncRoom: An app for codes was set up",
        "SyncRoom: New recovery codes were made",
        "SyncRoom: The app for codes was removed",
        "SyncRoom: Your password is changed",
    ]


PAGES = ["", "totp/activate/", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/", "passkeys/add/", "reauthenticate/"]


@pytest.mark.parametrize("page", PAGES)
def test_a_guest_is_told_kindly_that_this_is_for_accounts(browser, page):
    browser.come_as_guest()
    answer = browser.get(f"/accounts/2fa/{page}")
    assert answer.status_code == 200 and "protect an account" in answer.content.decode()
    assert browser.post(f"/accounts/2fa/{page}", {"code": "123456"}).status_code in (403, 405)


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_asked_to_log_in(browser, db, page):
    for ask in browser.get, browser.post:
        answer = ask(f"/accounts/2fa/{page}")
        assert answer.status_code == 405 or answer.url.startswith("/accounts/login/")


@pytest.mark.parametrize("page", PAGES)
def test_no_page_is_kept_by_a_cache(desk, secret, page):
    confirm(desk)
    assert "no-store" in desk.get(f"/accounts/2fa/{page}")["Cache-Control"]


# When everything is lost


def test_a_changed_secret_key_is_survived_by_sealing_anew(desk, secret, settings):
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key", [settings.SECRET_KEY]
    call_command("reseal", stdout=(out := StringIO()))
    assert out.getvalue() == "sealed anew: 2, unreadable: 0\n"
    settings.SECRET_KEY_FALLBACKS = []
    assert status(begin(), code(secret)) == 302


def test_a_secret_key_that_is_gone_breaks_no_page(ada, secret, settings):
    settings.SECRET_KEY = "a new key, and the old one is lost"
    assert status(begin(), code(secret)) == 422
    desk = Browser()
    desk.force_login(ada)
    confirm(desk)
    assert desk.get("/accounts/2fa/").status_code == 200
    assert desk.get("/accounts/2fa/recovery-codes/").url == "/accounts/2fa/recovery-codes/generate/"
    assert desk.get("/accounts/2fa/recovery-codes/generate/").status_code == 200
    call_command("reseal", stdout=(out := StringIO()))
    assert out.getvalue() == "sealed anew: 0, unreadable: 2\n"


@pytest.mark.django_db(transaction=True)
def test_an_administrator_removes_the_second_step_of_who_lost_theirs(ada, secret, root, client, mail):
    User.objects.filter(pk=ada.pk).update(email="ada@example.org")
    address = f"/admin/accounts/user/{ada.pk}/act/second-step/"
    assert "Be sure who asks" in client.get(address).content.decode()
    client.post(address, {"asked": "yes", "why": "She lost her phone."})
    assert not Authenticator.objects.exists()
    assert "Somebody who runs this site removed" in mail[-1].body
    browser = Browser()
    browser.log_in("ada", PASSWORD)
    assert browser.who() == ada


def test_the_command_does_the_same(ada, secret):
    call_command("remove_second_step", "ADA", stdout=(out := StringIO()))
    assert out.getvalue() == "ada: removed.\n"
    call_command("remove_second_step", "ada", stdout=(out := StringIO()))
    assert out.getvalue() == "ada has no second step.\n"
    with pytest.raises(CommandError, match="no account nobody"):
        call_command("remove_second_step", "nobody")


def test_nobody_reads_second_steps_in_the_admin(root, client):
    assert client.get("/admin/mfa/authenticator/").status_code == 404
