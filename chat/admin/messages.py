"""What was said: of a room, of a person, or the latest everywhere; to be read, and removed."""

from django.contrib import admin
from django.db.models import Q
from django.utils.html import strip_tags

from accounts.admin.acts import Act
from accounts.admin.paging import BothEnds
from chat.models import Message
from rooms.admin.desk import ReadInRooms

HITS = 1_000
ROOM, AUTHOR = "room__id__exact", "author__id__exact"
WHERE = "Everywhere: an author's username, the beginning of their name, or a room's code. In one room, or of one person: words they wrote."


class RemovedFilter(admin.SimpleListFilter):
    title, parameter_name = "what was removed", "removed"

    def lookups(self, request, model_admin):
        return [("yes", "Removed"), ("no", "Still there")]

    def queryset(self, request, queryset):
        return queryset.filter(removed_at__isnull=self.value() == "no") if self.value() else queryset


@admin.register(Message)
class MessageAdmin(ReadInRooms):
    list_display = ["at", "room", "author_name", "words", "fate"]
    list_display_links = ["words"]
    list_filter = [RemovedFilter]
    fields = ["room", "author", "author_name", "at", "body", "edited_at", "removed_at", "removed_by"]
    search_fields = ["body"]
    search_help_text = WHERE
    list_per_page = 100
    of_person = {"author": None}
    acts = [
        Act("take_down", "Remove", "removed a message", lambda message, by, why: message.take_down(by, why), "chat.change_message",
            fits=lambda message: message.removed_at is None, warns=lambda rows: ["The words are deleted, not hidden; that something was said stays."],
            danger=True),
    ]  # fmt: skip

    def get_queryset(self, request):
        """What the room has heard of: what is held for the break is its author's alone."""
        return super().get_queryset(request).arrived()

    def get_ordering(self, request):
        """Each by an index: places in a room, or the latest; of removed ones, what was removed last."""
        if ROOM in request.GET:
            return ["-place"]
        return ["-removed_at"] if request.GET.get("removed") == "yes" else ["-pk"]

    def get_paginator(self, request, queryset, per_page, orphans=0, allow_empty_first_page=True):
        """All of a room can be turned to: its places are counted by index."""
        whole = BothEnds if ROOM in request.GET else self.paginator
        return whole(queryset, per_page, orphans, allow_empty_first_page)

    def get_search_results(self, request, queryset, search_term):
        """Words are looked for once, in one room or of one person; not again to count them."""
        if search_term.strip() and (ROOM in request.GET or AUTHOR in request.GET):
            said = queryset.filter(*(Q(body__icontains=word) for word in search_term.split())).order_by(*self.get_ordering(request))
            return queryset.filter(pk__in=list(said.values_list("pk", flat=True)[:HITS])), False
        return super().get_search_results(request, queryset, search_term)

    def get_readonly_fields(self, request, obj=None):
        return self.fields

    def concerns(self, row):
        return super().concerns(row) | {"person": row.author}

    @admin.display(description="message")
    def words(self, message):
        text = " ".join(strip_tags(message.html).split())
        return f"{text[:80]}…" if len(text) > 80 else text or "(removed)"

    @admin.display(description="since")
    def fate(self, message):
        return "removed" if message.removed_at else "edited" if message.edited_at else ""
