"""What people fill in about themselves."""

from allauth.account import forms as allauth
from django import forms
from django.conf import settings

from syncroom import limits

from . import usernames
from .names import cleaned_name
from .zones import by_region, zone_of

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


class DaysForm(forms.Form):
    """When somebody's days begin, and who sees what they do with them."""

    zone = forms.CharField(required=False, max_length=60, label="Time zone", widget=forms.Select)
    day_starts = forms.TypedChoiceField(
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        label="Your day starts at",
        help_text="What you do before this hour still counts for the day before.",
        error_messages={"required": "Please choose an hour.", "invalid_choice": "A day starts at a full hour, 0 to 23."},
    )
    shows_minutes = forms.BooleanField(
        required=False, label="Show my minutes of focus to others", help_text="Beside your name, in every room. Off, only you see them."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = by_region()
        mine = self["zone"].value()
        listed = {name for _, zones in known for name, _ in zones}
        others = [("As you have it", [(mine, mine)])] if zone_of(mine) and mine not in listed else []
        self.fields["zone"].widget.choices = [("", "As your browser says, in the next room you enter"), *others, *known]

    def clean_zone(self):
        zone = self.cleaned_data["zone"]
        if zone and zone_of(zone) is None:
            raise forms.ValidationError("We know no such time zone. Please choose one from the list.", code="no-such-zone")
        return zone


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
