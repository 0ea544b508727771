"""What is typed, or handed over by a passkey, at the second step and where it is set up."""

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from accounts import attempts
from accounts.names import cleaned_name
from syncroom import limits, throttle
from syncroom.sealed import Unreadable, seal, unseal

from .adapter import NAME_CHARS
from .codes import accept, step_of
from .credentials import CredentialField, check_origin, checked


class CodeField(forms.CharField):
    def __init__(self, **kwargs):
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "autocapitalize": "none", "spellcheck": "false"}
        super().__init__(**{"max_length": 40, "widget": forms.TextInput(attrs=attrs)} | kwargs)


def tried(user, look):
    """What `look()` finds, counted as a try of a code; a ValidationError if it finds nothing, or was asked too often."""
    try:
        attempts.begin_code(context.request, user)
    except throttle.TooMany as error:
        raise get_adapter().validation_error("too_many_codes") from error
    found = look()
    if found is None:
        attempts.failed(context.request)
        raise get_adapter().validation_error("incorrect_code")
    attempts.code_succeeded(context.request, user)
    return found


class Typed:
    """A code of the app, or a recovery code."""

    def clean_code(self):
        self.authenticator = tried(self.user, lambda: accept(self.user, self.cleaned_data["code"]))
        self.authenticator.user = self.user
        return self.cleaned_data["code"]


class AuthenticateForm(Typed, base.AuthenticateForm):
    code = CodeField(label="Code", help_text="Six digits from your app, or one of your recovery codes.")


class ReauthenticateForm(Typed, base.ReauthenticateForm):
    code = CodeField(label="Code", help_text="Six digits from your app, or one of your recovery codes.")


class ActivateForm(forms.Form):
    """The first code of an app proves that it has the key, which waits sealed in the session until then."""

    code = CodeField(label="The code it shows now", help_text="Six digits; they change every half minute.")

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.secret = user, waiting_secret(context.request.session)

    def clean_code(self):
        self.step = tried(self.user, lambda: step_of(self.secret, self.cleaned_data["code"]))
        return self.cleaned_data["code"]


def waiting_secret(session):
    """The same in every tab, until it is used."""
    try:
        return unseal(session.get(SECRET_SESSION_KEY, ""))
    except Unreadable:
        secret = generate_totp_secret()
        session[SECRET_SESSION_KEY] = seal(secret)
        return secret


NAME = {"max_length": NAME_CHARS, "label": "Name", "help_text": "For yourself, to tell them apart."}


class AddPasskeyForm(webauthn.AddWebAuthnForm):
    name = forms.CharField(required=False, **NAME)
    credential = CredentialField()
    passwordless = None

    def clean_name(self):
        """By now the device has the passkey: whatever is wrong with the name, it gets one."""
        try:
            return cleaned_name(self.cleaned_data["name"], NAME_CHARS)
        except forms.ValidationError:
            return get_adapter().generate_authenticator_name(self.user, Authenticator.Type.WEBAUTHN)

    @checked
    def clean(self):
        if Authenticator.objects.filter(user=self.user, type=Authenticator.Type.WEBAUTHN).count() >= limits.PASSKEYS:
            raise get_adapter().validation_error("too_many_passkeys")
        if "credential" in self.cleaned_data:
            check_origin(context.request, self.cleaned_data["credential"])
        return super().clean()


class RenamePasskeyForm(webauthn.EditWebAuthnForm):
    name = forms.CharField(**NAME)

    def clean_name(self):
        return cleaned_name(self.cleaned_data["name"], NAME_CHARS)


class Handed:
    """A passkey's answer to our question."""

    @checked
    def clean_credential(self):
        check_origin(context.request, self.cleaned_data["credential"])
        return super().clean_credential()


class PasskeyForm(Handed, webauthn.AuthenticateWebAuthnForm):
    credential = CredentialField()


class PasskeyAgainForm(Handed, webauthn.ReauthenticateWebAuthnForm):
    credential = CredentialField()


class PasskeyLoginForm(Handed, webauthn.LoginWebAuthnForm):
    credential = CredentialField()
