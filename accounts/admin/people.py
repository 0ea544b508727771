"""People: who there is, who may not come in, and what else concerns them."""

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils.html import format_html

from accounts.deeds import Deed
from accounts.factors.codes import drop

from .acts import Act
from .desk import Desk, lists_about
from .links import Linking, link

User = get_user_model()


def may_touch(by, person):
    """Moderators act on people, not on each other or on superusers; nobody on themself."""
    return person != by and (by.is_superuser or not person.is_staff)


def drop_factors(person):
    """They hear of it by mail."""
    dropped = drop(person)
    if dropped:
        transaction.on_commit(lambda: get_adapter().send_notification_mail("mfa/email/factors_removed", person))
    return dropped


admin.site.unregister(Authenticator)  # nobody reads or writes these by hand


@admin.register(User)
class PersonAdmin(Linking, Desk, UserAdmin):
    list_display = ("username", "name", "is_guest", "is_active", "is_staff", "seen_at", "date_joined", "rooms")
    list_filter = ("is_active", "is_guest", "is_staff", "is_superuser", "seen_at")
    search_fields = ("username",)
    search_help_text = "A username, the beginning of a name, or a whole e-mail address."
    ordering = ("-seen_at",)
    sortable_by = ("seen_at", "username")
    readonly_fields = ("portrait", "is_active", "is_guest", "seen_at", "last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("username", "password", "display_name", "portrait", "email")}),
        ("Access", {"fields": ("is_active", "is_guest", "is_staff", "is_superuser", "groups", "user_permissions")}),
        ("When", {"fields": ("seen_at", "last_login", "date_joined")}),
    )
    acts = (
        Act(
            "suspend",
            "Suspend",
            "suspended them",
            lambda row, by, why: row.suspend(),
            "accounts.suspend_user",
            fits=lambda row: row.is_active,
            warns=lambda rows: ["Every session and every open connection ends at once, and they cannot come in until they are reinstated."],
            danger=True,
        ),
        Act(
            "reinstate",
            "Reinstate",
            "reinstated them",
            lambda row, by, why: row.reinstate(),
            "accounts.suspend_user",
            fits=lambda row: not row.is_active,
            warns=lambda rows: ["They may sign in again. Old sessions stay ended."],
        ),
        link,
        Act(
            "no-picture",
            "Take the picture away",
            "took their picture away",
            lambda row, by, why: bool(row.face) and (row.picture() or True),
            "accounts.suspend_user",
            fits=lambda row: bool(row.face),
            warns=lambda rows: ["Their face is drawn from their name again, in every open room at once. They can choose another picture."],
        ),
        Act(
            "second-step",
            "Remove the second step",
            "removed their second step",
            lambda row, by, why: drop_factors(row),
            "accounts.change_user",
            fits=lambda row: row.authenticator_set.exists(),
            warns=lambda rows: ["Passkeys, app and recovery codes go: the password alone opens the account again. Be sure who asks."],
            danger=True,
        ),
    )

    def get_search_results(self, request, queryset, search_term):
        return (queryset.looked_for(search_term) if search_term.strip() else queryset), False

    def dress(self, rows):
        """With `rooms`, counted only for the rows that are shown."""
        member = User._meta.get_field("memberships").related_model
        counts = member.objects.standing().filter(user__in=[row.pk for row in rows]).order_by().values_list("user").annotate(n=Count("pk"))
        found = dict(counts)
        for row in rows:
            row.rooms = found.get(row.pk, 0)
        return rows

    def concerns(self, row):
        return {"person": row}

    def links(self, request, row):
        return list(lists_about(request, self.admin_site, "of_person", row.pk))

    @admin.display(description="picture")
    def portrait(self, user):
        address = user.face and reverse("avatar", args=[f"{user.face}-64"])
        return format_html('<img src="{}" alt="Their picture" width="64" height="64">', address) if address else "drawn from their name"

    @admin.display
    def rooms(self, user):
        return user.rooms

    # Who may do what to whom: an administrator does not make themself, or another, a superuser, or touch one.

    def may_act(self, request, act, row):
        return may_touch(request.user, row)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and (obj is None or obj == request.user or may_touch(request.user, obj))

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser and obj != request.user

    def get_readonly_fields(self, request, obj=None):
        powers = () if request.user.is_superuser else ("is_staff", "is_superuser", "groups", "user_permissions")
        return (*self.readonly_fields, *powers)

    @transaction.atomic
    def save_model(self, request, obj, form, change):
        """Another name is told to their rooms, as when they choose it themselves."""
        before = User.objects.get(pk=obj.pk).name if change else obj.name
        super().save_model(request, obj, form, change)
        if obj.name != before:
            obj.was_called(before)

    def delete_model(self, request, obj):
        self.part_with(request, [obj])

    def delete_queryset(self, request, queryset):
        self.part_with(request, list(queryset.exclude(pk=request.user.pk)))

    @transaction.atomic
    def part_with(self, request, people):
        for person in people:
            Deed.objects.note(request.user, "delete", "deleted their account", person, "", person=person)
        User.objects.filter(pk__in=[person.pk for person in people]).leave()
