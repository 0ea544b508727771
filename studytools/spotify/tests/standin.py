"""Spotify as far as this site speaks with it, on this machine: what it checks, what it answers, and whatever may go wrong with it."""

import base64
import hashlib
import json
import secrets
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

CLIENT_ID = "0123456789abcdef0123456789abcdef"
SONG = "4uLU6hMCjMI75M1A2tKUQC"
SONGS = {f"{SONG[:-1]}{n}": f"Song {n}" for n in range(10)}
LIST = "37i9dQZF1DXcBWIGoYBM5M"
PAGE = "<!doctype html><title>Spotify’s stand-in</title><p>May this site see and steer what you play?</p>"
SDK = """
window.Spotify = { Player: class {
  constructor(options) { this.options = options; this.heard = {} }
  addListener(name, act) { this.heard[name] = act; return true }
  connect() {
    this.options.getOAuthToken(async (token) => {
      const answer = await fetch(`${ORIGIN}/v1/here`, { method: "POST", body: token })
      if (answer.ok) this.heard.ready({ device_id: "this-page" })
      else this.heard.account_error({ message: "Premium is required" })
    })
    return Promise.resolve(true)
  }
  activateElement() {}
  setVolume() {}
  disconnect() {}
} }
const ORIGIN = new URL(document.currentScript.src).origin
window.onSpotifyWebPlaybackSDKReady()
"""
MOODS = {
    "401": (401, {"error": {"status": 401, "message": "The access token expired"}}),
    "premium": (403, {"error": {"status": 403, "message": "Player command failed: Premium required", "reason": "PREMIUM_REQUIRED"}}),
    "restricted": (403, {"error": {"status": 403, "message": "Player command failed: Restriction violated", "reason": "UNKNOWN"}}),
    "not-listed": (403, "User not registered in the Developer Dashboard"),
    "no-device": (404, {"error": {"status": 404, "message": "Player command failed: No active device found", "reason": "NO_ACTIVE_DEVICE"}}),
    "not-found": (404, {"error": {"status": 404, "message": "Resource not found"}}),
    "too-many": (429, {"error": {"status": 429, "message": "API rate limit exceeded"}}),
    "500": (500, "oops"),
    "502": (502, {"error": {"status": 502, "message": "Bad gateway."}}),
    "503": (503, {"error": "odd"}),
    "malformed": (200, '{"device": {'),
    "list": (200, []),
    "page": (200, "<html>"),
}


def song(id):
    return {
        "type": "track",
        "id": id,
        "uri": f"spotify:track:{id}",
        "name": SONGS[id],
        "duration_ms": 200_000,
        "artists": [{"name": "Somebody"}, {"name": "Somebody else"}],
        "external_urls": {"spotify": f"https://open.spotify.com/track/{id}"},
    }


