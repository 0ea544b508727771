"""What may go wrong with Spotify, one sentence each."""

import requests
from spotipy.exceptions import SpotifyBaseException, SpotifyException, SpotifyOauthError

WORDS = {
    "not-connected": "Connect your Spotify account first.",
    "expired": "Spotify does not take this connection any more. Connect again.",
    "premium": "Spotify allows this only with Premium.",
    "not-listed": "Spotify does not know you as one of the five people of this site. Its owner can add you in Spotify’s dashboard.",
    "restricted": "Spotify does not allow this just now, for instance during an advertisement.",
    "no-device": "No device of yours has Spotify open. Open it on one, or play in this page.",
    "not-found": "Spotify does not find this.",
    "too-many": "Spotify wants to be asked less often.",
    "away": "Spotify has trouble of its own just now. Try again in a while.",
    "slow": "Spotify did not answer in time. Try again in a while.",
    "unreachable": "This site cannot reach Spotify just now.",
    "malformed": "Spotify’s answer makes no sense. Try again in a while.",
    "busy": "Too many people here ask Spotify at once. Try again in a moment.",
    "refused": "Spotify refused this.",
    "client": "Spotify does not know this site’s client id. Its administrator should look at SYNCROOM_SPOTIFY_CLIENT_ID.",
    "localhost": "Spotify leads back to https addresses and to 127.0.0.1, never to localhost. Open this site as 127.0.0.1;"
    " where SYNCROOM_URL says localhost, its administrator should change that, too.",
    "plain": "This site’s address begins with http://. Spotify leads back to https addresses only, and on the same machine to 127.0.0.1.",
    "elsewhere": "Spotify would lead you back to another address of this site, where you are not known. Open that one, and connect there.",
    "state": "This way back from Spotify was not asked for by this browser, or was taken before. Nothing was connected.",
    "code": "Spotify did not take this code: each holds once, and for some minutes. Nothing was connected.",
    "denied": "You said no at Spotify. Nothing was connected.",
}
UNUSUAL_SECONDS = 30  # where Spotify does not say how long


class Trouble(Exception):
    """`code` is a key of WORDS; `retry_after` in seconds, where Spotify said when to ask again."""

    def __init__(self, code, retry_after=None):
        super().__init__(code)
        self.code, self.retry_after = code, retry_after

    @property
    def words(self):
        return WORDS[self.code] + (f" Try again in {duration(self.retry_after)}." if self.retry_after else "")


def duration(seconds):
    for size, unit in ((3600, "hour"), (60, "minute")):
        if seconds >= 2 * size:
            return f"{-(-seconds // size)} {unit}s"
    return f"{seconds} second{'s' * (seconds != 1)}"


def translated(error):
    """The Trouble behind whatever spotipy and what it stands on raise; None for what is our own mistake."""
    if isinstance(error, SpotifyException):
        return by_status(error.http_status, error.headers, f"{error.reason} {error.msg}")
    if isinstance(error, SpotifyOauthError):
        return by_grant(error)
    if isinstance(error, requests.Timeout):
        return Trouble("slow")
    if isinstance(error, requests.exceptions.JSONDecodeError):
        return Trouble("malformed")
    if isinstance(error, requests.RequestException):
        return Trouble("unreachable")
    if isinstance(error, ValueError | KeyError | TypeError | AttributeError | SpotifyBaseException):  # an unexpected answer trips spotipy itself
        response = answered(error)
        return by_status(response.status_code, response.headers, "") if response is not None and not response.ok else Trouble("malformed")
    return None


def by_grant(error):
    """Of the service that hands out keys."""
    if error.error == "invalid_client":
        return Trouble("client")
    response = answered(error)
    if response is not None and response.status_code >= 429:
        return by_status(response.status_code, response.headers, "")
    return Trouble("code" if error.error == "invalid_grant" else "refused")


def answered(error):
    """The answer that spotipy was at when it gave up, or None: it keeps that only as what it was handling."""
    return getattr(error.__context__, "response", None)


def by_status(status, headers, words):
    if status == 401:
        return Trouble("expired")
    if status == 403:
        return Trouble("premium" if "premium" in words.lower() else "not-listed" if "not registered" in words.lower() else "restricted")
    if status == 404:
        return Trouble("no-device" if "device" in words.lower() else "not-found")
    if status == 429:
        return Trouble("too-many", wait(headers))
    return Trouble("away" if status >= 500 else "refused")


def wait(headers):
    """Seconds, at least one."""
    try:
        return max(1, int(headers.get("Retry-After", UNUSUAL_SECONDS)))
    except ValueError:
        return UNUSUAL_SECONDS
