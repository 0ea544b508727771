"""Spotify's part of the room's page. Of the room, members ask only to show what they listen to; the rest is between them and Spotify."""

from django.conf import settings

from rooms.live.protocol import action
from rooms.live.registry import current_state, panel
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


panel("spotify", "apart", "Spotify", "studytools/spotify/cards.html", ("studytools/spotify/cards.css",), folder="studytools/spotify/panel")
panel(
    "my-spotify",
    "foot",
    "Spotify",
    "studytools/spotify/bar.html",
    ("studytools/spotify/sheet.css",),
    folder="studytools/spotify/bar",
    offered=lambda: bool(settings.SPOTIFY_CLIENT_ID),
)
