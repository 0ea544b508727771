"""The pages of accounts, most of them allauth's behind our own doors."""

from allauth.account import views as allauth
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render

from syncroom import limits, throttle

from .adapter import TAKEN

HOUR = 3600
TOO_MANY = {"too_many_login_attempts", "too_many_codes"}


class Counted:
    """POSTs are counted to the address, or the account; what is wrong is answered 422, and too much of it 429."""

    counted = None  # (what, times, seconds)

    def post(self, request, *args, **kwargs):
        if self.counted:
            throttle.count(*self.counted, f"user {request.user.pk}" if request.user.is_authenticated else throttle.address(request))
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form):
        response = super().form_invalid(form)
        response.status_code = 429 if any(error.code in TOO_MANY for errors in form.errors.as_data().values() for error in errors) else 422
        return response


class GuestsToo:
    """For newcomers and guests; who has an account and is signed in is sent on."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and not request.user.is_guest:
            return HttpResponseRedirect(self.get_authenticated_redirect_url())
        return super().dispatch(request, *args, **kwargs)


class AccountsOnly:
    """A guest has no password and no address: they are asked to sign up."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.is_guest:
            return redirect("account_signup")
        return super().dispatch(request, *args, **kwargs)


class StaysIn:
    """To open a link from a mail signs nobody out."""

    def logout(self):
        pass


class Login(GuestsToo, Counted, allauth.LoginView):
    """Counted by accounts.attempts."""


class Signup(GuestsToo, Counted, allauth.SignupView):
    counted = "signups", limits.SIGNUPS_PER_HOUR, HOUR

    def get_initial(self):
        initial = super().get_initial()
        if self.request.user.is_authenticated:
            initial["username"] = get_user_model().objects.free_username(self.request.user.display_name)
        return initial

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except IntegrityError:  # somebody else was quicker
            form.add_error("username", TAKEN)
            return self.form_invalid(form)


class ChangePassword(AccountsOnly, Counted, allauth.PasswordChangeView):
    counted = "password-changes", limits.LOGIN_FAILURES, 300


class SetPassword(AccountsOnly, Counted, allauth.PasswordSetView):
    counted = "password-changes", limits.LOGIN_FAILURES, 300


class Reauthenticate(AccountsOnly, Counted, allauth.ReauthenticateView):
    """Counted by accounts.attempts."""


class Email(AccountsOnly, Counted, allauth.EmailView):
    counted = "mails", limits.MAILS_PER_HOUR, HOUR


class ConfirmEmail(StaysIn, allauth.ConfirmEmailView):
    pass


class ResetPassword(Counted, allauth.PasswordResetView):
    """Where no mail can be sent, the page says whom to ask."""

    counted = "resets", limits.SIGNUPS_PER_HOUR, HOUR

    def dispatch(self, request, *args, **kwargs):
        if not settings.EMAIL_URL:
            return render(request, "accounts/no_mail.html")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form):
        throttle.count("mails", limits.MAILS_PER_HOUR, HOUR, form.cleaned_data["email"])
        return super().form_valid(form)


class ResetPasswordFromKey(StaysIn, Counted, allauth.PasswordResetFromKeyView):
    """Opening a link that is none is a guess, too."""

    counted = "reset-keys", limits.SIGNUPS_PER_HOUR, HOUR

    def dispatch(self, request, *args, **kwargs):
        guesses = "reset-guesses", limits.CODES_PER_MINUTE, 60, throttle.address(request)
        throttle.check(*guesses)
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code == 200 and self.reset_user is None:
            throttle.count(*guesses)
        return response
