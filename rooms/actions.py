"""What members may ask of the room itself."""

from typing import Annotated, Literal

from django.utils import timezone
from msgspec import Meta

from accounts.preferences import SCENES

from .live.protocol import Call, Id, Refused, action, at_once, moment
from .live.registry import chore, private_state, replay
from .models import Block, Knock, Membership, Report, Room, RoomAct
from .models.bans import WHY_CHARS
from .models.reports import WHY_CHARS as REPORT_CHARS
from .parts import sheet
from .permissions import Permission

Reason = Annotated[str, Meta(min_length=1, max_length=REPORT_CHARS, description="what is wrong, in one's own words")]
Why = Annotated[str, Meta(max_length=WHY_CHARS, description="the reason, for the log")]


class Active(Call, tag="room.active"):
    """I touched the page; at most once a minute. Any other action says so too."""


class Ping(Call, tag="ping"):
    """I am still here. `ok` carries the server's clock and the room's last number."""


@at_once(Ping)
def ping(connection, call):
    return {"now": moment(timezone.now()), "seq": connection.heard}


@at_once(Active)
def active(connection, call):
    connection.acted = True


@action("room.away", needs=Permission.SPEAK)
def away(membership):
    """Here, but not working: shown as away, and no minutes count."""
    membership.go_away(timezone.now())


@action("room.back", needs=Permission.SPEAK)
def back(membership):
    """No longer away."""
    membership.come_back(timezone.now())


@action("room.leave", needs=Permission.SPEAK)
def leave(membership):
    """Out of the room, at once and in every tab; still a member."""
    membership.step_out()


@action("room.remove", needs=Permission.MODERATE)
def remove(membership, member: Id, why: Why = ""):
    """Show a member out; `member` is their id. Moderators remove members, not each other or the owner."""
    membership.show_out(member, why)


@action("room.role", needs=Permission.MANAGE)
def role(membership, member: Id, role: Literal["owner", "moderator", "member"]):
    """Give a member another role. With `owner` the room is theirs, and who gave it is a moderator."""
    membership.assign(member, role)


@action("room.silence", needs=Permission.MODERATE)
def silence(membership, member: Id, seconds: Literal[0, 300, 3600, 86400], why: Why = ""):
    """A member says nothing for so long; 0: they may speak again."""
    membership.hush(member, seconds, why)


@action("room.ban", needs=Permission.MODERATE)
def ban(membership, member: Id, seconds: Literal[3600, 86400, 604800] | None, why: Why = ""):
    """Out at once, and not in again for so long (null: for good): the account, its devices, and for a while its address."""
    membership.ban(member, seconds, why)


@action("room.lift", needs=Permission.MODERATE)
def lift(membership, ban: Id):
    """They may come in again."""
    membership.lift(ban)


@action("room.scene", needs=Permission.RUN_TOOLS)
def scene(membership, scene: Literal[tuple(SCENES)]):
    """What is drawn behind the timer, for all who have not chosen another for themselves."""
    membership.room.edit(membership, scene=scene)


@action("me.block", needs=Permission.SPEAK)
def block(membership, member: Id, on: bool):
    """What they write is folded in my pages, in whatever room, or (`on` false) is not any more; `me.blocked` tells all my connections."""
    Block.objects.choose(membership, member, on)


@action("room.report", needs=Permission.SPEAK)
def report(membership, member: Id, why: Reason):
    """Tell the site's moderators about somebody, with the last five things they said here; `ok` carries its `id`."""
    return {"id": membership.report(member, why)}


@action("me.report-seen", needs=Permission.SPEAK)
def report_seen(membership, id: Id):
    """I know what was decided on my report."""
    Report.objects.seen(membership.user_id, id)


@action("room.log", needs=Permission.MODERATE)
def log(membership, before: Id | None = None):
    """Who did what: `ok` carries `acts`, the last 100 (before one), the newest first.

    Each is {id, at, by {id, name} | null, kind, words, why, undoable, undone}; `by` is null for the server itself.
    """
    now = timezone.now()
    return {"acts": [act.as_row(now) for act in RoomAct.objects.latest(membership.room_id, before)]}


@action("room.undo", needs=Permission.MODERATE)
def undo(membership, act: Id):
    """As it was before this act, for 10 minutes and unless somebody changed it since; needs what the act itself needed."""
    RoomAct.objects.of(membership, act).undo(membership)


@action("knock.answer", needs=Permission.MODERATE)
def answer(membership, id: Id, admit: bool):
    """Let somebody in who waits at the door, or not now; `id` is the knock's. The first answer counts."""
    found = Knock.objects.filter(room=membership.room, pk=id).select_related("room", "user", "invitation__room").first()
    if found is None:
        raise Refused("not-found")
    found.answer(membership, admit)


@replay
def members(room, since):
    return Membership.objects.changes(room, since)


@replay
def properties(room, since):
    return Room.changes(room, since)


chore(Knock.objects.next_due, Knock.objects.sweep)
private_state(Knock.objects.private)

STYLES = ("rooms/sheets.css",)
sheet("scenes", "Scene", "rooms/sheets/scenes.html", "rooms/scenes/choice.js", STYLES, "ask scenes")
sheet("room-log", "What was done", "rooms/sheets/log.html", "rooms/roomlog.js", STYLES, "ask log-list", Permission.MODERATE)
sheet("keys", "Keyboard", "rooms/sheets/keys.html", "rooms/keylist.js", STYLES)
sheet("profile", "Profile", "rooms/sheets/profile.html", "rooms/profile.js")
sheet("enquiry", "One moment", "rooms/sheets/enquiry.html", "rooms/question.js")
