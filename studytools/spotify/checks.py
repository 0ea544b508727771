"""Said when the site starts: a client id that nobody can connect with."""

from django.conf import settings
from django.core.checks import Warning, register

from . import hosts
from .troubles import Trouble


@register
def led_back(app_configs, **kwargs):
    if not settings.SPOTIFY_CLIENT_ID or not settings.URL:
        return
    try:
        hosts.redirect(settings.URL.netloc)
    except Trouble as trouble:
        yield Warning(f"Nobody can connect a Spotify account. {trouble.words}", id="syncroom.W006")
