"""Keys to somebody's Spotify account: asked for with PKCE, kept sealed, renewed, and gone when Spotify takes them no more."""

import json
import threading

from django.conf import settings
from spotipy.cache_handler import CacheHandler
from spotipy.exceptions import SpotifyOauthError
from spotipy.oauth2 import SpotifyPKCE

from syncroom import limits
from syncroom.sealed import Unreadable, unseal

from . import hosts
from .models import SpotifyAccount
from .troubles import Trouble

CONTROL = "user-read-playback-state user-read-currently-playing user-modify-playback-state playlist-read-private playlist-read-collaborative"
IN_PAGE = "streaming user-read-email user-read-private"  # what Spotify's own script in the page wants; nothing here reads the last two
SCOPE = f"{CONTROL} {IN_PAGE}"
_locks = [threading.Lock() for _ in range(32)]


class Kept(CacheHandler):
    """spotipy reads and writes one person's keys here. What it was given is remembered, so that an older answer replaces no newer one."""

    def __init__(self, user_id):
        self.user_id, self.sealed = user_id, ""

    def get_cached_token(self):
        self.sealed = SpotifyAccount.objects.sealed(self.user_id)
        try:
            return json.loads(unseal(self.sealed)) if self.sealed else None
        except Unreadable:
            return None

    def save_token_to_cache(self, token_info):
        SpotifyAccount.objects.renew(self.user_id, self.sealed, token_info)


class Keys(SpotifyPKCE):
    """One at a time for each person: Spotify takes a key for renewing once."""

    def __init__(self, http, cache_handler, redirect=hosts.CALLBACK):
        super().__init__(
            settings.SPOTIFY_CLIENT_ID,
            redirect,
            scope=SCOPE,
            requests_session=http,
            requests_timeout=limits.SPOTIFY_SECONDS,
            open_browser=False,
            cache_handler=cache_handler,
        )
        self.OAUTH_AUTHORIZE_URL, self.OAUTH_TOKEN_URL = f"{hosts.accounts()}/authorize", f"{hosts.accounts()}/api/token"

    def get_authorization_code(self, response=None):
        """spotipy would ask whoever sits at the server's terminal."""
        raise Trouble("expired")

    def get_access_token(self, code=None, check_cache=True):
        with self._turn():
            return super().get_access_token(code, check_cache)

    def renewed(self):
        """Though the old one was thought to hold."""
        with self._turn():
            known = self.cache_handler.get_cached_token()
            if known is None:
                raise Trouble("expired")
            return self.refresh_access_token(known["refresh_token"])

    def refresh_access_token(self, refresh_token):
        try:
            return super().refresh_access_token(refresh_token)
        except SpotifyOauthError as error:
            if error.error != "invalid_grant":
                raise
        used = self.cache_handler.sealed
        newer = self.cache_handler.get_cached_token()
        if newer is not None and self.cache_handler.sealed != used:  # another process was faster
            return newer
        SpotifyAccount.objects.lapse(self.cache_handler.user_id, used)
        raise Trouble("expired")

    def _turn(self):
        return _locks[getattr(self.cache_handler, "user_id", 0) % len(_locks)]
