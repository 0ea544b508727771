"""Who I am here: name, picture, what I say of myself and to whom, my days; and how others see me."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts import avatars, seeing
from accounts.forms import RenameForm
from accounts.profile_forms import AvatarForm, DaysForm, ProfileForm
from syncroom import limits, throttle
from syncroom.files import served

HOUR, YEAR = 3600, 365 * 86_400
LARGEST = 2**53


@never_cache
@login_required
def account(request):
    form = RenameForm(request.POST or None, initial={"display_name": request.user.name})
    if request.method == "POST" and form.is_valid():
        throttle.count("renames", limits.RENAMES_PER_HOUR, HOUR, request.user.pk)
        request.user.rename(form.cleaned_data["display_name"])
        return done(request, f"You are {request.user.name} now.")
    return page(request, form=form)


@never_cache
@login_required
@require_POST
def days(request):
    """When my days begin, and what I want to reach."""
    form = DaysForm(request.POST)
    if not form.is_valid():
        return page(request, days=form)
    request.user.live_by(**form.cleaned_data)
    return done(request, "Your days are as you said.")


@never_cache
@login_required
@require_POST
def introduce(request):
    """What I say of myself, and who sees it."""
    form = ProfileForm(request.POST)
    if not form.is_valid():
        return page(request, profile=form)
    request.user.introduce(**form.cleaned_data)
    return done(request, "Your profile is as you said.")


@never_cache
@login_required
@require_POST
def picture(request):
    """A picture of me, or (`remove`) none."""
    throttle.count("avatars", limits.AVATARS_PER_HOUR, HOUR, request.user.pk)
    if "remove" in request.POST:
        request.user.picture()
        return done(request, "Your picture is gone; your face is drawn from your name again.")
    form = AvatarForm(request.POST, request.FILES)
    if not form.is_valid():
        return page(request, picture=form)
    request.user.picture(form.cleaned_data["picture"])
    return done(request, "That is your picture now.")


def done(request, words):
    messages.success(request, words)
    return redirect("account")


def page(request, form=None, days=None, profile=None, picture=None):
    user = request.user
    forms = {
        "form": form or RenameForm(initial={"display_name": user.name}),
        "days": days or DaysForm(initial={name: getattr(user, name) for name in DaysForm.base_fields}),
        "profile": profile or ProfileForm(initial={name: getattr(user, name) for name in ProfileForm.base_fields}),
        "picture": picture or AvatarForm(),
    }
    status = 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "accounts/account.html", forms, status=status)


@require_safe
def avatar(request, name):
    """To whoever knows its name, which nobody guesses, and which never gets other contents."""
    small = name.endswith("-64")
    user = get_object_or_404(get_user_model(), avatar=avatars.name_of(name.removesuffix("-64")), is_active=True)
    response = served(request, user.avatar_small if small else user.avatar, avatars.TYPE, inline=True, name="avatar.webp", seconds=YEAR)
    response["Cache-Control"] += ", immutable"
    return response


@never_cache
@login_required
@require_GET
def person(request, id):
    """Somebody, as far as they show themselves to me; who does not is not found. `?card`: as JSON, for the room's page."""
    user = get_object_or_404(get_user_model(), pk=min(id, LARGEST), is_active=True)
    told = seeing.shown(request.user, user, timezone.now())
    if told is None:
        raise Http404("There is nobody here.")
    if "card" in request.GET:
        return JsonResponse({"id": user.pk, "name": user.name, "face": user.face or None, "guest": user.is_guest, "told": told})
    return render(request, "accounts/person.html", {"person": user, "told": told})
