"""Framed pages: whatever loads something from elsewhere lives in a small page of its own, whose policy names that one place, inside the room's
page, whose policy names none."""

from csp.constants import NONE, SELF
from django.shortcuts import render


def framed(request, template, context, media=(), frames=(), scripts=(), connect=None):
    """`media`: origins it may load sound from; `frames`: origins it may frame; `scripts`: origins whose scripts it may run; `connect`: origins that
    it may speak with, besides this site, and none at all without it. It may run our scripts, and be framed by us, and nothing else.

    Its script speaks with the room's page as static/studytools/music/framed.js does: see docs/architecture.md.
    """
    response = render(request, template, context)
    response._csp_replace = {
        "script-src": [SELF, *scripts],
        "style-src": [SELF],
        "img-src": [NONE],
        "font-src": [NONE],
        "connect-src": [NONE] if connect is None else [SELF, *connect],
        "worker-src": [NONE],
        "manifest-src": [NONE],
        "form-action": [NONE],
        "media-src": list(media) or [NONE],
        "frame-src": list(frames) or [NONE],
        "frame-ancestors": [SELF],
    }
    response["X-Frame-Options"], response["Referrer-Policy"] = "SAMEORIGIN", "no-referrer"
    return response
