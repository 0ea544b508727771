"""The page behind the link for a site's first administrator."""

from django import forms
from django.contrib.auth import get_user_model, login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from syncroom import limits, throttle
from syncroom.models import FirstLink

from . import passwords, usernames
from .adapter import TAKEN


class FirstForm(forms.Form):
    username = forms.CharField(
        max_length=150,
        help_text=f"To log in with: {usernames.RULE}",
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autocorrect": "off", "spellcheck": "false"}),
    )
    password1 = forms.CharField(
        label="Password", help_text=passwords.RULE, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def clean_username(self):
        username = usernames.folded(self.cleaned_data["username"])
        usernames.check_shape(username)
        if get_user_model().objects.filter(username=username).exists():
            raise ValidationError(TAKEN, code="username_taken")
        return username

    def clean_password1(self):
        validate_password(self.cleaned_data["password1"], get_user_model()(username=self.cleaned_data.get("username", "")))
        return self.cleaned_data["password1"]


@never_cache
def first(request, token):
    """Whoever can read what the server printed becomes its administrator, once."""
    if request.method == "POST":
        throttle.count("first-links", limits.LOGIN_FAILURES, 300, throttle.address(request))
    if not FirstLink.objects.holds(token, timezone.now()):
        return render(request, "accounts/first.html", {"form": None}, status=410)
    form = FirstForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/first.html", {"form": form}, status=422 if form.errors else 200)
    try:
        user = FirstLink.objects.redeem(token, timezone.now(), form.cleaned_data["username"], form.cleaned_data["password1"])
    except IntegrityError:  # somebody signed up by that name meanwhile
        form.add_error("username", TAKEN)
        return render(request, "accounts/first.html", {"form": form}, status=422)
    if user is None:
        return render(request, "accounts/first.html", {"form": None}, status=410)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("admin:index")
