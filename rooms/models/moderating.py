"""What moderators do to members: silence, ban, lift; each noted in the room's log, where it can be undone."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from rooms.lifetimes import spell
from rooms.live import registry
from rooms.live.protocol import Refused, moment
from rooms.permissions import Role

from .acts import RoomAct, by_site
from .bans import Ban
from .reports import Report


def length(seconds):
    return spell(seconds) if seconds else "good"


class Moderating:
    """Verbs of a membership towards others, see Roles."""

    @transaction.atomic
    def hush(self, member, seconds, why=""):
        """`member` says nothing for so long; 0: they may speak again."""
        self.standing_over(member).fall_silent(self, seconds, why)

    @transaction.atomic
    def fall_silent(self, by, seconds, why=""):
        """This member says nothing for so long; `by` is a membership above theirs, or one of the site's moderators. True if that is news."""
        until = timezone.now() + timedelta(seconds=seconds) if seconds else None
        before, after = {"until": told(self.silenced_until)}, {"until": told(until)}
        if before == after:
            return False
        RoomAct.objects.note(self.room_id, by, "silence" if seconds else "unsilence", before, after | {"seconds": seconds} | by_site(by), self, why)
        self.change(silenced_until=until)
        return True

    @transaction.atomic
    def ban(self, member, seconds, why=""):
        """Out at once, and not in again for so long (None: for good), with this account, on these devices, and for a while from there."""
        self.over(member).keep_out(self, seconds, why)

    @transaction.atomic
    def keep_out(self, by, seconds, why=""):
        """The same of this member; what one of the site's moderators (a user) imposes, only they lift. Refused `last-owner`."""
        if self.role == Role.OWNER:
            raise Refused("last-owner")
        now, site = timezone.now(), by_site(by)
        imposed = Ban.objects.impose(self, by, why, now + timedelta(seconds=seconds) if seconds else None, now, by_site=bool(site))
        after = {"ban": imposed.pk, "seconds": seconds} | site
        RoomAct.objects.note(self.room_id, by, "ban", {"role": self.role}, after, self, why)
        if self.role != Role.GONE:
            self.revoke()
        return True

    def report(self, member, why):
        """Tell the site's moderators about user `member`, who belongs or belonged here: the report's id. Refused `not-found`."""
        found = type(self).objects.filter(room=self.room_id, user=member).first()
        if found is None:
            raise Refused("not-found")
        said = [line for source in registry.testimonies for line in source(self, member)]
        return Report.objects.file(self, found.user_id, found.name, why.strip(), said).pk

    @transaction.atomic
    def lift(self, id):
        """Refused `not-found`, `sites-ban`; harmless twice."""
        ban = Ban.objects.filter(room=self.room_id, pk=id).first()
        if ban is None:
            raise Refused("not-found")
        if ban.by_site:
            raise Refused("sites-ban")
        self.room.lift(self, ban)


def told(at):
    return at and moment(at)


def unsilence(act, by):
    found = by.standing_over(act.about)
    if told(found.silenced_until) != act.after["until"]:
        raise Refused("changed-meanwhile")
    found.change(silenced_until=None)


def unban(act, by):
    ban = Ban.objects.filter(pk=act.after["ban"]).first()
    if ban is None or not ban.lift(by, timezone.now()):
        raise Refused("changed-meanwhile")


registry.logged("silence", lambda act: f"silenced {act.about_name} for {spell(act.after['seconds'])}", unsilence)
registry.logged("unsilence", lambda act: f"let {act.about_name} speak again")
registry.logged("ban", lambda act: f"banned {act.about_name} for {length(act.after['seconds'])}", unban)
registry.logged("lift", lambda act: f"lifted the ban of {act.about_name}")
