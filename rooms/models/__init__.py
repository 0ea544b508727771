"""Rooms, who belongs to them, and who is in them now."""

from .acts import RoomAct
from .bans import Ban, Trace
from .blocks import Block
from .invitation import Invitation
from .knock import Knock
from .lease import Lease
from .membership import Membership
from .presence import Connection, Process
from .reports import Report
from .room import Room

__all__ = ["Ban", "Block", "Connection", "Invitation", "Knock", "Lease", "Membership", "Process", "Report", "Room", "RoomAct", "Trace"]
