"""People at the doors of accounts."""

import pytest
from django.contrib.auth import get_user
from django.http import HttpRequest
from django.test import Client

from accounts.models import User
from accounts.signals import access_ended, renamed


class Browser(Client):
    """A test client that knows who it is, and answers redirects with where they lead."""

    def who(self):
        """The user this browser is signed in as, asked afresh, or None."""
        request = HttpRequest()
        request.session = self.session
        user = get_user(request)
        return user if user.is_authenticated else None

    def come_as_guest(self, name="Ada"):
        self.force_login(guest := User.objects.create_guest(name))
        return guest

    def log_in(self, login, password, **more):
        return self.post("/accounts/login/", {"login": login, "password": password, **more})

    def sign_up(self, username="ada", password="analytical-engine-1", **more):
        return self.post("/accounts/signup/", {"username": username, "password1": password, **more})


@pytest.fixture
def browser(db):
    return Browser()


@pytest.fixture
def another_browser(db):
    return Browser()


@pytest.fixture
def ended():
    """[(user's id, session or None), …] as access ends."""
    heard = []

    def hear(user, session, **_):
        heard.append((user.pk, session))

    access_ended.connect(hear)
    yield heard
    access_ended.disconnect(hear)


@pytest.fixture
def new_names():
    """Names as rooms hear of them."""
    heard = []

    def hear(user, **_):
        heard.append(user.name)

    renamed.connect(hear)
    yield heard
    renamed.disconnect(hear)


@pytest.fixture
def mail(settings, mailoutbox):
    """A site that can send mail; what it sent."""
    settings.EMAIL_URL = "smtp://mail.example.org"
    settings.ACCOUNT_LOGIN_METHODS = {"username", "email"}
    settings.ACCOUNT_EMAIL_VERIFICATION = "optional"
    return mailoutbox
