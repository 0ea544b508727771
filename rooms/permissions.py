"""What each role may do in a room: one table, read by people and by code."""

from enum import Enum

from django.db.models import TextChoices


class Permission(Enum):
    SPEAK = "speak"
    RUN_TOOLS = "run tools"
    INVITE = "invite"
    MODERATE = "moderate"
    MANAGE = "manage"


class Role(TextChoices):
    OWNER = "owner"
    MODERATOR = "moderator"
    MEMBER = "member"
    GONE = "gone"  # the tombstone of a membership


GRANTS = {
    Role.OWNER: {Permission.SPEAK, Permission.RUN_TOOLS, Permission.INVITE, Permission.MODERATE, Permission.MANAGE},
    Role.MODERATOR: {Permission.SPEAK, Permission.RUN_TOOLS, Permission.INVITE, Permission.MODERATE},
    Role.MEMBER: {Permission.SPEAK, Permission.RUN_TOOLS},
    Role.GONE: set(),
}
