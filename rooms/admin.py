"""Where moderators see the rooms and can act."""

from django import forms
from django.contrib import admin, messages
from django.utils import timezone

from .models import Connection, Membership, Room
from .moderation_admin import BanAdmin, ReportAdmin, RoomActAdmin


class MembershipInline(admin.TabularInline):
    """Who belongs, to be read."""

    model = Membership
    fields = readonly_fields = ["user", "name", "role", "joined_at"]
    extra, can_delete, show_change_link = 0, False, False
    verbose_name_plural = "members"

    def has_add_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user").order_by("role", "name")


def act(verb, done):
    """An admin action that calls `verb` of each room and says so."""

    @admin.action(description=f"{verb.capitalize()} the selected rooms", permissions=["change"])
    def action(modeladmin, request, queryset):
        for room in queryset:
            getattr(room, verb)(request.user)
            modeladmin.log_change(request, room, f"{done}.")
        modeladmin.message_user(request, f"{len(queryset)} rooms {done.lower()}.", messages.SUCCESS)

    action.__name__ = verb
    return action


class RoomAdminForm(forms.ModelForm):
    """Two open public rooms of one name cannot be told apart in the directory."""

    def clean(self):
        data = super().clean()
        taken = Room.objects.named(data.get("name", "")) if data.get("visibility") == "public" else None
        if taken and taken.pk != self.instance.pk:
            self.add_error("name", "There is an open public room of this name already.")
        return data


@admin.register(Room)
class RoomAdmin(admin.ModelAdmin):
    form = RoomAdminForm
    list_display = ["name", "code", "here", "seen_by", "kept", "state", "locked", "seen"]
    list_filter = ["state", "locked", "visibility", "lifetime"]
    search_fields = ["name", "code", "code_key", "topic"]
    readonly_fields = ["code", "access", "state", "people_here", "seen", "created_at"]
    fields = ["name", "topic", "description", "visibility", "accounts_only", "capacity", "lifetime", "locked", *readonly_fields]
    inlines = [MembershipInline]
    actions = [act("close", "Closed"), act("archive", "Archived"), act("reopen", "Opened again"), act("pin", "Pinned")]
    ordering = ["-seen_at"]
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).by_people()

    def has_add_permission(self, request):
        return False

    @admin.display(description="visibility", ordering="visibility")
    def seen_by(self, room):
        return room.visibility

    @admin.display(description="lifetime", ordering="lifetime")
    def kept(self, room):
        return room.lifetime

    @admin.display(description="here now", ordering="here")
    def here(self, room):
        return room.here

    @admin.display(description="last seen", ordering="seen_at")
    def seen(self, room):
        return timezone.now() if room.here else room.seen_at

    @admin.display(description="who is here now")
    def people_here(self, room):
        return ", ".join(person.name for person in Connection.objects.present([room.pk])[room.pk]) or "nobody"

    def get_deleted_objects(self, objs, request):
        """Everything in a room goes with it; a list of that would be long, and nobody's to refuse."""
        return [f"{room.name}, with all that was said in it" for room in objs], {"rooms": len(objs)}, set(), []

    def save_model(self, request, room, form, change):
        room.edit(request.user, **{name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data})

    def delete_model(self, request, room):
        Room.objects.dismantle([room.pk])

    def delete_queryset(self, request, queryset):
        Room.objects.dismantle(list(queryset.values_list("pk", flat=True)))


__all__ = ["BanAdmin", "ReportAdmin", "RoomActAdmin", "RoomAdmin"]
