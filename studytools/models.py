"""Every tool's tables, where Django looks for them."""

from .alarms.models import Alarm
from .call.callers import Caller
from .call.rules import CallRules
from .focus.models import Desk, Interval, Phase, Span
from .music.entries import Entry
from .music.history import Played
from .music.listeners import Listener
from .music.player import Player
from .music.playlists import Playlist
from .music.stations import Station
from .music.tracks import Track
from .pocket.models import Pocket
from .sound.models import Mix, Sound
from .spotify.models import SpotifyAccount
from .spotify.showing import Showing
from .tasks.models import Act, Task
from .timer.models import Timer
from .timer.polls import Poll

__all__ = [
    "Act",
    "Alarm",
    "CallRules",
    "Caller",
    "Desk",
    "Entry",
    "Interval",
    "Listener",
    "Mix",
    "Phase",
    "Played",
    "Player",
    "Playlist",
    "Pocket",
    "Poll",
    "Showing",
    "Sound",
    "Span",
    "SpotifyAccount",
    "Station",
    "Task",
    "Timer",
    "Track",
]
