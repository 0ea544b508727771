"""Rooms: who is in them, when they were last alive, and closing, archiving, pinning, deleting them."""

from django import forms
from django.contrib import admin
from django.db.models import Q
from django.utils import timezone

from accounts.admin.acts import Act
from accounts.admin.desk import Desk, lists_about
from accounts.searching import beginning
from rooms.codes import code_key
from rooms.lifetimes import Lifetime
from rooms.live.protocol import Refused
from rooms.models import Connection, Room
from rooms.models.rooms import State, name_key

from .page import page
from .toll import toll


class RoomAdminForm(forms.ModelForm):
    """Two open public rooms of one name cannot be told apart in the directory. Pinning is an act of its own, that asks why."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if lifetime := self.fields.get("lifetime"):
            lifetime.disabled = pinned(self.instance)
            lifetime.choices = [choice for choice in lifetime.choices if lifetime.disabled or choice[0] != Lifetime.PINNED]

    def clean(self):
        data = super().clean()
        taken = Room.objects.named(data.get("name", "")) if data.get("visibility") == "public" else None
        if taken and taken.pk != self.instance.pk:
            self.add_error("name", "There is an open public room of this name already.")
        return data


class HereFilter(admin.SimpleListFilter):
    title, parameter_name = "people", "here"

    def lookups(self, request, model_admin):
        return [("yes", "With somebody in them")]

    def queryset(self, request, queryset):
        return queryset.filter(pk__in=Connection.objects.alive().values("room")) if self.value() else queryset


def pinned(room):
    return room.lifetime == Lifetime.PINNED


def act(name, label, done, fits, words, **more):
    return Act(
        name, label, done, lambda room, by, why: getattr(room, name)(by, why), "rooms.change_room", fits=fits, warns=lambda rows: [words], **more
    )


ACTS = [
    act(
        "close",
        "Close",
        "closed the room",
        lambda room: room.state != State.CLOSED,
        "Everybody is out at once, and nobody comes in. It is deleted a week later, unless you open it again before.",
        danger=True,
    ),
    act("archive", "Archive", "archived the room", lambda room: room.state == State.OPEN, "It can be read, and its owner can open it again."),
    act(
        "reopen",
        "Open again",
        "opened the room again",
        lambda room: room.state != State.OPEN,
        "People may come in again. It is unlisted if another public room has its name by now.",
    ),
    act("pin", "Pin", "pinned the room", lambda room: not pinned(room), "It is never deleted by itself."),
    act("unpin", "Unpin", "unpinned the room", pinned, "From now on it is archived after 30 idle days, and deleted 30 days later."),
    Act("dissolve", "Delete", "deleted the room", lambda room, by, why: room.dissolve(by, why), "rooms.delete_room", warns=toll, danger=True),
]


@admin.register(Room)
class RoomAdmin(Desk):
    form = RoomAdminForm
    list_display = ["name", "code", "here", "tabs", "seen", "state", "kept", "seen_by", "locked"]
    list_filter = [HereFilter, "state", "locked", "visibility", "lifetime"]
    search_fields = ["code_key"]
    search_help_text = "The beginning of a room's name, or its code or link."
    readonly_fields = ["code", "access", "state", "seen", "created_at"]
    fields = ["name", "topic", "description", "visibility", "accounts_only", "capacity", "lifetime", "locked", *readonly_fields]
    change_form_template = "admin/desk/room.html"
    acts, refusals = ACTS, (Refused,)
    ordering = ["-seen_at"]
    sortable_by = ["seen", "name"]

    def found(self, request, text):
        return Q(code_key=code_key(text)[:40]) | beginning("name_key", name_key(text))

    def dress(self, rows):
        counts = Connection.objects.tabs([row.pk for row in rows])
        for row in rows:
            row.here, row.tabs = counts.get(row.pk, (0, 0))
        return rows

    def concerns(self, row):
        return {"place": row.whereabouts}

    def links(self, request, row):
        return list(lists_about(request, self.admin_site, "of_room", row.pk))

    def render_change_form(self, request, context, *args, **kwargs):
        context["page"] = page(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        """Deleting is an act of ours, that asks why."""
        return False

    @admin.display(description="visibility")
    def seen_by(self, room):
        return room.visibility

    @admin.display(description="lifetime")
    def kept(self, room):
        return room.lifetime

    @admin.display(description="here now")
    def here(self, room):
        return room.here

    @admin.display(description="connections")
    def tabs(self, room):
        return room.tabs

    @admin.display(description="last seen", ordering="seen_at")
    def seen(self, room):
        return timezone.now() if getattr(room, "here", 0) else room.seen_at

    def save_model(self, request, room, form, change):
        room.edit(request.user, **{name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data})
