"""How one comes to the desk: by the site's own login page."""

from allauth.account.utils import get_next_redirect_url
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache


@never_cache
def login(request, extra_context=None):
    """The admin's form would be a second door, where nobody counts the tries."""
    back = get_next_redirect_url(request) or reverse("admin:index")
    if not request.user.is_authenticated or request.user.is_guest:
        return redirect_to_login(back)
    if not request.user.is_staff:
        return render(request, "403.html", {"exception": "Only for administrators."}, status=403)
    return redirect(back)


@never_cache
def password_change(request, extra_context=None):
    """Nor a second place to change one's password, where guesses of the old one would not be counted."""
    return redirect("account_change_password")
