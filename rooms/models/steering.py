"""What its owner and administrators do with a room as a whole, each noted in its log: settings, closing, archiving."""

from django.db import transaction
from django.utils import timezone

from rooms.lifetimes import LONG_AGO, Lifetime
from rooms.live import registry
from rooms.live.broadcast import disconnect
from rooms.live.protocol import Close, Refused
from rooms.permissions import Permission

from .acts import RoomAct, by_site
from .rooms import State, Visibility

LABELS = {
    "access": "who has to knock",
    "accounts_only": "who may join",
    "tools_by": "who may run the tools",
    "invites_by": "who may invite",
    "past_for": "who sees the past",
    "locked": "the lock",
    "slow_seconds": "slow mode",
    "retention": "how long messages are kept",
    "scene": "the scene",
}


class Steering:
    """Verbs of a room; `by` is a membership, a user, or None for the server itself."""

    @transaction.atomic
    def edit(self, by, reason="", **fields):
        """Change what differs, and note it; True if anything did."""
        room = type(self).objects.filter(pk=self.pk)
        room.lock({self.pk})
        before = room.values(*(fields.keys() - {"passcode"})).get() if fields.keys() - {"passcode"} else {}
        changed = {name: value for name, value in fields.items() if name == "passcode" or before[name] != value}
        if not changed:
            return False
        known = {name: value for name, value in changed.items() if name != "passcode"}
        after = known | ({"passcode": bool(changed["passcode"])} if "passcode" in changed else {})
        RoomAct.objects.note(self.pk, by, "settings", {name: before[name] for name in known} | by_site(by), after, why=reason)
        self.change(**changed)
        if "past_for" in changed:
            disconnect(Close.RESTART, room=self.pk)  # what each connection hears was settled when it came
        return True

    # Each of these says whether it was news.

    @transaction.atomic
    def close(self, by=None, why=""):
        """Everybody out, and nobody in: it is deleted after a while unless an administrator opens it again."""
        closed = self._enter(State.CLOSED, "close", by, why)
        if closed:
            disconnect(Close.CLOSED, room=self.pk)
        return closed

    @transaction.atomic
    def archive(self, by=None, why=""):
        """Put away: it can be read, and opened again."""
        return self._enter(State.ARCHIVED, "archive", by, why)

    @transaction.atomic
    def reopen(self, by=None, why=""):
        """Unlisted, if its public name belongs to another room by now."""
        taken = self.visibility == Visibility.PUBLIC and type(self).objects.named(self.name)
        other = {"visibility": Visibility.UNLISTED} if taken and taken.pk != self.pk else {}
        return self._enter(State.OPEN, "reopen", by, why, seen_at=timezone.now(), **other)

    def _enter(self, state, kind, by, why, **fields):
        type(self).objects.lock({self.pk})
        self.refresh_from_db(fields=["state"])
        if self.state == state:
            return False
        RoomAct.objects.note(self.pk, by, kind, {"state": self.state}, {"state": state} | by_site(by), why=why)
        self.change(state=state, state_at=timezone.now(), **fields)
        return True

    @transaction.atomic
    def lift(self, by, ban, why=""):
        """They may come in again; True if that is news."""
        lifted = ban.lift(by, timezone.now())
        if lifted:
            RoomAct.objects.note(self.pk, by, "lift", {"ban": ban.pk}, about=ban.somebody, why=why)
        return lifted

    @property
    def whereabouts(self):
        """For the audit, which outlives it: its code as it is looked up, and words."""
        return self.code_key, f"{self.name}, {self.code}"

    @property
    def closed_by_site(self):
        """The act of the site's moderators that closed it, or None."""
        last = self.acts.filter(kind="close").order_by("-pk").first()
        return last if last and last.after.get("by_site") else None

    def pin(self, by=None, why=""):
        return self.edit(by, why, lifetime=Lifetime.PINNED)

    @transaction.atomic
    def unpin(self, by=None, why=""):
        """Kept, as rooms are; its idle days count from now."""
        type(self).objects.filter(pk=self.pk).update(seen_at=timezone.now())
        return self.edit(by, why, lifetime=Lifetime.KEPT)

    @transaction.atomic
    def dissolve(self, by, why):
        """Gone at once, with everything in it; True if it was still there. Why is for whoever keeps an account of it: its own log goes, too."""
        here = type(self).objects.filter(pk=self.pk)
        return here.exists() and here.dismantle([self.pk]) is None

    def orphan(self):
        """Its owner is gone for good: whoever would act for them inherits it, as soon as somebody is here."""
        self.owner_left_at = LONG_AGO
        type(self).objects.filter(pk=self.pk).update(owner_left_at=LONG_AGO)
        if self.acting_host:
            self.change(acting_host=None)


def settings_words(act):
    names = [LABELS.get(name, name.replace("_", " ")) for name in act.after]
    if "name" in act.after:
        return f"called the room “{act.after['name']}”" + (" and changed more" if len(names) > 1 else "")
    if names == ["the lock"]:
        return "locked the room" if act.after["locked"] else "unlocked the room"
    if names == ["passcode"]:
        return "set a new passcode" if act.after["passcode"] else "removed the passcode"
    return f"changed {', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else f"changed {names[0]}"


def restore_settings(act, by):
    room = by.room
    if "passcode" in act.after:
        raise Refused("forbidden")  # nobody has kept the old one
    now = type(room).objects.filter(pk=room.pk).values(*act.after).get()
    if now != act.after:
        raise Refused("changed-meanwhile")
    room.change(**act.before)
    if "past_for" in act.before:
        disconnect(Close.RESTART, room=room.pk)


registry.logged("settings", settings_words, restore_settings, Permission.MANAGE)
registry.logged("close", lambda act: "closed the room")
registry.logged("archive", lambda act: "archived the room")
registry.logged("reopen", lambda act: "opened the room again")
