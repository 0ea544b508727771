"""The room's log: who did what to whom, when and why; rows are only ever added, and what is undone is a row, too."""

from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from rooms.live import registry
from rooms.live.protocol import Refused, moment
from syncroom import limits

UNDOABLE = timedelta(seconds=limits.UNDO_SECONDS)
SHOWN = 100
UNDO = "undo"
WHY_CHARS = 500


class Somebody(NamedTuple):
    user_id: int | None
    name: str


def who(by):
    """Somebody, from a membership, a user, or None: the server itself."""
    return Somebody(by.user_id if hasattr(by, "user_id") else by.pk, by.name) if by else Somebody(None, "")


def by_site(by):
    """What an act's `before` or `after` says where one of the site's moderators did it: somebody without a say in the room itself."""
    return {"by_site": True} if by and not hasattr(by, "user_id") else {}


class RoomActManager(models.Manager):
    def note(self, room_id, by, kind, before=None, after=None, about=None, why="", at=None, **more):
        """`by` did `kind` (see registry.acts): a membership, a user, or None for the server; `about`: whom it concerns, likewise.

        In the transaction that does it. `before` and `after` hold what was changed, as JSON.
        """
        by, about = who(by), who(about)
        return self.create(
            room_id=room_id,
            by_id=by.user_id,
            by_name=by.name,
            kind=kind,
            before=before or {},
            after=after or {},
            about=about.user_id,
            about_name=about.name,
            why=why[:WHY_CHARS],
            at=at or timezone.now(),
            **more,
        )

    def latest(self, room_id, before=None, tools=True):
        """The last acts of a room, the newest first; without `tools`, what was done with those is left out."""
        rows = self.filter(room=room_id) if before is None else self.filter(room=room_id, pk__lt=before)
        if not tools:
            passing = [kind for kind, act in registry.acts.items() if act.tool]
            rows = rows.exclude(kind__in=passing).exclude(kind=UNDO, undoing__kind__in=passing)
        return list(rows.select_related("undoing").prefetch_related("undone").order_by("-pk")[:SHOWN])

    def of(self, membership, id):
        act = self.filter(room=membership.room_id, pk=id).first()
        if act is None:
            raise Refused("not-found")
        return act


class RoomAct(models.Model):
    room = models.ForeignKey("rooms.Room", models.CASCADE, related_name="acts", db_index=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)  # as they were called then
    kind = models.CharField(max_length=24)
    about = models.BigIntegerField("whom it concerns", null=True)  # their id, also when they are gone for good
    about_name = models.CharField("whom it concerned", max_length=150, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    why = models.CharField("reason", max_length=WHY_CHARS, blank=True)
    at = models.DateTimeField(db_index=True)
    undoing = models.OneToOneField("self", models.CASCADE, null=True, related_name="undone")

    objects = RoomActManager()

    class Meta:
        verbose_name = "act in a room"
        verbose_name_plural = "room log"
        indexes = [models.Index(fields=["room", "id"], name="room_log"), models.Index(fields=["kind", "id"], name="room_log_kinds")]

    def __str__(self):
        return f"{self.by_name or 'SyncRoom'} {self.words}"

    @property
    def words(self):
        """What follows the name of who did it."""
        if self.undoing_id:
            return f"undid: {self.undoing.by_name or 'SyncRoom'} {self.undoing.words}"
        kind = registry.acts.get(self.kind)
        return kind.words(self) if kind else self.kind

    @property
    def by_site(self):
        """What the site's moderators did is not the room's to undo."""
        return bool(self.before.get("by_site") or self.after.get("by_site"))

    @property
    def is_undone(self):
        return hasattr(self, "undone")

    def undoable(self, now):
        kind = registry.acts.get(self.kind)
        return bool(kind and kind.undo) and not self.is_undone and not self.by_site and now - self.at <= UNDOABLE

    def undo(self, by):
        """As it was before, unless somebody changed it since. Refused `undo-over`, `changed-meanwhile`, `forbidden`."""
        kind = registry.acts.get(self.kind)
        if not (kind and kind.undo) or self.by_site or not by.may(kind.needs):
            raise Refused("forbidden")
        if timezone.now() - self.at > UNDOABLE:
            raise Refused("undo-over")
        try:
            with transaction.atomic():
                RoomAct.objects.note(self.room_id, by, UNDO, self.after, self.before, Somebody(self.about, self.about_name), undoing=self)
                kind.undo(self, by)
        except IntegrityError:  # somebody was faster, or a public name is taken by now
            raise Refused("changed-meanwhile") from None

    def as_row(self, now):
        by = {"id": self.by_id, "name": self.by_name} if self.by_name else None
        row = {"id": self.pk, "at": moment(self.at), "by": by, "kind": self.kind, "words": self.words, "why": self.why}
        return row | {"undoable": self.undoable(now), "undone": self.is_undone}
