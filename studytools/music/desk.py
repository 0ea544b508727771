"""Who may act on a room's music, and what they do to it: each act is checked against what they saw, done, told, and noted in the room's log."""

from django.utils import timezone

from rooms.live.protocol import Refused
from rooms.permissions import Permission, Role

from .anchors import During
from .entries import Entry
from .following import follow, wanted
from .listeners import Listener
from .log import note
from .player import Player


def may(membership, player):
    """Where somebody is the DJ, only they and moderators act."""
    return membership.may(Permission.RUN_TOOLS) and (player.dj_id in (None, membership.user_id) or membership.may(Permission.MODERATE))


def must(membership):
    """Refused `dj-only`."""
    if not may(membership, Player.objects.of(membership.room)):
        raise Refused("dj-only")


class Desk:
    """One act of one member, on the room's player as they know it."""

    def __init__(self, membership, version):
        """Refused `dj-only`, `changed-meanwhile`."""
        self.by, self.now, self.player = membership, timezone.now(), Player.objects.of(membership.room)
        if not may(membership, self.player):
            raise Refused("dj-only")
        self.player.expect(version, self.now)
        self.before = [(row, row.snapshot()) for row in (self.player.entry, self.player) if row]
        self.before[-1][1]["position_ms"] = self.player.position(self.now)
        self.seqs = {row: row.seq for row, _ in self.before}

    def play(self, id=None):
        """Go on, or play this entry of the queue. Refused `nothing-on`, `music-held`, `not-found`."""
        player = self.player
        if not wanted(player.during, player.room_id):
            raise Refused("music-held")
        entry = Entry.objects.one(player.room_id, id) if id else player.entry or player.choose(None)
        if entry is None:
            raise Refused("nothing-on")
        if not entry.playable:
            raise Refused("not-found")
        if entry.pk != player.entry_id:
            player.started_at = self.now  # so that what follows plays
            player.leave(self.now, self.by, "played", on=entry)
            return self.noted("played")
        if not player.playing:
            player.run(self.now)
        player.held = False
        return self.done("played")

    def pause(self):
        self.player.rest(self.now)
        self.player.held = False
        return self.done("paused")

    def seek(self, ms):
        self.player.seek(ms, self.now)
        self.player.settle(self.now, self.by, "sought")  # dragging is not worth a line in the log
        return {"seq": self.player.seq}

    def skip(self):
        """On to the next. Refused `nothing-on`."""
        if self.player.entry is None:
            raise Refused("nothing-on")
        self.player.leave(self.now, self.by, "skipped")
        return self.noted("skipped")

    def set(self, shuffle=None, loop=None, during=None):
        player = self.player
        player.shuffle = player.shuffle if shuffle is None else shuffle
        if loop is not None:
            player.repeat(loop, self.now)
        if during is not None:
            player.during = During(during)
            follow(player, wanted(player.during, player.room_id), self.now)
        return self.done("set")

    def hand(self, user_id):
        """Somebody of the room is the DJ from now on; nobody, with 0. Refused `not-found`."""
        found = self.player.room.memberships.exclude(role=Role.GONE).filter(user=user_id).first() if user_id else None
        if user_id and not found:
            raise Refused("not-found")
        self.player.dj_id, self.player.dj_name = (found.user_id, found.name) if found else (None, "")
        return self.done("handed")

    def done(self, act):
        self.player.settle(self.now, self.by, act)
        return self.noted(act)

    def noted(self, act):
        changed = [(row, before) for row, before in self.before if row.seq != self.seqs[row]]
        return {"seq": self.player.seq} | note(self.by, act, changed, self.now, dj=self.player.dj_name)


def vote(membership, yes):
    """I would rather hear the next; it comes as soon as half of those who listen would. `ok` says so: `skipped`."""
    player, now = Player.objects.of(membership.room), timezone.now()
    if player.entry is None:
        raise Refused("nothing-on")
    enough = Listener.objects.vote(membership, yes)
    if enough:
        player.leave(now, membership, "skipped")
    return {"skipped": enough}
