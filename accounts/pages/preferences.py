"""What I like: a page for everybody, and what the switches on other pages post to."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from accounts.preferences import catalogue, chosen, remember, valid


@never_cache
def preferences(request):
    """Any of the catalogue, by name; `next`: where a switch was pressed."""
    if request.method != "POST":
        mine = chosen(request)
        return render(request, "accounts/preferences.html", {"lines": [(known, mine[known.name]) for known in catalogue.values()]})
    choices = valid(request.POST)
    if request.user.is_authenticated and choices:
        request.user.prefer(choices)
    response = redirect(back(request))
    remember(response, request, choices)
    return response


def back(request):
    if "next" not in request.POST:
        messages.success(request, "Saved.")
        return "preferences"
    wanted = request.POST["next"]
    return wanted if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()) else "/"
