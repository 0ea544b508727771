"""The pages of the second step: where it is set up, and where it is asked for."""

from allauth.account.stages import LoginStageController
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.totp import views as totp
from django.db import IntegrityError
from django.shortcuts import redirect, render

from accounts.factors import codes, forms
from accounts.sessions import kept
from accounts.views import Counted
from syncroom.qr import drawn
from syncroom.sealed import Unreadable

from .adapter import no_passkeys


class ForAccounts:
    """A guest is told kindly why there is nothing here for them."""

    def dispatch(self, request, *args, **kwargs):
        if request.user.is_authenticated and request.user.is_guest:
            return render(request, "mfa/guests.html", status=200 if request.method == "GET" else 403)
        return super().dispatch(request, *args, **kwargs)


class SetsUp(ForAccounts):
    """With the first passkey or app, who came in by the password alone is asked to come in anew; this browser stays."""

    def form_valid(self, form):
        try:
            response = super().form_valid(form)
        except IntegrityError:  # sent twice
            return redirect("mfa_index")
        if self.did_generate_recovery_codes:
            self.request.user.sign_ins.exclude(pk=kept(self.request.session.session_key)).end()
        return response


class Index(ForAccounts, base.IndexView):
    template_name = "mfa/index.html"

    def get_context_data(self, **kwargs):
        found = Authenticator.objects.filter(user=self.request.user).order_by("created_at")
        kinds = {kind: [one for one in found if one.type == kind] for kind in Authenticator.Type}
        app, recovery_codes = (next(iter(kinds[kind]), None) for kind in codes.TYPED)
        context = {"passkeys": kinds[Authenticator.Type.WEBAUTHN], "app": app, "recovery_codes": recovery_codes}
        return context | {"left": recovery_codes and codes.codes_left(recovery_codes), "no_passkeys": no_passkeys(self.request)}


class Activate(SetsUp, Counted, totp.ActivateTOTPView):
    form_class = forms.ActivateForm

    def form_valid(self, form):
        response = super().form_valid(form)
        codes.spent(self.request.user, form.step)
        return response

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return context | {"qr": drawn(context["totp_url"]), "secret": " ".join(parts)}


class Deactivate(ForAccounts, Counted, totp.DeactivateTOTPView):
    pass


class ViewCodes(ForAccounts, recovery.ViewRecoveryCodesView):
    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except Unreadable:
            return redirect("mfa_generate_recovery_codes")


class GenerateCodes(ForAccounts, Counted, recovery.GenerateRecoveryCodesView):
    def get_context_data(self, **kwargs):
        """Without reading the old ones, which may have been sealed with a key that is gone."""
        return super(recovery.GenerateRecoveryCodesView, self).get_context_data(**kwargs)


class Authenticate(Counted, base.AuthenticateView):
    """The second step, also for who is still signed in as a guest."""

    form_class, webauthn_form_class = forms.AuthenticateForm, forms.PasskeyForm

    def dispatch(self, request, *args, **kwargs):
        self.stage = LoginStageController.enter(request, AuthenticateStage.key)
        if request.user.is_authenticated and not request.user.is_guest:
            return redirect("home")
        if self.stage is None:
            return redirect("account_login")
        self.form = self._build_forms()
        return super(base.AuthenticateView, self).dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.form_valid(self.form) if self.form.is_valid() else self.form_invalid(self.form)

    def form_valid(self, form):
        response = super().form_valid(form)
        codes.tell_of(self.request, getattr(form, "authenticator", None))
        return response

    def get_context_data(self, **kwargs):
        mine = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        typed = {kind.value for kind in codes.TYPED} & mine
        return super().get_context_data(**kwargs) | {"by_passkey": Authenticator.Type.WEBAUTHN in mine, "by_app": "totp" in mine, "by_code": typed}


class Reauthenticate(ForAccounts, Counted, base.ReauthenticateView):
    form_class = forms.ReauthenticateForm
