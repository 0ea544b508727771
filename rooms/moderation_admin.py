"""Where the site's moderators see reports, bans and what was done in rooms; history is to be read, not changed."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.html import format_html_join

from .models import Ban, Report, RoomAct
from .models.reports import State


class ReadOnly(admin.ModelAdmin):
    """Rows that nobody makes, changes or deletes here."""

    list_per_page = 50
    show_full_result_count = False
    list_select_related = ["room"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        return [field.name for field in self.model._meta.fields if field.name not in self.editable(obj)]

    def editable(self, obj):
        return []


@admin.register(RoomAct)
class RoomActAdmin(ReadOnly):
    list_display = ["at", "room", "who", "words", "why"]
    list_filter = ["kind", "at"]
    search_fields = ["room__code", "by_name", "about_name"]
    ordering = ["-pk"]

    def has_change_permission(self, request, obj=None):
        return False

    @admin.display(description="by", ordering="by_name")
    def who(self, act):
        return act.by_name or "SyncRoom"


@admin.register(Ban)
class BanAdmin(ReadOnly):
    list_display = ["name", "room", "at", "until", "by_name", "why", "holds"]
    list_filter = [("lifted_at", admin.EmptyFieldListFilter), "at"]
    search_fields = ["name", "room__code", "by_name"]
    ordering = ["-pk"]
    exclude = ["devices"]
    actions = ["lift"]

    @admin.display(boolean=True)
    def holds(self, ban):
        return ban.lifted_at is None and (ban.until is None or ban.until > timezone.now())

    @admin.action(description="Lift: they may come in again", permissions=["change"])
    def lift(self, request, bans):
        lifted = [ban for ban in bans.filter(lifted_at=None).select_related("room") if ban.room.lift(request.user, ban)]
        for ban in lifted:
            self.log_change(request, ban, "Lifted.")
        self.message_user(request, f"Lifted: {len(lifted)}.", messages.SUCCESS)


@admin.register(Report)
class ReportAdmin(ReadOnly):
    list_display = ["at", "state", "about_name", "room_name", "why", "reporter_name", "decided_at"]
    list_display_links = ["why"]
    list_filter = ["state", "at"]
    search_fields = ["about_name", "reporter_name", "room_name", "why"]
    ordering = ["-state", "at"]  # "open" comes last in the alphabet
    exclude = ["context", "mine"]
    actions = ["act", "dismiss"]

    def editable(self, report):
        return ["state", "outcome"] if report and report.state == State.OPEN else []

    def get_readonly_fields(self, request, obj=None):
        return [*super().get_readonly_fields(request, obj), "said"]

    @admin.display(description="what was said then")
    def said(self, report):
        lines = [("▸ " if line["reported"] else "", line["author"], line["at"][:16].replace("T", " "), line["body"]) for line in report.context]
        return format_html_join("", "<p>{}<b>{}</b> {}<br>{}</p>", lines) or "Nothing."

    def save_model(self, request, report, form, change):
        if form.cleaned_data.get("state", State.OPEN) != State.OPEN:
            Report.objects.get(pk=report.pk).decide(request.user, form.cleaned_data["state"], form.cleaned_data["outcome"])

    @admin.action(description="Acted on: tell whoever reported", permissions=["change"])
    def act(self, request, reports):
        self.settle(request, reports, State.ACTED)

    @admin.action(description="Dismiss: tell whoever reported", permissions=["change"])
    def dismiss(self, request, reports):
        self.settle(request, reports, State.DISMISSED)

    def settle(self, request, reports, state):
        done = [report for report in reports if report.decide(request.user, state)]
        for report in done:
            self.log_change(request, report, f"{state.label.capitalize()}.")
        self.message_user(request, f"{state.label.capitalize()}: {len(done)}.", messages.SUCCESS)
