"""The call in the room's log."""

from rooms.live.protocol import Refused
from rooms.live.registry import logged
from rooms.models import Room
from rooms.permissions import Permission

from .callers import Caller
from .rules import CallRules


def words(act):
    return "let people talk while the room focuses" if act.after["talk"] else "keeps microphones off while the room focuses"


def undo(act, by):
    Room.objects.lock({act.room_id})
    rules = CallRules.objects.of(act.room_id)
    if rules.seq != act.after["seq"]:
        raise Refused("changed-meanwhile")
    rules.become(act.before["talk"])
    Caller.objects.hush_now(rules)


logged("call-rules", words, undo)
logged("call-mic", lambda act: f"muted {act.about_name} in the call", needs=Permission.MODERATE)
logged("call-share", lambda act: f"stopped what {act.about_name} shared", needs=Permission.MODERATE)
logged("call-remove", lambda act: f"removed {act.about_name} from the call", needs=Permission.MODERATE)
