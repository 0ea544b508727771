"""Who may do what to the timer: at once, after a vote, when everybody is ready, or not at all."""

from django.utils import timezone

from chat.events import Author
from rooms.live.protocol import Refused
from rooms.permissions import Permission

from .models import Timer
from .polls import Poll
from .states import Control

VOTE, READY = "vote", "ready"
MODERATED = {"control", "aligned", "quiet"}


def ask(membership, version, act, **wanted):
    """Do it, or put it to the room; arguments that are None were not given. `seq` of the timer, or `poll`: true."""
    arguments, now = {name: value for name, value in wanted.items() if value is not None}, timezone.now()
    timer = Timer.objects.of(membership.room)
    kind = permit(membership, timer, act, arguments)
    timer.expect(version, now)
    timer.perform(act, now, Author(id=membership.user_id, name=membership.name), **arguments)  # what is refused is not asked of the room
    if kind == READY and (poll := insisted(membership, timer, now)):
        return {"seq": poll.carry_out(now).seq}
    if kind and Poll.objects.open(membership, kind, act, arguments, now):
        return {"poll": True}
    timer.settle(now)
    return {"seq": timer.seq}


def permit(membership, timer, act, arguments):
    """None: they may; "vote" or "ready": if the room agrees. Refused `forbidden`."""
    moderates = membership.may(Permission.MODERATE)
    if MODERATED & arguments.keys():
        if not moderates:
            raise Refused("forbidden")
        return None
    if timer.policy == Control.MODERATORS and not moderates:
        raise Refused("forbidden")
    if act == "start" and timer.ready_check:
        return READY
    return VOTE if timer.policy == Control.VOTE else None


def insisted(membership, timer, now):
    """The ready check that who asked for it, or a moderator, does not want to wait for any longer, or None."""
    poll = Poll.objects.filter(room=timer.room, kind=READY, ends_at__gt=now).select_related("room").first()
    mine = poll and poll.by_id == membership.user_id and timer.policy == Control.ALL
    return poll if mine or (poll and membership.may(Permission.MODERATE)) else None
