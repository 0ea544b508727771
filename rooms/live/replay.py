"""What brings somebody up to date: the changes after a number, and what is true now."""

from collections import OrderedDict

from django.utils import timezone

from rooms.events import Fresh, Ready
from syncroom import limits

from . import registry
from .protocol import encode, moment

KEPT, KEPT_BYTES = 100, 16 * 1024 * 1024
RECENT = 50  # changes: who was away for longer comes alone
_kept = OrderedDict()  # (room, seq, since) -> frames: a crowd that arrives together is told once


def replays(asked):
    """[(room, since, mine, floor), …] → [frames, …] that bring a connection from `since` to `room.seq`, which was read before the rows are.

    `mine` is the person's own number, for `room.ready` to say; what was said up to the place `floor` is not for them.
    """
    rooms = {line[0].pk for line in asked}
    present = [state(rooms) for state in registry.states]
    now = moment(timezone.now())
    return [
        [*seen(_told(room, since), floor), *(encode(state[room.pk]) for state in present), encode(Ready(seq=room.seq, mine=mine, now=now))]
        for room, since, mine, floor in ((*line, 0)[:4] for line in asked)
    ]


def seen(told, floor):
    """The frames of [(place, frame), …] that are for somebody with this floor."""
    return [text for place, text in told if place is None or place > floor]


def _told(room, since):
    key = (room.pk, room.seq, since)
    if key in _kept:
        return _kept[key]
    texts = placed_changes(room, since)
    if since == 0 or room.seq - since <= RECENT:
        _kept[key] = texts
        while len(_kept) > KEPT or sum(map(_size, _kept.values())) > KEPT_BYTES:
            _kept.popitem(last=False)
    return texts


def _size(texts):
    return sum(len(text) for _, text in texts)


def placed_changes(room, since):
    """[(place, frame), …]: the changes in (since, room.seq], by number: whoever hears only the first part may resume from the last it heard.

    Rows that moved on while we looked are left out: their event is on its way to a connection that is already listening.
    """
    fresh = since > room.seq or (since and room.seq - since > limits.RESUME_CHANGES)
    start = 0 if fresh else since
    told = [change for tell in registry.replays for change in tell(room, start) if start < change.seq <= room.seq]
    told.sort(key=lambda change: change.seq)
    return [(change.place, encode(change)) for change in ([Fresh()] if fresh else []) + told]


def changes(room, since):
    """The frames alone."""
    return [text for _, text in placed_changes(room, since)]
