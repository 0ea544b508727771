"""The pages of rooms."""

from . import home, invitations, room, settings

__all__ = ["home", "invitations", "room", "settings"]
