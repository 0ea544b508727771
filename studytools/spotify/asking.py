"""How Spotify is asked for somebody: by spotipy, once, within seconds; whatever comes of it, or a Trouble in words."""

import logging
import time
from contextlib import contextmanager

import requests
import spotipy
from spotipy.cache_handler import MemoryCacheHandler

from studytools.music.words import clean
from syncroom import limits

from . import hosts
from .keys import Kept, Keys
from .models import SpotifyAccount
from .pool import apart
from .troubles import Trouble, translated

log = logging.getLogger("syncroom.spotify")


class Rest:
    """Spotify counts the questions of a whole site: when it wants fewer, nobody here asks until then."""

    until = 0.0

    def must_be_over(self):
        if (left := self.until - time.monotonic()) > 0:
            raise Trouble("too-many", max(1, round(left)))

    def take(self, trouble):
        if trouble.code == "too-many":
            self.until = max(self.until, time.monotonic() + trouble.retry_after)


rest = Rest()


def ask(user_id, work):
    """`work(spotify)`, with spotipy's client of this person."""
    if not SpotifyAccount.objects.filter(pk=user_id).exists():
        raise Trouble("not-connected")
    return apart(lambda: asked(Kept(user_id), work))


def access(user_id):
    """A key for an hour, for Spotify's own script in this person's page."""
    return ask(user_id, lambda spotify: spotify.auth_manager.get_access_token())


def asked(kept, work):
    with in_words() as http:
        spotify = client(http, Keys(http, kept))
        try:
            return work(spotify)
        except spotipy.SpotifyException as error:
            if error.http_status != 401:
                raise
        spotify.auth_manager.renewed()  # taken back at Spotify, or lost there
        return work(spotify)


def introduced(way, code):
    """(name, keys) of whoever comes back from Spotify with this code, by the way that `led` prepared."""

    def work():
        with in_words() as http:
            keys = Keys(http, MemoryCacheHandler(), way["redirect"])
            keys.code_verifier, keys.code_challenge = way["verifier"], way["challenge"]
            keys.get_access_token(code, check_cache=False)
            who = client(http, keys).me()  # refused to whoever the site's owner did not list
            return clean(str(who.get("display_name") or who.get("id") or "")), keys.cache_handler.get_cached_token()

    return apart(work)


def led(state, redirect):
    """(the address to lead somebody to, what has to be known when they come back)."""
    with requests.Session() as http:
        keys = Keys(http, MemoryCacheHandler(), redirect)
        address = keys.get_authorize_url(state)
        return address, {"state": state, "redirect": redirect, "verifier": keys.code_verifier, "challenge": keys.code_challenge}


def client(http, keys):
    spotify = spotipy.Spotify(auth_manager=keys, requests_session=http, requests_timeout=limits.SPOTIFY_SECONDS, retries=0, status_retries=0)
    spotify.prefix = hosts.api()
    return spotify


@contextmanager
def in_words():
    """A session of HTTP; what fails within is a Trouble."""
    rest.must_be_over()
    with requests.Session() as http:
        http.hooks["response"].append(must_make_sense)
        try:
            yield http
        except Trouble:
            raise
        except Exception as error:
            trouble = translated(error)
            if trouble is None:
                raise
            log.info("Spotify: %s (%s)", trouble.code, type(error).__name__)
            rest.take(trouble)
            raise trouble from None


def must_make_sense(response, **_):
    """spotipy takes an answer that is no JSON for an empty one. Of what was only done, Spotify's answer may be anything."""
    if response.ok and response.request.method == "GET" and response.content and not is_object(response):
        raise Trouble("malformed")


def is_object(response):
    try:
        return isinstance(response.json(), dict)
    except ValueError:
        return False
