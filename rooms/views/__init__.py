"""The pages of rooms."""

from . import home, invitations, log, room, settings

__all__ = ["home", "invitations", "log", "room", "settings"]
