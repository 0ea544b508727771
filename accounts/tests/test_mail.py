"""Mail: a forgotten password is replaced by a link, where the site can send one; else the page says whom to ask."""

import re

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail as django_mail

from accounts.models import User
from accounts.tests.conftest import Browser
from syncroom import limits

MIDDLE = 1_790_000_250  # of every window: at the end of one, a sliding count forgives a little


@pytest.fixture
def ada(ada):
    ada.email = "ada@example.org"
    ada.save(update_fields=["email"])
    return ada


def link(message):
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def test_without_mail_the_page_says_whom_to_ask(browser, db):
    for response in browser.get("/accounts/password/reset/"), browser.post("/accounts/password/reset/", {"email": "ada@example.org"}):
        assert response.status_code == 200
        assert "administrator" in response.content.decode()
    assert django_mail.outbox == []


def test_ada_sets_a_new_password_by_a_link_and_is_signed_in(browser, another_browser, ada, mail, ended):
    another_browser.force_login(ada)
    browser.post("/accounts/password/reset/", {"email": "Ada@example.org"})
    assert mail[0].to == ["ada@example.org"]
    form = browser.get(link(mail[0])).url
    assert "set-password" in form
    assert browser.get(form).status_code == 200
    assert browser.post(form, {"password1": "short", "password2": "short"}).status_code == 422
    browser.post(form, {"password1": "countess-of-computing", "password2": "countess-of-computing"})
    assert browser.who() == ada
    assert another_browser.who() is None
    assert (ada.pk, None) in ended
    assert "token_fail" in another_browser.get(link(mail[0])).context, "a link works once"


def test_the_link_is_good_for_four_hours(browser, ada, mail, settings):
    assert settings.PASSWORD_RESET_TIMEOUT == 4 * 3600


def test_guessing_links_is_slowed_down_and_the_right_one_works_elsewhere(browser, ada, mail):
    browser.post("/accounts/password/reset/", {"email": "ada@example.org"})
    stranger = Browser(REMOTE_ADDR="203.0.113.7")
    with time_machine.travel(MIDDLE, tick=False):
        statuses = [stranger.get(f"/accounts/password/reset/key/1-guess-{n}/").status_code for n in range(limits.CODES_PER_MINUTE + 2)]
        assert stranger.get(link(mail[0])).status_code == 429
    assert statuses == [200] * limits.CODES_PER_MINUTE + [429] * 2
    assert browser.get(link(mail[0])).status_code == 302


def test_an_unknown_address_is_answered_alike_and_gets_no_mail(browser, ada, mail):
    known = browser.post("/accounts/password/reset/", {"email": "ada@example.org"})
    unknown = browser.post("/accounts/password/reset/", {"email": "stranger@example.org"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert len(mail) == 1


def test_nobody_is_flooded_with_mails(browser, ada, mail):
    statuses = [browser.post("/accounts/password/reset/", {"email": "ada@example.org"}).status_code for _ in range(12)]
    assert statuses == [302] * 10 + [429] * 2
    assert len(mail) == 10


def test_a_link_opened_by_somebody_else_signs_them_out_of_nothing(browser, another_browser, ada, grace, mail):
    browser.post("/accounts/password/reset/", {"email": "ada@example.org"})
    another_browser.force_login(grace)
    another_browser.get(link(mail[0]), follow=True)
    assert another_browser.who() == grace


def test_a_new_address_is_confirmed_by_a_link(browser, another_browser, mail, grace):
    browser.sign_up("ada", email="ada@example.org")
    another_browser.force_login(grace)
    assert another_browser.get(link(mail[0])).status_code == 200
    assert another_browser.who() == grace
    browser.post(link(mail[0]))
    assert EmailAddress.objects.get(email="ada@example.org").verified


def test_ada_logs_in_by_her_address_and_counts_as_one_account(browser, ada, mail):
    browser.log_in("ADA@example.org", "lovelace-1843")
    assert browser.who() == ada


def test_a_mail_server_that_is_away_breaks_no_page(browser, mail, monkeypatch):
    def away(*args, **kwargs):
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr(django_mail.EmailMultiAlternatives, "send", away)
    assert browser.sign_up("ada", email="ada@example.org").status_code == 302
    assert User.objects.get().email == "ada@example.org"
    assert browser.post("/accounts/password/reset/", {"email": "ada@example.org"}).status_code == 302


def test_addresses_are_added_and_removed_also_where_no_mail_is_sent(browser, ada):
    browser.force_login(ada)
    page = browser.post("/accounts/email/", {"email": "countess@example.org", "action_add": ""}, follow=True).content.decode()
    assert "countess@example.org" in page
    assert "sent" not in page.lower()
    browser.post("/accounts/email/", {"email": "ada@example.org", "action_remove": ""})
    assert browser.post("/accounts/email/", {"email": "nonsense", "action_add": ""}).status_code == 422
