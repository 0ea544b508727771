"""Rooms' sounds and people's mixes, many at once: finding them, saving them, what changed."""

from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q

from accounts.models import User
from rooms.live.broadcast import ring
from rooms.live.protocol import Refused
from syncroom import limits

from .codes import decode

AT_ONCE = 50  # people asked about in one query


def clean(name):
    """On one line; Refused `empty`."""
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise Refused("empty")
    return name


class SoundManager(models.Manager):
    def of(self, room):
        """The room's sound; where there never was any, it is not stored yet."""
        return self.filter(room=room).first() or self.model(room=room)

    def changes(self, room, since):
        return (sound.as_event() for sound in self.filter(room=room, seq__gt=since))


class MixManager(models.Manager):
    def keep(self, owner, client_id, name, code):
        """A new mix of theirs, at most so many. Refused `no-mix`, `empty`, `too-many-mixes`. Sent again it is answered again."""
        known = self.filter(owner=owner, client_id=client_id).first()
        if known:
            return known.receipt
        decode(code)
        name, number = clean(name), User.objects.number(owner)
        if self.filter(owner=owner, removed=False).count() >= limits.MIXES:
            raise Refused("too-many-mixes")
        mix = self.create(owner_id=owner, client_id=client_id, name=name, code=code, number=number)
        ring(owner)
        return mix.receipt

    def mine(self, membership, id):
        """Refused `not-found`."""
        mix = self.filter(owner=membership.user_id, pk=id, removed=False).first()
        if mix is None:
            raise Refused("not-found")
        return mix

    def my_changes(self, since):
        """`since`: {user id: number}; (user id, event) for each of their mixes that changed after it."""
        people = list(since.items())
        for start in range(0, len(people), AT_ONCE):
            asked = [Q(owner=user, number__gt=number, **({} if number else {"removed": False})) for user, number in people[start : start + AT_ONCE]]
            for mix in self.filter(reduce(or_, asked)):
                yield mix.owner_id, mix.as_event()
