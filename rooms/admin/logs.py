"""What was done in all rooms, by their own people and by the site's moderators; to be read, and never changed."""

from django.contrib import admin

from rooms.live import registry
from rooms.models import RoomAct

from .desk import ReadInRooms


class KindFilter(admin.SimpleListFilter):
    title, parameter_name = "kind", "kind"

    def lookups(self, request, model_admin):
        return [(kind, kind.replace("-", " ").replace("_", " ").capitalize()) for kind in sorted(registry.acts)]

    def queryset(self, request, queryset):
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(RoomAct)
class RoomActAdmin(ReadInRooms):
    list_display = ["at", "room", "who", "words", "why"]
    list_display_links = ["words"]
    list_filter = [KindFilter]
    list_select_related = ["room", "undoing"]
    search_fields = ["by_name"]
    ordering = ["-pk"]
    fields = ["at", "room", "who", "words", "why"]
    of_person = {"by": "by_name"}

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    @admin.display(description="by")
    def who(self, act):
        return act.by_name or "SyncRoom"
