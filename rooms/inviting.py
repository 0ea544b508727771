"""What people fill in to invite others."""

from django import forms

from syncroom import limits

from .models.invitation import Lasts
from .permissions import Permission, Role


class InvitationForm(forms.Form):
    """How long, how many, and as what; only who manages the room makes moderators."""

    lasts = forms.ChoiceField(choices=Lasts.choices, initial=Lasts.WEEK, label="It holds for")
    most_uses = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=limits.INVITATION_USES,
        label="How many may come in by it",
        help_text="Left empty: any number.",
        widget=forms.NumberInput(attrs={"min": 1, "max": limits.INVITATION_USES, "inputmode": "numeric"}),
    )
    role = forms.ChoiceField(choices=[(Role.MEMBER, "a member"), (Role.MODERATOR, "a moderator")], initial=Role.MEMBER, label="They come in as")
    needs_approval = forms.BooleanField(required=False, label="Whoever follows it knocks first, and is let in by one of you")

    def __init__(self, *args, membership, **kwargs):
        super().__init__(*args, **kwargs)
        if not membership.may(Permission.MANAGE):
            del self.fields["role"]
