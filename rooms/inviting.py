"""What people fill in to invite others, and how a link is drawn."""

import segno
from django import forms

from syncroom import limits

from .models.invitation import Lasts
from .permissions import Permission, Role

QUIET_MODULES = 4  # the empty border that readers of QR codes need


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


def drawn(link):
    """{size, path}: the QR code of `link` as an SVG path of unit squares, to be filled with whatever colour the page has."""
    code = segno.make(link, error="m", micro=False)
    rows = [list(row) for row in code.matrix_iter(border=QUIET_MODULES)]
    return {"size": len(rows), "path": "".join(_runs(rows))}


def _runs(rows):
    for y, row in enumerate(rows):
        start = None
        for x, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                yield f"M{start} {y}h{x - start}v1h-{x - start}z"
                start = None
