"""Rooms, who belongs to them, and who is in them now."""

from .membership import Membership
from .presence import Connection, Process
from .room import Room

__all__ = ["Connection", "Membership", "Process", "Room"]
