"""Spotify's part of the room's page: what its cards are made of. Members ask nothing of the room with it."""

from rooms.live.registry import panel

from . import checks  # noqa: F401 they are told when the site starts

panel("spotify", "apart", "Spotify", "studytools/spotify/cards.html", ("studytools/spotify/cards.css",), folder="studytools/spotify")
