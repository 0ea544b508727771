"""allauth, our way: guests who sign up keep their row, every try of a password is counted, nobody is sent elsewhere."""

import logging

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from syncroom import throttle

from . import attempts, usernames
from .names import cleaned_name
from .sessions import kept
from .signals import access_ended

TAKEN = "This username is taken. Please choose another."
LONGEST_URL = 1_000  # quoted, it still fits into a redirect
log = logging.getLogger("syncroom.accounts")


class Adapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_taken": TAKEN,
        "too_many_login_attempts": "Too many wrong passwords. Please wait five minutes, then try again.",
        "username_password_mismatch": "This username and this password do not belong together.",
        "email_password_mismatch": "This address and this password do not belong together.",
    }

    # Signing up

    def new_user(self, request):
        """The guest's own row: rooms, messages and minutes stay theirs."""
        user = request.user
        return get_user_model().objects.get(pk=user.pk) if user.is_authenticated and user.is_guest else super().new_user(request)

    def clean_username(self, username, shallow=False):
        username = usernames.folded(username)
        usernames.check_free_to_take(username)
        return super().clean_username(username, shallow)

    def save_user(self, request, user, form, commit=True):
        super().save_user(request, user, form, commit=False)
        if not user.display_name:
            user.display_name = name_or(form.data.get("username", ""), user.username)
        with transaction.atomic():
            if user.pk is None:
                user.save(force_insert=True)
            elif not user.settle():
                raise ImmediateHttpResponse(redirect("home"))  # settled from another tab meanwhile
        if user == request.user:
            update_session_auth_hash(request, user)  # this browser stays, under a new session key
        return user

    # Signing in and out

    def pre_authenticate(self, request, **credentials):
        try:
            attempts.begin(request, login_of(credentials))
        except throttle.TooMany as error:
            raise self.validation_error("too_many_login_attempts") from error

    def authenticate(self, request, **credentials):
        user = super().authenticate(request, **credentials)
        if user:
            attempts.succeeded(request, login_of(credentials))
        return user

    def authentication_failed(self, request, **credentials):
        attempts.failed(request)

    def login(self, request, user):
        """Who was a guest in this browser stops being one: their connections end."""
        before, key = request.user, request.session.session_key
        switches = before.is_authenticated and before.pk != user.pk and key
        super().login(request, user)
        if switches:
            access_ended.send(type(user), user=before, session=kept(key))
            if before.is_guest:
                messages.info(request, f"What you did as the guest “{before.name}” stays with that guest; you are {user.name} now.")

    def post_login(self, request, user, **kwargs):
        response = super().post_login(request, user, **kwargs)
        attempts.remember(response, user)
        return response

    def get_reauthentication_methods(self, user):
        words = {"mfa_reauthenticate": "Use a code", "mfa_reauthenticate:webauthn": "Use a passkey"}
        return [way | {"description": words.get(way["id"], way["description"])} for way in super().get_reauthentication_methods(user)]

    def logout(self, request):
        """Told once more when the session is gone: whoever connected in between is shown out too."""
        user, key = request.user, request.session.session_key
        super().logout(request)
        if key:
            access_ended.send(get_user_model(), user=user, session=kept(key))

    def set_password(self, user, password):
        user.set_password(password)
        user.save(update_fields=["password"])

    # Where to, and from where

    def is_safe_url(self, url):
        """Only pages of this site, by the name it was asked under."""
        return len(url) <= LONGEST_URL and url_has_allowed_host_and_scheme(url, {self.request.get_host()}, require_https=self.request.is_secure())

    def get_password_change_redirect_url(self, request):
        return reverse("account")

    def get_client_ip(self, request):
        return throttle.address(request)

    def is_ajax(self, request):
        return False

    # Mail

    def send_mail(self, template_prefix, email, context):
        """A mail server that is away breaks no page."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:  # of which SMTPException is one
            log.error("no mail could be sent: %s", error)

    def add_message(self, request, level, message_template=None, *args, **kwargs):
        if settings.EMAIL_URL or "email_confirmation_sent" not in (message_template or ""):
            super().add_message(request, level, message_template, *args, **kwargs)


def login_of(credentials):
    return usernames.folded(credentials.get("username") or credentials.get("email") or "")


def name_or(text, otherwise):
    """A display name out of what somebody typed as their username."""
    try:
        return cleaned_name(text)
    except ValidationError:
        return otherwise
