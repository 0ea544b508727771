"""What people fill in about themselves."""

from allauth.account import forms as allauth
from django import forms
from django.conf import settings

from syncroom import limits

from . import usernames
from .names import cleaned_name

WITH_MAIL = "Only for a new password, should you forget yours."
WITHOUT_MAIL = "This site sends no mail yet. Once it does, a forgotten password can be replaced."


class NameField(forms.CharField):
    """A display name; `autocomplete` lets browsers offer the last one."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"autocomplete": "nickname"})
        super().__init__(max_length=limits.NAME_CHARS, label="Your name", widget=widget, **kwargs)

    def clean(self, value):
        value = super().clean(value)
        return cleaned_name(value) if value else value


class RenameForm(forms.Form):
    display_name = NameField(help_text="What others in your rooms see.")


class Plain:
    """Labels say what belongs in a box, and no keyboard corrects a username."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in ("username", "login"):
                field.widget.attrs |= {"autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}


class SignupForm(Plain, allauth.SignupForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].help_text = f"To log in with: {usernames.RULE}"
        self.fields["email"].help_text = WITH_MAIL if settings.EMAIL_URL else WITHOUT_MAIL


class LoginForm(Plain, allauth.LoginForm):
    def clean_login(self):
        return usernames.folded(self.cleaned_data["login"])


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):
    """The old one, and a new one."""


class SetPasswordForm(Plain, allauth.SetPasswordForm):
    """A first one."""


class ResetPasswordForm(Plain, allauth.ResetPasswordForm):
    """Where to send the way to a new one."""


class ResetPasswordKeyForm(Plain, allauth.ResetPasswordKeyForm):
    """A new one, after following that way."""


class AddEmailForm(Plain, allauth.AddEmailForm):
    """An address."""
