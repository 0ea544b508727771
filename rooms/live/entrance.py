"""Who may connect, and what they are told first: one query of each kind for all who come at the same time."""

import logging
from asyncio import Future
from dataclasses import dataclass

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db import close_old_connections
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from rooms.models import Membership, Room
from rooms.permissions import Role
from syncroom import limits

from . import personal, registry
from .batching import Batcher
from .protocol import Close, encode
from .replay import replays

log = logging.getLogger("syncroom.entrance")
NEEDED = "password", "epoch", "is_active", "is_guest", "seen_at"


@dataclass(slots=True)
class Look:
    """`found` becomes an Admission, or the code to close with."""

    session: str
    room: int
    since: int
    found: Future
    mine: int = 0


@dataclass(slots=True)
class Admission:
    user: int
    member: int
    stamp: tuple  # what must stay true of the user: see `stamp`
    seq: int
    mine: int
    floor: int  # what was said up to this place is not for them
    texts: list


def find(looks):
    """Reads in autocommit: an IMMEDIATE transaction would wait for the writer."""
    try:
        close_old_connections()
        return list(_find(looks))
    except Exception as error:
        if len(looks) > 1:
            return [answer for look in looks for answer in find([look])]  # one may have spoiled it for all
        log.warning("somebody could not come in: %s", type(error).__name__)
        return [Close.RESTART]


def _find(looks):
    users = signed_in({look.session for look in looks if look.session})
    rooms = Room.objects.in_bulk({look.room for look in looks})  # their numbers first, then the rows
    pairs = {(look.room, users[look.session].pk) for look in looks if look.session in users and look.room in rooms}
    members = Membership.objects.of(pairs) if pairs else {}
    codes = rescued(looks, [refusal(look, users, rooms, members) for look in looks], users, rooms)
    able = [look for look, code in zip(looks, codes, strict=True) if code is None]
    own = owned(able, users)
    private = registry.private_states({look.room for look in able})
    people = {look.session: users[look.session].pk for look in able}
    told = iter(replays([(rooms[look.room], look.since, own[who := people[look.session]][0], members[look.room, who].floor) for look in able]))
    for look, code in zip(looks, codes, strict=True):
        if code:
            yield code
        else:
            user, room = users[look.session], rooms[look.room]
            mine, texts = own[user.pk]
            texts = [text for number, text in texts if number > look.mine or not number]
            texts += [encode(event) for event, may_know in private[room.pk] if user.pk in may_know]
            member = members[room.pk, user.pk]
            yield Admission(user.pk, member.pk, stamp(user), room.seq, mine, member.floor, texts + next(told))


def owned(looks, users):
    """What is their own: for several tabs of one person what the one who knows least has missed."""
    since = {}
    for look in looks:
        user = users[look.session].pk
        since[user] = min(look.mine, since.get(user, look.mine))
    return personal.told(since) if since else {}


def refusal(look, users, rooms, members):
    if look.session not in users:
        return Close.SIGNED_OUT
    membership = members.get((look.room, users[look.session].pk))
    if membership is None or membership.role == Role.GONE:
        return Close.NO_ROOM
    return Close.CLOSED if rooms[look.room].state == "closed" else None


def signed_in(keys):
    """{session key: user} of the sessions that still hold."""
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    sessions = {row.session_key: data for row in rows if SESSION_KEY in (data := row.get_decoded())}
    users = (
        get_user_model()
        .objects.only("password", "epoch", "is_active", "is_guest", "seen_at")
        .in_bulk({int(data[SESSION_KEY]) for data in sessions.values()})
    )
    return {key: user for key, data in sessions.items() if holds(user := users.get(int(data[SESSION_KEY])), data)}


def holds(user, data):
    return user is not None and user.is_active and constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())


def rescued(looks, codes, users, rooms):
    """Where nobody has been for long, who comes in is seen before they are told anything: cleanup comes before, or finds them here.

    The codes, with those for whom it came before.
    """
    now = timezone.now()
    able = [look for look, code in zip(looks, codes, strict=True) if code is None]
    fading = {look.room for look in able if rooms[look.room].fades(now)}
    guests = {user.pk for look in able if (user := users[look.session]).fades(now)}
    gone = fading - Room.objects.touch(fading, now) if fading else set()
    lost = guests - get_user_model().objects.on_the_way(guests, now) if guests else set()

    def late(look):
        return Close.NO_ROOM if look.room in gone else Close.SIGNED_OUT if users[look.session].pk in lost else None

    return [code or (late(look) if gone or lost else None) for look, code in zip(looks, codes, strict=True)]


def stamp(user):
    """Changes whenever sessions end: password change, sign-out everywhere, suspension."""
    return user.password, user.epoch, user.is_active


def found(looks, answers):
    for look, answer in zip(looks, answers, strict=True):
        if not look.found.done():
            look.found.set_result(answer)


entrance = Batcher("entrance", find, found, limits.WRITER_BATCH)
