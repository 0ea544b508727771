"""The pages of rooms."""

from . import home, room, settings

__all__ = ["home", "room", "settings"]
