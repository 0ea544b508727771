"""Which theme a person has chosen: paper, lamp, or whatever their system says."""

from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

COOKIE = "syncroom_theme"
THEMES = ("paper", "lamp", "auto")
YEAR = 365 * 86_400


def chosen(request):
    """Context processor: `theme`."""
    theme = request.COOKIES.get(COOKIE)
    return {"theme": theme if theme in THEMES else "auto"}


@require_POST
def choose(request):
    """Remember the theme and go back to where they were."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("theme")
    response.set_cookie(COOKIE, theme if theme in THEMES else "auto", YEAR, secure=request.is_secure(), samesite="Lax")
    return response
