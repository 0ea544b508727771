"""What a room plays: one row of anchors, never a counter."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from chat.events import Author
from rooms.live.broadcast import stir, wake_at
from rooms.live.protocol import Refused, moment
from rooms.models import Connection, Room
from rooms.models.acts import who

from .anchors import Anchors, During, Loop
from .entries import Entry
from .events import MusicChanged
from .history import Played
from .listeners import Listener
from .rows import Row, keep

MISSED = timedelta(hours=1)
BATCH = 20  # rooms whose tracks end in one transaction


class PlayerManager(models.Manager):
    def of(self, room):
        """The room's player; one that was never used is not stored yet."""
        player = self.filter(room=room).select_related("entry__track", "entry__station").first() or self.model(room=room)
        player.room, player.was = room, player.snapshot()
        return player

    def changes(self, room, since):
        return (player.as_event() for player in self.filter(room=room, seq__gt=since))

    def due(self, now):
        return self.filter(ends_at__lte=now)

    def next_due(self):
        return self.aggregate(first=models.Min("ends_at"))["first"]

    def end_due(self, now):
        """Every track that is over ends, once, however many processes try: who comes second finds nothing due."""
        while rooms := list(self.due(now).order_by("ends_at").values_list("room", flat=True)[:BATCH]):
            with transaction.atomic():
                Room.objects.lock(rooms)
                for pk in self.due(now).filter(room__in=rooms).values_list("room", flat=True):
                    self.of(Room.objects.get(pk=pk)).turn(now)


class Player(Anchors, Row):
    room = models.OneToOneField(Room, models.CASCADE, primary_key=True, related_name="player")
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    entry = models.ForeignKey(Entry, models.SET_NULL, null=True, related_name="+")
    position_ms = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)  # since when it is at that position; None while it stands there
    ends_at = models.DateTimeField(null=True, db_index=True)
    began_at = models.DateTimeField(null=True)  # when this entry was first heard
    held = models.BooleanField(default=False)
    shuffle = models.BooleanField(default=False)
    loop = models.CharField(max_length=3, choices=Loop.choices, default=Loop.OFF)
    during = models.CharField(max_length=6, choices=During.choices, default=During.ALWAYS)
    dj = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    dj_name = models.CharField(max_length=150, blank=True)
    act = models.CharField(max_length=8, default="set")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)

    objects = PlayerManager()

    def __str__(self):
        return str(self.entry or "nothing")

    def expect(self, version, now):
        """Refused `changed-meanwhile`: who asks does not know it as it is, or it is about to change by itself."""
        if self.seq != version or self.overdue(now):
            raise Refused("changed-meanwhile")

    def leave(self, at, by, act, on=None):
        """What is on makes room for what follows it, or for the entry `on`, which goes on playing if this did; kept and told."""
        over, playing, began = self.entry, self.playing, self.began_at
        if over:
            self.put_away(over, act)
        following = on or self.choose(over)
        self.lay(following)
        if following and playing:
            self.run(at)
        self.held = self.held and following is not None
        Listener.objects.begin_anew(self.room_id)
        self.settle(at, by, act)
        if over and began:
            Played.objects.note(self.room_id, over, began)
        Entry.objects.forget(self.room_id, self.seq)

    def put_away(self, over, act):
        """Out of the queue, or behind all the others where everything comes again."""
        if self.loop == Loop.ALL and act != "removed" and over.playable:
            (over.place,) = Entry.objects.room_for(self.room_id, 1)
        else:
            over.removed = True
        keep(self.room_id, over)

    def choose(self, over):
        """The next that can be played; whatever cannot is put away."""
        while found := Entry.objects.following(self, over):
            if found.playable:
                return found
            found.removed = True
            keep(self.room_id, found)
        return over if over and not over.removed else None

    def turn(self, now):
        """Each track that is over by now ended at its own time; where nobody is in the room, or hours were missed, the next one waits."""
        while self.overdue(now):
            at = self.ends_at
            if now - at > MISSED or not Connection.objects.alive(now).filter(room=self.room_id).exists():
                self.rest(at)
            self.leave(at, None, "ended")

    def settle(self, at, by, act):
        self.act, self.at = act, at
        self.by_id, self.by_name = who(by)
        keep(self.room_id, self)
        stir([self.room_id])
        if self.ends_at:
            wake_at(self.ends_at)

    def as_event(self):
        return MusicChanged(
            seq=self.seq,
            entry=self.entry_id,
            position_ms=self.position_ms,
            started_at=self.started_at and moment(self.started_at),
            ends_at=self.ends_at and moment(self.ends_at),
            rate=1,
            held=self.held,
            shuffle=self.shuffle,
            loop=self.loop,
            during=self.during,
            dj=Author(id=self.dj_id, name=self.dj_name) if self.dj_id else None,
            act=self.act,
            by=Author(id=self.by_id, name=self.by_name) if self.by_name else None,
            at=moment(self.at),
        )
