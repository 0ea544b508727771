"""Music in the room's log: what people did, and making it as it was while nothing has happened to it since."""

from django.utils import timezone

from rooms.live.protocol import Refused
from rooms.live.registry import logged
from rooms.models import Room, RoomAct
from rooms.permissions import Permission

from .entries import Entry
from .player import Player
from .playlists import Playlist
from .rows import keep

KINDS = {"entry": Entry, "list": Playlist, "player": Player}
NAMES = {model: name for name, model in KINDS.items()}
WORDS = {
    "played": "let the music play",
    "paused": "paused the music",
    "skipped": "skipped {title}",
    "set": "changed how the music plays",
    "handed": "made {dj} the DJ",
    "unhanded": "ended DJ mode",
    "moved": "moved {title} in the queue",
    "dropped": "took {title} out of the queue",
    "cleared": "cleared the queue",
    "renamed": "changed the playlist {title}",
    "unlisted": "removed the playlist {title}",
}


def note(membership, act, changes, at, title="", dj=""):
    """[(row, its snapshot before), …] were changed, and have their numbers: {"act": id}, by which `undo_mine` takes it back."""
    titles = [str(row) for row, _ in changes if not isinstance(row, Player)]
    act = "unhanded" if act == "handed" and not dj else act
    before = {"rows": [[NAMES[type(row)], row.pk, snapshot] for row, snapshot in changes]}
    after = {"act": act, "title": title or (titles[0] if titles else ""), "dj": dj, "seqs": [row.seq for row, _ in changes]}
    return {"act": RoomAct.objects.note(membership.room_id, membership, "music", before, after, at=at).pk}


def words(act):
    title = act.after["title"]
    return WORDS[act.after["act"]].format(title=f"“{title}”" if title else "what was on", dj=act.after["dj"])


def undo(act, by):
    """What plays goes on where it was when it was changed."""
    Room.objects.lock({act.room_id})
    rows, now = [], timezone.now()
    for (kind, pk, before), seq in zip(act.before["rows"], act.after["seqs"], strict=True):
        row = Player.objects.of(by.room) if kind == "player" else KINDS[kind].objects.filter(room=act.room_id, pk=pk).first()
        if row is None or row.seq != seq or (kind == "entry" and not before["removed"] and not row.playable):
            raise Refused("changed-meanwhile")
        row.restore(before)
        rows.append(row)
    players = [row for row in rows if isinstance(row, Player)]
    keep(act.room_id, *(row for row in rows if not isinstance(row, Player)))
    for player in players:
        go_on(player, now, by)


def go_on(player, now, by):
    """From the position that was noted, as of now."""
    playing, player.started_at, player.ends_at = player.playing, None, None
    player.entry = player.entry if player.entry and not player.entry.removed else None
    if playing and player.entry:
        player.run(now)
    player.settle(now, by, "undone")


def undo_mine(membership, id):
    """What one did oneself; moderators undo anything in the room's log. Refused `forbidden`, and as RoomAct.undo does."""
    act = RoomAct.objects.of(membership, id)
    if act.kind != "music" or act.by_id != membership.user_id:
        raise Refused("forbidden")
    act.undo(membership)


logged("music", words, undo, Permission.RUN_TOOLS, tool=True)
