"""My data: what is kept, taking it along, and deleting it."""

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from accounts import exporting
from accounts.archive import archive
from accounts.jobs import Job
from accounts.leaving import belongings
from accounts.profile_forms import DeleteForm
from syncroom import limits, throttle
from syncroom.streams import streamed

HOUR, MINUTES = 3600, 300


@never_cache
@login_required
@require_GET
def my_data(request):
    return render(request, "accounts/data.html", {"parts": exporting.parts})


@never_cache
@login_required
@require_GET
def export(request):
    """All of it, as one ZIP; one at a time."""
    throttle.count("exports", limits.EXPORTS_PER_HOUR, HOUR, request.user.pk)
    job = Job(request.user)
    if not job.begin():
        return render(request, "accounts/data.html", {"parts": exporting.parts, "busy": True}, status=409)
    name = f"syncroom-{request.user.username}-{timezone.now():%Y-%m-%d}.zip"
    return streamed(request, job.run(lambda note: archive(request.user, note)), "application/zip", name)


@never_cache
@login_required
@require_GET
def progress(request):
    """{done, total} rows; null where nothing is under way."""
    found = Job(request.user).progress
    return JsonResponse({"done": found and found[0], "total": found and found[1]})


@never_cache
@login_required
def delete(request):
    """The account, after its name was typed, and its password."""
    user = request.user
    if user.is_staff:
        return render(request, "accounts/delete.html", {"staff": True}, status=403 if request.method == "POST" else 200)
    fresh = user.is_guest or user.has_usable_password() or did_recently_reauthenticate(request)
    if not fresh:
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.path})}")
    if request.method == "POST":
        throttle.count("deletions", limits.LOGIN_FAILURES, MINUTES, user.pk)
    form = DeleteForm(request.POST or None, user=user)
    if not form.is_valid():
        return render(request, "accounts/delete.html", {"form": form} | belongings(user), status=422 if request.method == "POST" else 200)
    user.depart(form.cleaned_data["messages"])
    logout(request)
    messages.success(request, "Your account is deleted. Thank you for having studied here.")
    return redirect("home")
