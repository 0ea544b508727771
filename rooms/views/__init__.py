"""The pages of rooms."""

from . import home, invitations, knocks, log, room, settings

__all__ = ["home", "invitations", "knocks", "log", "room", "settings"]
