"""What people fill in to make and change a room."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from accounts.forms import NameField
from accounts.names import cleaned_name
from syncroom import limits

from .codes import new_passcode
from .lifetimes import Lifetime, spell
from .models import Room
from .models.rooms import Access, State, Visibility, name_key
from .permissions import CHOSEN

CHOICES = ["access", *CHOSEN.values(), "slow_seconds", "retention", "scene"]


class RoomForm(forms.ModelForm):
    """All of a room's properties; creating one needs only the name."""

    passcode = forms.CharField(
        required=False,
        min_length=limits.PASSCODE_CHARS,
        max_length=128,
        strip=True,
        label="Passcode",
        help_text=f"At least {limits.PASSCODE_CHARS} characters. Leave it empty for none.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = Room
        fields = ["name", "topic", "description", "visibility", "accounts_only", "capacity", "lifetime", "locked", *CHOICES]
        help_texts = {"retention": f"What is older goes for good, {spell(limits.UNDO_SECONDS)} after you save this. Until then it can be undone."}
        widgets = dict.fromkeys(("visibility", "access", "lifetime"), forms.RadioSelect) | {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["capacity"].widget.attrs.update(min=1, max=limits.CAPACITY_MOST)
        for name, most in (("name", limits.ROOM_NAME_CHARS), ("topic", limits.TOPIC_CHARS), ("description", limits.DESCRIPTION_CHARS)):
            self.fields[name].validators.append(MaxLengthValidator(most))
            self.fields[name].widget.attrs["maxlength"] = most
        self.fields["capacity"].min_value = 1
        choices = [
            (value, label) for value, label in Lifetime.choices if value != Lifetime.PINNED or self.instance.lifetime == value or user.is_staff
        ]
        self.fields["lifetime"].choices = choices
        for name in ("visibility", "capacity", "lifetime", *CHOICES):
            self.fields[name].required = False

    def clean_name(self):
        return cleaned_name(self.cleaned_data["name"], limits.ROOM_NAME_CHARS)

    def clean_capacity(self):
        capacity = self.cleaned_data.get("capacity")
        capacity = self.instance.capacity if capacity is None else capacity
        if not 1 <= capacity <= limits.CAPACITY_MOST:
            raise ValidationError(f"Between 1 and {limits.CAPACITY_MOST}, please.")
        return capacity

    def clean(self):
        data = super().clean()
        visibility = data["visibility"] = data.get("visibility") or self.instance.visibility
        for name in CHOICES:
            if data.get(name) in (None, ""):
                data[name] = getattr(self.instance, name)
        data["lifetime"] = data.get("lifetime") or (self.instance.lifetime if self.instance.pk else "")
        if visibility == Visibility.PUBLIC:
            self.check_public(data.get("name", ""))
        if visibility == Visibility.PRIVATE and data["access"] == Access.OPEN and not self.instance.has_passcode and not data.get("passcode"):
            data["passcode"] = new_passcode()
        return data

    def check_public(self, name):
        if (self.user.is_authenticated and self.user.is_guest) or not self.user.is_authenticated:
            self.add_error("visibility", "Public rooms need an account. Sign up, or make it unlisted.")
        taken = Room.objects.named(name)
        if taken and taken.pk != self.instance.pk:
            self.refuse_name(name)

    def refuse_name(self, name):
        """It is taken; also said when somebody was faster between the check and the writing."""
        self.add_error("name", f"There is a public room of this name already. How about “{another(name)}”?")

    def validate_constraints(self):
        """The one constraint is what check_public says in words."""

    @property
    def properties(self):
        """What to write: the fields that were really sent, and a passcode if one was given."""
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        if self.cleaned_data.get("passcode"):
            fields["passcode"] = self.cleaned_data["passcode"]
        return fields


def another(name):
    """A free name like this one."""
    taken = set(
        Room.objects.filter(state=State.OPEN, visibility=Visibility.PUBLIC, name_key__startswith=name_key(name)[:70]).values_list(
            "name_key", flat=True
        )
    )
    number = next(n for n in range(2, len(taken) + 3) if name_key(f"{name} {n}") not in taken)
    return f"{name} {number}"


class NewRoomForm(RoomForm):
    """One step: a name, and for a newcomer theirs."""

    display_name = NameField()

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.initial["lifetime"] = Lifetime.KEPT if user.is_authenticated and not user.is_guest else Lifetime.TEMPORARY
        if user.is_authenticated:
            del self.fields["display_name"]
