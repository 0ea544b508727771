"""What moderators do to rows: from a list or from a row's own page, after they have said why; it is done by a verb and stands in the audit."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from accounts.deeds import WHY_CHARS, Deed

MOST = 100  # rows at once


class WhyForm(forms.Form):
    """`rows` are those it is about, `by` who does it."""

    why = forms.CharField(
        label="Reason",
        max_length=WHY_CHARS,
        widget=forms.Textarea(attrs={"rows": 3, "autofocus": True}),
        help_text="Kept in the audit, with your name.",
    )

    def __init__(self, *args, rows=(), by=None, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.rows, self.by = rows, by


@dataclass(frozen=True)
class Act:
    """`does(row, by, why, **what else the form asks)` says whether it was news; `done` follows the name of who did it."""

    name: str
    label: str
    done: str
    does: Callable
    needs: str
    form: type = WhyForm
    fits: Callable = lambda row: True
    warns: Callable = lambda rows: ()
    danger: bool = False


class Acting:
    """A model admin with `acts`. `refusals` are exceptions with a `message` that a verb may answer with."""

    acts, refusals = (), ()

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_act"
        return [path("<int:id>/act/<slug:act>/", self.admin_site.admin_view(self.act_view), name=name), *super().get_urls()]

    def get_actions(self, request):
        mine = {act.name: (run(act), act.name, f"{act.label}…") for act in self.acts if request.user.has_perm(act.needs)}
        return {} if self.actions is None else super().get_actions(request) | mine

    def response_action(self, request, queryset):
        """What was not chosen from the list is left out, before a database is asked for it."""
        chosen = [id for id in request.POST.getlist(ACTION_CHECKBOX_NAME) if id.isdecimal() and len(id) < 16]
        request.POST = request.POST.copy()
        request.POST.setlist(ACTION_CHECKBOX_NAME, chosen)
        return super().response_action(request, queryset)

    def acts_for(self, request, row):
        """Those that make sense for this row, and this moderator may do: [(act, address), …]."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_act"
        found = [act for act in self.acts if request.user.has_perm(act.needs) and act.fits(row) and self.may_act(request, act, row)]
        return [(act, reverse(name, args=[row.pk, act.name])) for act in found]

    def may_act(self, request, act, row):
        return True

    def concerns(self, row):
        """Whom and which room it is about, for the audit: what Deed.objects.note takes."""
        return {}

    def act_view(self, request, id, act):
        found = next((one for one in self.acts if one.name == act), None)
        if found is None or not (request.user.has_perm(found.needs) and self.has_view_permission(request)):
            raise PermissionDenied
        row = self.get_queryset(request).filter(pk=min(id, 2**53)).first()
        if row is None:
            raise Http404("It is not there any more.")
        return self.ask(request, found, [row], reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk]))

    def ask(self, request, act, rows, back):
        """The page that asks why; once it is answered, the act, and back."""
        able = [row for row in rows if act.fits(row) and self.may_act(request, act, row)]
        given = request.POST if request.method == "POST" and "asked" in request.POST else None
        form = act.form(given, rows=able, by=request.user)
        if able and given is not None and form.is_valid():
            done = [row for row in able if self.do(request, act, row, **form.cleaned_data)]
            if done:
                messages.success(request, f"{act.label}: {len(done)} done." if len(rows) > 1 else f"{act.label}: done.")
            return redirect(back if not done or self.model.objects.filter(pk=done[0].pk).exists() else self.list_address())
        context = self.admin_site.each_context(request) | {
            "title": act.label,
            "act": act,
            "form": form,
            "rows": able,
            "left_out": len(rows) - len(able),
            "warnings": act.warns(able) if able else (),
            "opts": self.opts,
            "back": back,
            "chosen": ACTION_CHECKBOX_NAME,
            "from_list": "action" in request.POST,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/desk/act.html", context, status=200 if given is None else 422)

    def do(self, request, act, row, why, **more):
        try:
            with transaction.atomic():
                place, name = self.concerns(row), str(row)
                pk = row.pk
                if not act.does(row, request.user, why, **more):
                    messages.info(request, f"{name}: nothing was left to be done.")
                    return False
                row.pk = pk  # a deleted row has none
                Deed.objects.note(request.user, act.name, act.done, row, why, **place)
                self.log_change(request, row, f"{act.label}: {why}")
        except self.refusals as refused:
            messages.error(request, f"{name}: {refused.message}")
            return False
        return True

    def list_address(self):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")


def run(act):
    """As Django's admin calls an action of a list."""

    def action(modeladmin, request, queryset):
        rows = list(queryset[: MOST + 1])
        if len(rows) > MOST:
            return messages.error(request, f"At most {MOST} at once.")
        return modeladmin.ask(request, act, rows, request.get_full_path())

    action.__name__ = act.name
    return action
