"""What a member's browser found out about a video that is played, since the server never asks: how long it is, and what it is called."""

from django.utils import timezone

from .desk import must
from .entries import Entry
from .player import Player
from .rows import keep
from .words import clean


def measure(membership, id, ms, title):
    """Said once, by whoever may act on the music. From then on it has an end. Refused `dj-only`, `not-found`."""
    must(membership)
    entry, now = Entry.objects.one(membership.room_id, id), timezone.now()
    if not entry.video or entry.ms:
        return
    entry.ms, entry.title = ms, clean(title) or entry.title
    keep(membership.room_id, entry)
    player = Player.objects.of(membership.room)
    if player.entry_id == entry.pk:
        player.rest_or_run(now)
        player.settle(now, None, "measured")
