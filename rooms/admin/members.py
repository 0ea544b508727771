"""Who belongs where, and by what links people come in (never the links themselves)."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from accounts.admin.acts import Act, WhyForm
from rooms.measures import LENGTHS
from rooms.models import Connection, Invitation, Membership
from rooms.permissions import Role

from .desk import ReadInRooms


def lasting(kind):
    """A form that also asks for how long."""

    class LastingForm(WhyForm):
        seconds = forms.TypedChoiceField(label="For how long", choices=LENGTHS[kind], coerce=int, initial=3600)
        field_order = ["seconds", "why"]

    return LastingForm


def below_owner(member):
    return member.role != Role.OWNER


def stands(member):
    return member.role not in (Role.OWNER, Role.GONE)


@admin.register(Membership)
class MembershipAdmin(ReadInRooms):
    list_display = ["name", "room", "role", "state", "joined_at", "silent"]
    list_filter = ["role"]
    search_fields = ["name"]
    ordering = ["-pk"]
    fields = ["name", "user", "room", "role", "joined_at", "silenced_until"]
    of_person = {"user": None}
    acts = [
        Act(
            "silence",
            "Silence",
            "silenced them",
            lambda row, by, why, seconds: row.fall_silent(by, seconds, why),
            "rooms.change_membership",
            form=lasting("silence"),
            fits=stands,
        ),
        Act(
            "unsilence",
            "Let speak again",
            "let them speak again",
            lambda row, by, why: row.fall_silent(by, 0, why),
            "rooms.change_membership",
            fits=lambda row: row.silenced_until and row.silenced_until > timezone.now(),
        ),
        Act(
            "remove",
            "Remove from the room",
            "removed them from the room",
            lambda row, by, why: row.see_out(by, why),
            "rooms.change_membership",
            fits=stands,
            warns=lambda rows: ["Their tabs close at once. They may come in again by the door."],
            danger=True,
        ),
        Act(
            "ban",
            "Ban from the room",
            "banned them from the room",
            lambda row, by, why, seconds: row.keep_out(by, seconds or None, why),
            "rooms.add_ban",
            form=lasting("ban"),
            fits=below_owner,
            warns=lambda rows: ["They are told the reason. Only the site's moderators can lift it."],
            danger=True,
        ),
    ]

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def dress(self, rows):
        here = set(Connection.objects.alive().filter(member__in=[row.pk for row in rows]).values_list("member", flat=True))
        for row in rows:
            row.is_here = row.pk in here
        return rows

    @admin.display(description="now")
    def state(self, row):
        return presence(row, row.is_here)

    @admin.display(description="silenced until")
    def silent(self, row):
        return row.silenced_until if row.silenced_until and row.silenced_until > timezone.now() else None

    def concerns(self, row):
        return super().concerns(row) | {"person": row.user}


def presence(member, is_here):
    """Where they are, in a word."""
    if member.role == Role.GONE:
        return "gone"
    return ("away" if member.away_since else "here") if is_here else "not here"


@admin.register(Invitation)
class InvitationAdmin(ReadInRooms):
    list_display = ["made_at", "room", "made_by", "expires_at", "uses", "most_uses", "used_at", "role", "revoked_at"]
    list_filter = ["role", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["room", "made_by"]
    search_fields = ["made_by"]
    ordering = ["-pk"]
    exclude = ["token_hash"]
    of_person = {"made_by": None}
    acts = [
        Act(
            "revoke",
            "Revoke",
            "revoked the invitation",
            lambda row, by, why: row.revoke(by, why),
            "rooms.change_invitation",
            fits=lambda row: row.revoked_at is None,
            warns=lambda rows: ["The link opens nothing any more; whoever came by it stays."],
            danger=True,
        ),
    ]

    def concerns(self, row):
        return super().concerns(row) | {"person": row.made_by}
