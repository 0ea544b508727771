"""Who comes back stays signed in, and that costs next to nothing."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.utils import timezone

from accounts.models import User


@pytest.fixture
def long_ago(browser, ada):
    """Ada, signed in three weeks ago and not seen since."""
    browser.force_login(ada)
    User.objects.update(seen_at=timezone.now() - timedelta(days=21))
    Session.objects.update(expire_date=timezone.now() + timedelta(days=9))
    return ada


def test_who_comes_back_is_seen_and_stays_signed_in_for_another_month(browser, long_ago):
    response = browser.get("/accounts/")
    assert timezone.now() - User.objects.get().seen_at < timedelta(minutes=1)
    assert Session.objects.get().expire_date > timezone.now() + timedelta(days=29)
    assert response.cookies["syncroom_session"]["max-age"] == 30 * 86_400


def test_it_is_written_once_an_hour(browser, long_ago, django_assert_num_queries):
    browser.get("/accounts/")
    with django_assert_num_queries(2):  # the session, the user
        response = browser.get("/accounts/")
    assert "syncroom_session" not in response.cookies


def test_a_page_that_does_not_ask_who_it_is_asks_nothing(browser, long_ago, django_assert_num_queries):
    with django_assert_num_queries(0):
        browser.get("/healthz")


def test_logging_out_leaves_no_session_behind(browser, long_ago):
    browser.post("/accounts/logout/")
    assert not Session.objects.exists()


def test_a_database_that_is_busy_does_not_cost_the_page(browser, long_ago, monkeypatch):
    def busy(*args):
        raise DatabaseError("database is locked")

    monkeypatch.setattr(User, "seen", busy)
    assert browser.get("/accounts/").status_code == 200


def test_who_was_deleted_meanwhile_is_nobody(browser, long_ago):
    stale = User.objects.get()
    User.objects.all().delete()
    assert not stale.seen(timezone.now())
    assert browser.get("/accounts/").status_code == 302
