"""Who may ask for what is theirs at Spotify: whoever is here by name or as a guest, where the site has a client id, and not too often."""

from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.views.decorators.cache import never_cache

from syncroom import limits, throttle

from ..troubles import Trouble


def mine(view):
    """A page about my own account."""

    @never_cache
    @login_required
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not settings.SPOTIFY_CLIENT_ID:
            raise Http404("This site has no connection to Spotify.")
        return view(request, *args, **kwargs)

    return guarded


def told(view):
    """What the view gives as JSON, or {trouble, message, retry_after} all with 200: what went wrong elsewhere is no error of ours."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        try:
            throttle.count("spotify", limits.SPOTIFY_PER_MINUTE, 60, request.user.pk)
            return JsonResponse(view(request, *args, **kwargs) or {})
        except Trouble as trouble:
            return JsonResponse({"trouble": trouble.code, "message": trouble.words, "retry_after": trouble.retry_after})

    return answered
