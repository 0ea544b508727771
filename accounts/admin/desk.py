"""What every list and page of the desk has in common: fast, read-only unless it says otherwise, and linked with what concerns the same person."""

from typing import ClassVar

from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse

from .acts import Acting
from .paging import Glimpse, Page

EMPTY = "–"


class Desk(Acting, admin.ModelAdmin):
    """`of_person`: the fields that hold whom a row concerns, by which a person's page links here; `of_room` likewise."""

    list_per_page = 50
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    paginator = Glimpse
    sortable_by = ()
    empty_value_display = EMPTY
    of_person: ClassVar = {}  # or {field: the field of their name then, for rows of people who are gone}
    change_list_template = "admin/desk/list.html"
    change_form_template = "admin/desk/page.html"

    def get_changelist(self, request, **kwargs):
        return Page

    def dress(self, rows):
        return rows

    def get_paginator(self, request, queryset, per_page, orphans=0, allow_empty_first_page=True):
        """As the class says; Django asks for it once for each list."""
        return self.paginator(queryset, per_page, orphans, allow_empty_first_page)

    def get_search_results(self, request, queryset, search_term):
        return (queryset.filter(self.found(request, search_term.strip())) if search_term.strip() else queryset), False

    def found(self, request, text):
        """The Q of what is looked for."""
        return self.about_people(text)

    def about_people(self, text):
        people = get_user_model().objects.ids_looked_for(text)
        sought = Q(pk__in=[])
        for field, name in dict(self.of_person).items():
            sought |= Q(**{f"{field}__in": people})
            if name:
                sought |= Q(**{field: None, f"{name}__istartswith": text})
        return sought

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, (extra_context or {}) | {"within": self.within(request)})

    def within(self, request):
        """(words, address) of what the list is limited to by a link: one person here."""
        given = (request.GET.get(limit(self.model, field), "") for field in self.of_person)
        found = next((id for id in given if id.isdecimal() and len(id) < 16), None)
        person = found and get_user_model().objects.filter(pk=found).first()
        return [(person.name, reverse("admin:accounts_user_change", args=[person.pk]))] if person else []

    def render_change_form(self, request, context, *args, **kwargs):
        row = context.get("original")
        if row is not None:
            context["title"], context["subtitle"] = str(row), self.opts.verbose_name.capitalize()
            context["acts"] = self.acts_for(request, row)
            context["links"] = self.links(request, row)
        return super().render_change_form(request, context, *args, **kwargs)

    def links(self, request, row):
        """[(words, address), …] of what concerns the same."""
        return []


class ReadOnly(Desk):
    """Rows that nobody makes, changes or deletes here, whoever they are."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def limit(model, field):
    """The parameter that limits a list to what concerns somebody, or a room."""
    return f"{field}__id__exact" if model._meta.get_field(field).is_relation else f"{field}__exact"


def lists_about(request, site, attribute, id):
    """[(words, address), …] of every list that `attribute` of its model admin says is about such rows, as far as it may be seen."""
    found = []
    for model, model_admin in site._registry.items():
        fields = getattr(model_admin, attribute, ())
        if fields and model_admin.has_view_permission(request):
            address, name = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"), model._meta.verbose_name_plural
            for field in fields:
                label = f"{name}, {model._meta.get_field(field).verbose_name}" if len(fields) > 1 else name
                found.append((label, f"{address}?{limit(model, field)}={id}"))
    return found
