"""Who may do what to whom in a room: roles given and taken, the room handed on, people shown out; each noted in the room's log."""

from django.db import transaction
from django.utils import timezone

from rooms.live import registry
from rooms.live.broadcast import disconnect
from rooms.live.protocol import Close, Refused
from rooms.permissions import Audience, Permission, Role

from .acts import RoomAct


class Roles:
    """Verbs of a membership towards the others of its room."""

    def over(self, member):
        """The membership of user `member`, former ones too, to whom this one may do something. Refused `not-found`, `outranked`."""
        found = type(self).objects.filter(room=self.room_id, user=member).first()
        if found is None:
            raise Refused("not-found")
        found.room = self.room
        if found.role == Role.OWNER:
            raise Refused("last-owner")
        if found.rank >= self.rank:
            raise Refused("outranked")
        return found

    def standing_over(self, member):
        """The same, of somebody who belongs."""
        found = self.over(member)
        if found.role == Role.GONE:
            raise Refused("not-found")
        return found

    @transaction.atomic
    def show_out(self, member, why=""):
        """Moderators remove members, not each other or the owner."""
        self.standing_over(member).see_out(self, why)

    @transaction.atomic
    def see_out(self, by, why=""):
        """This member goes; `by` is a membership above theirs, or one of the site's moderators."""
        RoomAct.objects.note(self.room_id, by, "remove", {"role": self.role}, {"role": Role.GONE}, about=self, why=why)
        self.revoke()
        return True

    @transaction.atomic
    def assign(self, member, role):
        """The owner gives `member` another role; OWNER hands the room on."""
        found = self.standing_over(member)
        if role == Role.OWNER:
            return self.hand_over(found)
        if found.role != role:
            RoomAct.objects.note(self.room_id, self, "role", {"role": found.role}, {"role": role}, about=found)
            found.become(role)

    @transaction.atomic
    def hand_over(self, found):
        """The room is theirs, and I am a moderator in it."""
        RoomAct.objects.note(self.room_id, self, "owner", {"owner": self.user_id, "role": found.role}, {"owner": found.user_id}, about=found)
        self.become(Role.MODERATOR)
        found.become(Role.OWNER)
        found.own()

    def own(self):
        """Whether somebody must act for them depends on whether they are here."""
        here = self.connections.alive().exists() and self.away_since is None
        fields = {"acting_host": None} if self.room.acting_host else {}
        type(self.room).objects.filter(pk=self.room_id).update(owner_left_at=None if here else timezone.now())
        if fields:
            self.room.change(**fields)

    def become(self, role):
        """Another role; what they hear changes with it."""
        self.change(role=role)
        if self.room.past_for != Audience.ALL:
            disconnect(Close.RESTART, user=self.user_id, room=self.room_id)


def role_words(act):
    names = {Role.MODERATOR: f"made {act.about_name} a moderator", Role.MEMBER: f"made {act.about_name} a member again"}
    return names.get(act.after.get("role"), f"gave {act.about_name} another role")


def restore_role(act, by):
    found = by.standing_over(act.about)
    if found.role != act.after["role"]:
        raise Refused("changed-meanwhile")
    found.become(act.before["role"])


registry.logged("role", role_words, restore_role, Permission.MANAGE)
registry.logged("owner", lambda act: f"handed the room on to {act.about_name}")
registry.logged("remove", lambda act: f"removed {act.about_name}")
registry.logged("host", lambda act: f"let {act.about_name} act for the owner, who is away")
registry.logged("heir", lambda act: f"made {act.about_name} the owner, as nobody owned the room")
