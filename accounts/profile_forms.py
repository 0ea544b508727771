"""What people say about themselves, and how they leave."""

from django import forms

from syncroom import limits

from . import usernames
from .avatars import encoded
from .managers import Erasing
from .seeing import Audience
from .zones import by_region, zone_of


class ProfileForm(forms.Form):
    """What somebody says of themselves, and to whom."""

    studies = forms.CharField(required=False, max_length=limits.STUDIES_CHARS, label="What you study", help_text="Such as chemistry, fourth term.")
    studies_for = forms.ChoiceField(choices=Audience.choices, label="Who sees what you study")
    bio = forms.CharField(required=False, max_length=limits.BIO_CHARS, label="About you", widget=forms.Textarea(attrs={"rows": 4}))
    bio_for = forms.ChoiceField(choices=Audience.choices, label="Who sees what is about you")
    minutes_for = forms.ChoiceField(
        choices=Audience.choices, label="Who sees your minutes of focus", help_text="Beside your name in your rooms, and on your profile."
    )


class AvatarForm(forms.Form):
    """A picture; `cleaned_data["picture"]` is (large, small) as they are kept."""

    picture = forms.FileField(
        allow_empty_file=True,
        label="A picture of you",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif"}),
        help_text="Its middle is shown. Where it was taken, and all else that is written in the file, is taken out.",
        error_messages={"required": "Please choose a picture first."},
    )

    def clean_picture(self):
        return encoded(self.cleaned_data["picture"])


class DeleteForm(forms.Form):
    """What becomes of the messages; the name, so that it is no slip; the password, so that it is nobody else."""

    messages = forms.ChoiceField(choices=Erasing.choices, label="Your messages", widget=forms.RadioSelect)
    confirm = forms.CharField(max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}))
    password = forms.CharField(label="Password", strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.word = user, "delete" if user.is_guest else user.username
        self.fields["confirm"].label = f"Type “{self.word}”"
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_confirm(self):
        if usernames.folded(self.cleaned_data["confirm"]) != self.word:
            raise forms.ValidationError(f"Please type “{self.word}”, so that nothing is deleted by a slip.", code="unlike")
        return self.word

    def clean_password(self):
        if not self.user.check_password(self.cleaned_data["password"]):
            raise forms.ValidationError("This is not your password.", code="wrong")
        return ""


class DaysForm(forms.Form):
    """When somebody's days begin, and what they want to reach."""

    zone = forms.CharField(required=False, max_length=60, label="Time zone", widget=forms.Select)
    day_starts = forms.TypedChoiceField(
        coerce=int,
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        label="Your day starts at",
        help_text="What you do before this hour still counts for the day before.",
        error_messages={"required": "Please choose an hour.", "invalid_choice": "A day starts at a full hour, 0 to 23."},
    )
    weekly_goal_hours = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=168,
        label="Goal for a week, in hours",
        help_text="Of focus. Leave it empty for none.",
        error_messages={"invalid": "Please give whole hours."},
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
