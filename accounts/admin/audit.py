"""The audit, and Django's own log of edited rows: for every moderator to read, and for nobody to change."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from accounts.deeds import Deed, folded
from accounts.searching import beginning

from .desk import ReadOnly


class KindFilter(admin.SimpleListFilter):
    title = parameter_name = "act"

    def lookups(self, request, model_admin):
        known = {act.name: act.label for site_admin in model_admin.admin_site._registry.values() for act in getattr(site_admin, "acts", ())}
        known |= {one.name: one.label for one in model_admin.measures.values()}
        return sorted(known.items(), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Deed)
class DeedAdmin(ReadOnly):
    list_display = ["at", "who", "words", "what", "room_name", "why"]
    list_display_links = ["words"]
    list_filter = [KindFilter]
    search_fields = ["about_key"]
    search_help_text = "A username or the beginning of a name, of who did it or whom it concerns; the beginning of a room's name; a room's code."
    fields = ["at", "by_name", "words", "what", "room_name", "why"]
    ordering = ["-pk"]
    of_person = {"by": None, "person": None}
    measures: ClassVar = {}  # {kind: what has a name and a label} of what is done elsewhere than by the acts of a list

    def found(self, request, text):
        people = get_user_model().objects.ids_looked_for(text)
        code = folded(text).replace(" ", "").replace("-", "")
        return Q(by__in=people) | Q(person__in=people) | beginning("about_key", folded(text)) | Q(room_key=code, room_key__gt="")

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description="by")
    def who(self, deed):
        return deed.by_name

    @admin.display(description="about")
    def what(self, deed):
        try:
            address = reverse(f"admin:{deed.about_type.replace('.', '_')}_change", args=[deed.about_id])
        except NoReverseMatch:
            return deed.about_name
        return format_html('<a href="{}">{}</a>', address, deed.about_name)


@admin.register(LogEntry)
class EntryAdmin(ReadOnly):
    """Rows that somebody edited in the admin, field by field."""

    list_display = ["action_time", "user", "content_type", "object_repr", "said"]
    list_display_links = ["object_repr"]
    list_select_related = ["user", "content_type"]
    list_filter = ["action_flag"]
    search_fields = ["user"]
    search_help_text = "The username or the beginning of the name of who did it."
    fields = ["action_time", "user", "content_type", "object_repr", "said"]
    ordering = ["-pk"]
    of_person = {"user": None}

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description="what was done")
    def said(self, entry):
        return entry.get_change_message() or EntryAdmin.flag(entry)

    @staticmethod
    def flag(entry):
        return entry.get_action_flag_display()
