"""What people fill in at the door of a room."""

from django import forms
from django.core.exceptions import ValidationError

from accounts.forms import NameField
from accounts.names import cleaned_name
from syncroom import limits


class JoinForm(forms.Form):
    """A guest gives a name; whoever comes to a room with a passcode gives that."""

    display_name = NameField()
    passcode = forms.CharField(max_length=128, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}))

    def __init__(self, *args, room, user, invited=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.room = room
        if user.is_authenticated:
            del self.fields["display_name"]
        if invited or not room.has_passcode:
            del self.fields["passcode"]

    def clean_passcode(self):
        passcode = self.cleaned_data["passcode"]
        if not self.room.opens_with(passcode):
            raise ValidationError("This passcode is not right.", code="wrong-passcode")
        return passcode


class KnockForm(forms.Form):
    """Who asks to be let in, and if they like why."""

    display_name = NameField()
    reason = forms.CharField(
        required=False,
        max_length=limits.REASON_CHARS,
        label="Why you come",
        help_text="Those inside read it beside your name.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, auto_id="knock_%s", **kwargs)
        if user.is_authenticated:
            del self.fields["display_name"]

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        return cleaned_name(reason, limits.REASON_CHARS) if reason else ""
