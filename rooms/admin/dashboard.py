"""The first page of the desk: what waits, where people are, how the server is; a dozen queries, however much there is."""

import shutil
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Count, Min
from django.utils import timezone

from accounts.models import Deed
from rooms.models import Ban, Connection, Process, Report, Room
from rooms.models.reports import State

from .bans import SOON

SHOWN, DEEDS = 12, 8
LITTLE_BYTES = 2 * 1024**3


def dashboard(user):
    now = timezone.now()
    see = {
        name: user.has_perm(name) for name in ("rooms.view_room", "rooms.view_report", "rooms.view_ban", "accounts.view_user", "accounts.view_deed")
    }
    live = Connection.objects.tabs() if see["rooms.view_room"] else {}
    return {
        "now": now,
        "waits": list(waits(see, now)),
        "rooms": busiest(live) if see["rooms.view_room"] else None,
        "people": sum(people for people, _ in live.values()),
        "tabs": sum(tabs for _, tabs in live.values()),
        "live": len(live),
        "health": list(health(now)) if see["rooms.view_room"] else [],
        "deeds": Deed.objects.order_by("-pk")[:DEEDS] if see["accounts.view_deed"] else None,
    }


def waits(see, now):
    """(how many, of what, words, address of the list, its filter) of all that somebody should look at."""
    if see["rooms.view_report"]:
        open = Report.objects.filter(state=State.OPEN).aggregate(n=Count("pk"), since=Min("at"))
        yield open["n"], f"open report{'s' * (open['n'] != 1)}", "the oldest from", open["since"], "admin:rooms_report_changelist", ""
    if see["accounts.view_user"]:
        people = get_user_model().objects.filter(is_active=False).count()
        yield people, "suspended person" if people == 1 else "suspended people", "", None, "admin:accounts_user_changelist", "?is_active__exact=0"
    if see["rooms.view_ban"]:
        ending = Ban.objects.ending(now, SOON).aggregate(n=Count("pk"), first=Min("until"))
        yield (
            ending["n"],
            f"ban{'s' * (ending['n'] != 1)} ending within a day",
            "the first at",
            ending["first"],
            "admin:rooms_ban_changelist",
            "?holds=soon",
        )


def busiest(live):
    """Those with the most people; where there are few, those somebody was in last."""
    first = sorted(live, key=lambda room: -live[room][0])[:SHOWN]
    rooms = {room.pk: room for room in Room.objects.filter(pk__in=first)}
    found = [rooms[pk] for pk in first if pk in rooms]
    if len(found) < SHOWN:
        found += Room.objects.exclude(pk__in=first).order_by("-seen_at")[: SHOWN - len(found)]
    for room in found:
        room.here, room.tabs = live.get(room.pk, (0, 0))
    return found


def health(now):
    """(whether it is well, in words), …"""
    processes = list(Process.objects.filter(lease_until__gt=now - timedelta(hours=1)).order_by("-lease_until"))
    well = [process for process in processes if process.lease_until > now]
    ago = f", last heard of {max(0, round((now - well[0].renewed_at).total_seconds()))} s ago" if well else ""
    yield bool(well), f"{len(well)} server process{'es are' if len(well) != 1 else ' is'} at work{ago}."
    silent = len(processes) - len(well)
    if silent:
        yield False, f"{silent} process{'es have' if silent != 1 else ' has'} fallen silent within the last hour."
    yield True, f"Everything is kept in {'PostgreSQL' if connection.vendor == 'postgresql' else 'SQLite'}, which answers."
    yield True, "Processes speak through Redis." if settings.REDIS_URL else "One process serves everybody; no Redis is needed."
    free = shutil.disk_usage(settings.DATA).free
    yield free > LITTLE_BYTES, f"{free / 1024**3:.1f} GB are free for data."
    yield True, "Mail is sent." if settings.EMAIL_URL else "Mail is not set up: nobody can reset a password by mail."
