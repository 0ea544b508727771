"""What the site's moderators see of rooms, and what they can do there."""

from .bans import BanAdmin
from .logs import RoomActAdmin
from .members import InvitationAdmin, MembershipAdmin
from .reports import ReportAdmin
from .rooms import RoomAdmin

__all__ = ["BanAdmin", "InvitationAdmin", "MembershipAdmin", "ReportAdmin", "RoomActAdmin", "RoomAdmin"]
