"""The pages of passkeys: added, named, removed, and used instead of a password."""

from allauth.account.adapter import get_adapter
from allauth.account.models import Login
from allauth.account.utils import passthrough_next_redirect_url
from allauth.mfa.webauthn import views as allauth
from allauth.mfa.webauthn.internal import auth, flows
from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import reverse, reverse_lazy
from django.views.generic.edit import FormView

from accounts import attempts
from accounts.factors import forms
from accounts.views import Counted, GuestsToo
from syncroom import limits, throttle

from .adapter import no_passkeys
from .views import ForAccounts, SetsUp


class Add(SetsUp, Counted, allauth.AddWebAuthnView):
    form_class = forms.AddPasskeyForm

    def get_context_data(self, **kwargs):
        """Always one that needs no username, and asks who holds the device: a passkey is a login."""
        context = super(allauth.AddWebAuthnView, self).get_context_data(**kwargs)
        return context | {"options": auth.begin_registration(self.request.user, True), "no_passkeys": no_passkeys(self.request)}


class Rename(ForAccounts, Counted, allauth.EditWebAuthnView):
    form_class, success_url = forms.RenamePasskeyForm, reverse_lazy("mfa_index")


class Remove(ForAccounts, allauth.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class Again(ForAccounts, allauth.ReauthenticateWebAuthnView):
    form_class = forms.PasskeyAgainForm

    def form_invalid(self, form):
        return say(self.request, form, "mfa_reauthenticate_webauthn")


class PasskeyLogin(GuestsToo, FormView):
    """GET: what to ask the device, as JSON; POST: its answer, as `credential`."""

    form_class, http_method_names = forms.PasskeyLoginForm, ["get", "post"]

    def get(self, request):
        throttle.count("passkeys", limits.PASSKEY_TRIES, attempts.WINDOW_SECONDS, throttle.address(request))
        return JsonResponse(auth.begin_authentication(user=None))

    def post(self, request):
        throttle.check("login-address", limits.LOGIN_FAILURES_ADDRESS, attempts.WINDOW_SECONDS, throttle.address(request))
        return super().post(request)

    def form_valid(self, form):
        found = form.cleaned_data["credential"]
        return flows.perform_passwordless_login(self.request, found, Login(user=found.user))

    def form_invalid(self, form):
        attempts.failed(self.request)
        return say(self.request, form, "account_login")

    def get_authenticated_redirect_url(self):
        return get_adapter().get_login_redirect_url(self.request)


def say(request, form, page):
    """What was wrong with it, on the page where one may try again, and from there to where one wanted to go."""
    for error in form.errors.get("credential", []):
        messages.error(request, error)
    return redirect(passthrough_next_redirect_url(request, reverse(page), "next"))
