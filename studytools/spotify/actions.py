"""Spotify's part of the room's page. Of the room, members ask only to show what they listen to; the rest is between them and Spotify."""

from django.conf import settings

from rooms.live.protocol import action
from rooms.live.registry import current_state
from rooms.parts import panel, sheet
from rooms.permissions import Permission

from . import checks  # noqa: F401 they are told when the site starts
from .showing import Showing


@action("spotify.show", needs=Permission.SPEAK)
def show(membership, on: bool):
    """Whether the room sees what I listen to on Spotify, until I leave or say no."""
    Showing.objects.show(membership, on)


@current_state
def listening(rooms):
    return Showing.objects.states(rooms)


def offered():
    return bool(settings.SPOTIFY_CLIENT_ID)


CARDS, BAR = "studytools/spotify/panel/spotify.js", "studytools/spotify/bar/bar.js"
SHEET = "studytools/spotify/_sheet.html", "studytools/spotify/all.js", ("studytools/music/sheet.css", "studytools/spotify/sheet.css")
panel("spotify", "apart", "Spotify", "studytools/spotify/cards.html", CARDS, ("studytools/spotify/cards.css",))
panel("my-spotify", "foot", "Spotify", "studytools/spotify/bar.html", BAR, ("studytools/spotify/bar.css",), offered)
sheet("spotify-sheet", "Spotify", *SHEET, looks="ask foot-sheet music-sheet spotify-sheet", offered=offered)
