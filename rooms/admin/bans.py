"""Bans of all rooms: who is kept out, why, until when; and letting them in again."""

from datetime import timedelta

from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from accounts.admin.acts import Act
from rooms.models import Ban

from .desk import ReadInRooms

SOON = timedelta(days=1)


def holds(ban):
    return ban.lifted_at is None and (ban.until is None or ban.until > timezone.now())


class HoldingFilter(admin.SimpleListFilter):
    title = parameter_name = "holds"

    def lookups(self, request, model_admin):
        return [("yes", "Those that hold"), ("soon", "Ending within a day"), ("over", "Lifted or over")]

    def queryset(self, request, queryset):
        now = timezone.now()
        if self.value() == "soon":
            return queryset.ending(now, SOON)
        if self.value() == "over":
            return queryset.filter(Q(lifted_at__isnull=False) | Q(until__lte=now))
        return queryset.holding(now) if self.value() == "yes" else queryset


@admin.register(Ban)
class BanAdmin(ReadInRooms):
    list_display = ["name", "room", "at", "until", "by_name", "by_site", "why", "holds"]
    list_filter = [HoldingFilter, "by_site"]
    search_fields = ["name"]
    ordering = ["-pk"]
    exclude = ["devices"]
    of_person = {"user": "name", "by": "by_name"}
    acts = [
        Act("lift", "Lift", "lifted the ban", lambda ban, by, why: ban.room.lift(by, ban, why), "rooms.change_ban", fits=holds,
            warns=lambda rows: ["They may come in again at once."]),
    ]  # fmt: skip

    @admin.display(boolean=True)
    def holds(self, ban):
        return holds(ban)

    def concerns(self, row):
        return super().concerns(row) | {"person": row.user}