class Spotify:
    """`mood`: how it answers, of MOODS, or "hangs" and "drops"; `asked` is what it was asked for: (method, path, query, body)."""

    def __init__(self):
        self.mood, self.retry_after, self.asked = None, 37, []
        self.codes, self.access, self.refresh, self.ends, self.lasts = {}, set(), set(), threading.Event(), 3600
        self.devices = [{"id": "desk", "name": "Desk", "type": "Computer", "is_active": True, "is_restricted": False, "volume_percent": 40}]
        self.on, self.at, self.playing = SONG[:-1] + "0", 1_000, True
        self.queued = []

    # What accounts.spotify.com does
    def authorize(self, query):
        redirect = urlsplit(query["redirect_uri"])
        assert redirect.scheme == "https" or redirect.hostname in ("127.0.0.1", "::1"), "INVALID_CLIENT: Insecure redirect URI"
        assert (query["client_id"], query["response_type"], query["code_challenge_method"]) == (CLIENT_ID, "code", "S256")
        code = secrets.token_urlsafe(90)
        self.codes[code] = (query["code_challenge"], query["redirect_uri"], query["scope"])
        yes, no = ({"code": code, "state": query["state"]}, {"error": "access_denied", "state": query["state"]})
        links = "".join(f'<p><a href="{query["redirect_uri"]}?{urlencode(to)}">{word}</a></p>' for word, to in (("Agree", yes), ("Cancel", no)))
        return 200, PAGE + links

    def token(self, form):
        if form.get("client_id") != CLIENT_ID:
            return 400, {"error": "invalid_client", "error_description": "Invalid client"}
        if form["grant_type"] == "authorization_code":
            challenge, redirect, scope = self.codes.pop(form["code"], (None, None, None))
            digest = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).decode().rstrip("=")
            if challenge != digest or redirect != form["redirect_uri"]:
                return 400, {"error": "invalid_grant", "error_description": "Invalid authorization code"}
            self.scope = scope
            return 200, self.keys()
        if form["refresh_token"] not in self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "Refresh token revoked"}
        self.refresh.discard(form["refresh_token"])  # each renews once
        return 200, self.keys()

    def keys(self):
        access, refresh = f"access-{secrets.token_urlsafe(40)}", f"refresh-{secrets.token_urlsafe(40)}"
        self.access.add(access)
        self.refresh.add(refresh)
        return {"access_token": access, "token_type": "Bearer", "expires_in": self.lasts, "refresh_token": refresh, "scope": self.scope}

    def forget(self):
        """All keys are taken back, as if somebody removed the app from their account."""
        self.access.clear()
        self.refresh.clear()

    # What api.spotify.com does
    def api(self, method, path, query, body):
        match method, path:
            case "GET", "me":
                return 200, {"id": "ada", "display_name": "Ada at Spotify", "email": "secret@example.org"}
            case "GET", "me/player":
                return (200, self.state()) if self.active else (204, None)
            case "GET", "me/player/devices":
                return 200, {"devices": self.devices}
            case "GET", "search":
                assert int(query["limit"]) <= 10, "limit"
                return 200, {"tracks": {"items": [song(id) for id in SONGS if query["q"].lower() in SONGS[id].lower()] + [None]}}
            case "GET", "me/playlists":
                one = {"uri": f"spotify:playlist:{LIST}", "name": "Evenings", "external_urls": {}, "items": {"total": 3}}
                return 200, {"items": [one, None]}
        if not self.active and "device_id" not in query and path != "me/player":
            return MOODS["no-device"]
        return self.steer(method, path, query, body)

    def steer(self, method, path, query, body):
        match method, path:
            case "PUT", "me/player":
                self.activate(body["device_ids"][0])
                self.playing = bool(body.get("play"))
            case "PUT", "me/player/play":
                self.playing = True
                if "device_id" in query:
                    self.activate(query["device_id"])
                if uris := body and body.get("uris"):
                    self.on, self.at = uris[0].rsplit(":", 1)[1], 0
            case "PUT", "me/player/pause":
                self.playing = False
            case "POST", "me/player/next" | "me/player/previous":
                ids = list(SONGS)
                self.on, self.at = ids[(ids.index(self.on) + (1 if path.endswith("next") else -1)) % len(ids)], 0
            case "PUT", "me/player/seek":
                self.at = int(query["position_ms"])
            case "PUT", "me/player/volume":
                self.active["volume_percent"] = int(query["volume_percent"])
            case "POST", "me/player/queue":
                self.queued.append(query["uri"])
            case _:
                return MOODS["not-found"]
        return 200, "done-and-no-json"  # as Spotify answers what was only done

    @property
    def active(self):
        return next((one for one in self.devices if one["is_active"]), None)

    def activate(self, id):
        for one in self.devices:
            one["is_active"] = one["id"] == id

    def state(self):
        return {"device": self.active, "is_playing": self.playing, "progress_ms": self.at, "item": song(self.on), "currently_playing_type": "track"}


def handler(spotify):
    class Handler(BaseHTTPRequestHandler):
        def answer(self):
            url = urlsplit(self.path.replace("/?", "?").rstrip("/"))  # spotipy ends some with a slash
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            sent = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            spotify.asked.append((self.command, url.path, query, sent))
            if url.path == "/spotify-player.js":
                return self.say(200, SDK, "text/javascript")
            if url.path == "/authorize":
                return self.say(*spotify.authorize(query))
            if spotify.mood == "hangs":
                return spotify.ends.wait(30)
            if spotify.mood == "drops":
                return self.connection.close()
            if spotify.mood and (url.path.startswith("/v1/") or spotify.mood in ("500", "malformed", "list", "too-many")):
                return self.say(*MOODS[spotify.mood])
            if url.path == "/api/token":
                return self.say(*spotify.token({name: values[0] for name, values in parse_qs(sent).items()}))
            if url.path == "/v1/here":  # the script in the page
                spotify.devices.append(spotify.devices[0] | {"id": "this-page", "name": "SyncRoom", "is_active": False})
                return self.say(200 if sent in spotify.access else 401, "")
            if self.headers.get("Authorization", "").removeprefix("Bearer ") not in spotify.access:
                return self.say(*MOODS["401"])
            return self.say(*spotify.api(self.command, url.path.removeprefix("/v1/"), query, json.loads(sent or "null")))

        do_GET = do_POST = do_PUT = answer

        def say(self, status, said, kind=None):
            data = b"" if said is None else said.encode() if isinstance(said, str) else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Type", kind or ("application/json" if isinstance(said, dict | list) else "text/html; charset=utf-8"))
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Access-Control-Allow-Origin", "*")
            if status == 429:
                self.send_header("Retry-After", str(spotify.retry_after))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *words):
            pass

    return Handler


@contextmanager
def standing_in():
    """A Spotify; `address` is where."""
    spotify = Spotify()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(spotify))
    spotify.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield spotify
    finally:
        spotify.ends.set()
        server.shutdown()
        server.server_close()
