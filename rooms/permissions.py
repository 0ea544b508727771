"""What each role may do in a room, and what the owner decides for the room: one table, read by people and by code."""

from enum import Enum

from django.db.models import TextChoices


class Permission(Enum):
    SPEAK = "speak"
    RUN_TOOLS = "run tools"
    INVITE = "invite"
    SEE_PAST = "see what was said before they joined"
    MODERATE = "moderate"
    MANAGE = "manage"


class Role(TextChoices):
    OWNER = "owner"
    MODERATOR = "moderator"
    MEMBER = "member"
    GONE = "gone"  # the tombstone of a membership


ACTING = "acting host"  # what is added to the role of whoever stands in for an owner who is away

GRANTS = {
    Role.OWNER: set(Permission),
    Role.MODERATOR: set(Permission) - {Permission.MANAGE},
    Role.MEMBER: {Permission.SPEAK, Permission.RUN_TOOLS, Permission.INVITE, Permission.SEE_PAST},
    ACTING: {Permission.SPEAK, Permission.RUN_TOOLS, Permission.INVITE, Permission.MODERATE},
    Role.GONE: set(),
}


class Audience(TextChoices):
    ALL = "all", "Everybody"
    MODERATORS = "moderators", "Moderators and the owner"
    OWNER = "owner", "Only the owner"


AUDIENCES = {
    Audience.ALL: {*Role, ACTING},
    Audience.MODERATORS: {Role.OWNER, Role.MODERATOR, ACTING},
    Audience.OWNER: {Role.OWNER, ACTING},
}

# Of these, each room says for whom they are: the property of the room that holds an Audience.
CHOSEN = {Permission.RUN_TOOLS: "tools_by", Permission.INVITE: "invites_by", Permission.SEE_PAST: "past_for"}

RANKS = {Role.OWNER: 3, ACTING: 2, Role.MODERATOR: 2, Role.MEMBER: 1, Role.GONE: 0}


class Standing:
    """Somebody's say in a room: needs `role`, `acting` (whether they stand in for the owner) and `room_choice(property)`."""

    __slots__ = ()

    def may(self, permission):
        return self._grants(self.role, permission) or (self._acts and self._grants(ACTING, permission))

    @property
    def rank(self):
        return max(RANKS[self.role], RANKS[ACTING] if self._acts else 0)

    @property
    def _acts(self):
        return self.acting and self.role != Role.GONE

    def _grants(self, standing, permission):
        chosen = CHOSEN.get(permission)
        return permission in GRANTS[standing] and (chosen is None or standing in AUDIENCES[self.room_choice(chosen)])
