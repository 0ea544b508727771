"""What two browsers in a call tell each other goes to that one connection, with the sender's name by the server, and is kept nowhere."""

import msgspec

from rooms.live.broadcast import send
from rooms.live.protocol import Refused
from syncroom import limits

from .callers import Caller
from .crowds import alive
from .events import CallSignal

RETRY_SECONDS = 2
encode = msgspec.json.Encoder().encode


def relay(asked):
    """[(member, tab, call), …] → None or Refused for each: `not-in-call`, `not-found`, `call-away`, `too-long`."""
    wanted = {call.to for _, _, call in asked}
    rows = list(Caller.objects.inside({member.room_id for member, _, _ in asked}))
    senders = {(row.member_id, row.tab): row for row in rows}
    targets = {row.pk: row for row in rows if row.pk in wanted}
    open_ = alive([row.tab for row in targets.values()])
    return [_relay(senders.get((member.pk, tab)), targets.get(call.to), call, open_) for member, tab, call in asked]


def _relay(sender, target, call, open_):
    if sender is None:
        return Refused("not-in-call")
    if target is None or target.room_id != sender.room_id or target.pk == sender.pk:
        return Refused("not-found")
    if len(encode((call.description, call.candidates))) > limits.SIGNAL_BYTES:
        return Refused("too-long")
    if target.tab not in open_:
        return Refused("call-away", retry_after=RETRY_SECONDS)
    send(target.room_id, target.member.user_id, CallSignal(sender=sender.pk, description=call.description, candidates=call.candidates), target.tab)
    return None
