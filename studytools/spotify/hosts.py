"""Where Spotify is: its three services, or the one stand-in that tests put in their place."""

from urllib.parse import urlsplit

from django.conf import settings

from .troubles import Trouble

CALLBACK = "/spotify/callback/"
LOOPBACK = ("127.0.0.1", "::1")


def accounts():
    """The origin that people are led to, and that hands out keys."""
    return standin() or "https://accounts.spotify.com"


def api():
    return f"{standin() or 'https://api.spotify.com'}/v1/"


def sdk():
    """The origin of the script that plays in a page, and of the frame it makes."""
    return standin() or "https://sdk.scdn.co"


def sockets():
    """What that script may speak with, besides this site."""
    return [standin()] if standin() else ["https://*.spotify.com", "wss://*.spotify.com"]


def standin():
    """Its origin, or ""."""
    return settings.SPOTIFY_STANDIN.geturl().rstrip("/") if settings.SPOTIFY_STANDIN else ""


def redirect(host):
    """Where Spotify leads back to: SYNCROOM_URL, or where there is none this machine by the number it was opened with, as `host` of the request says.

    Trouble `localhost`, `plain` where it would refuse to, `elsewhere` where the person is not known there.
    """
    url = settings.URL or urlsplit(f"http://{host}")
    if url.hostname == "localhost" or url.hostname.endswith(".localhost"):
        raise Trouble("localhost")
    if url.scheme != "https" and url.hostname not in LOOPBACK:
        raise Trouble("plain")
    if host != url.netloc:
        raise Trouble("elsewhere")
    return f"{url.scheme}://{url.netloc}{CALLBACK}"
