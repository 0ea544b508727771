"""Reports as a queue: what was reported, with what was said then; decided once, with what is to be done about it, in one place."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from accounts.admin.acts import Act, WhyForm
from accounts.admin.audit import DeedAdmin
from accounts.admin.people import may_touch
from rooms.measures import measures
from rooms.models import Report
from rooms.models.reports import WHY_CHARS, State

from .desk import ReadInRooms


class VerdictForm(WhyForm):
    """Of one report also what is to be done; of many only the verdict."""

    state = forms.ChoiceField(
        label="Verdict", choices=[(State.ACTED, "Acted on"), (State.DISMISSED, "Dismissed: nothing had to be done")], widget=forms.RadioSelect
    )
    outcome = forms.CharField(
        label="For whoever reported it",
        required=False,
        max_length=WHY_CHARS,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="A sentence they are told in the room and on My rooms. Without one they are told just the verdict.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.measures = [
            one for one in sorted(measures.values(), key=lambda one: one.weight) if len(self.rows) == 1 and self.possible(one, self.rows[0])
        ]
        for one in self.measures:
            self.fields[one.name] = forms.BooleanField(label=one.label, required=False)
            if one.lengths:
                self.fields[f"{one.name}_for"] = forms.TypedChoiceField(
                    label=f"{one.label}, for how long", choices=one.lengths, coerce=int, initial=3600, required=False, empty_value=3600
                )
        self.fields["why"].widget.attrs.pop("autofocus", None)
        names = [name for one in self.measures for name in (one.name, f"{one.name}_for")]
        self.order_fields(["state", *names, "why", "outcome"])

    def possible(self, measure, report):
        able = self.by.has_perm(measure.needs) and measure.fits(report)
        return able and (measure.name != "suspend" or may_touch(self.by, report.about))

    def clean(self):
        data = super().clean()
        chosen = [(one, data.get(f"{one.name}_for", 0)) for one in self.measures if data.get(one.name)]
        if chosen and data.get("state") == State.DISMISSED:
            self.add_error("state", "What is dismissed needs nothing to be done. Choose “Acted on”, or clear the boxes.")
        return {"why": data.get("why"), "state": data.get("state"), "outcome": data.get("outcome", ""), "measures": chosen}


class StateFilter(admin.SimpleListFilter):
    title, parameter_name = "state", "state"

    def lookups(self, request, model_admin):
        return [("acted", "Acted on"), ("dismissed", "Dismissed"), ("all", "All")]

    def choices(self, changelist):
        first = {"selected": self.value() is None, "query_string": changelist.get_query_string(remove=["state"]), "display": "Open"}
        return [first, *list(super().choices(changelist))[1:]]

    def queryset(self, request, queryset):
        return queryset if self.value() == "all" else queryset.filter(state=self.value() or State.OPEN)


@admin.register(Report)
class ReportAdmin(ReadInRooms):
    list_display = ["at", "state", "about_name", "room_name", "why", "reporter_name", "decided_at"]
    list_display_links = ["why"]
    list_filter = [StateFilter]
    search_fields = ["about_name"]
    list_select_related = ["room", "about"]
    DECIDED = ("outcome", "decided_at", "decided_by")
    change_form_template = "admin/desk/report.html"
    of_person = {"about": "about_name", "reporter": "reporter_name"}
    acts = [
        Act(
            "decide",
            "Decide",
            "decided the report",
            lambda row, by, why, **verdict: row.settle(by, why, **verdict),
            "rooms.change_report",
            form=VerdictForm,
            fits=lambda row: row.state == State.OPEN,
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("room", "about")

    def get_ordering(self, request):
        """The queue: who has waited longest comes first; what is decided, the newest."""
        return ["at"] if request.GET.get("state") is None else ["-pk"]

    def get_fields(self, request, obj=None):
        return ["state", "whom", "where", "why", "from_whom", "at", "said", *(self.DECIDED if obj and obj.state != State.OPEN else ())]

    def get_readonly_fields(self, request, obj=None):
        return self.get_fields(request, obj)

    def may_act(self, request, act, row):
        """Nobody decides what is about themself, or what they have reported."""
        return request.user.pk not in (row.about_id, row.reporter_id)

    def concerns(self, row):
        return {"place": row.whereabouts, "person": row.about}

    def render_change_form(self, request, context, *args, **kwargs):
        report = context.get("original")
        context["mine"] = report and report.state == State.OPEN and not self.may_act(request, None, report)
        response = super().render_change_form(request, context, *args, **kwargs)
        found = {act.name: address for act, address in response.context_data["acts"]}
        if "decide" in found:
            response.context_data |= {"acts": (), "verdict": VerdictForm(rows=[report], by=request.user), "decide": found["decide"]}
        return response

    @admin.display(description="about")
    def whom(self, report):
        return link("accounts_user", report.about_id, report.about_name)

    @admin.display(description="room")
    def where(self, report):
        return link("rooms_room", report.room_id, report.room_name)

    @admin.display(description="reported by")
    def from_whom(self, report):
        return link("accounts_user", report.reporter_id, report.reporter_name)

    @admin.display(description="what was said then")
    def said(self, report):
        lines = [
            ("reported" if line["reported"] else "around", line["author"], line["at"][:16].replace("T", " "), line["body"]) for line in report.context
        ]
        return format_html_join("", '<p class="said {}"><b>{}</b> <span class="quiet">{}</span><br>{}</p>', lines) or "Nothing."


def link(page, id, words):
    return format_html('<a href="{}">{}</a>', reverse(f"admin:{page}_change", args=[id]), words) if id else f"{words} (gone)"


DeedAdmin.measures = measures
