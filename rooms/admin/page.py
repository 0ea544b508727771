"""What a moderator sees on a room's page: its people and what each may do, bans, invitations, and what was done."""

from django.db.models import Count
from django.utils import timezone

from rooms.models import Ban, Connection, Invitation, RoomAct
from rooms.permissions import Permission, Role

from .members import presence

PEOPLE, GONE, LINES = 50, 10, 10


def page(room):
    now = timezone.now()
    acts = RoomAct.objects.filter(room=room).select_related("undoing").order_by("-pk")[:LINES]
    bans, invitations = Ban.objects.listed(room)[:LINES], Invitation.objects.filter(room=room).order_by("-pk")[:LINES]
    return {
        "people": people(room, now),
        "bans": bans,
        "invitations": [{"row": row, "state": FAULTS.get(fault, "holds")} for row, fault in invitations.with_faults(now)],
        "acts": acts,
    }


FAULTS = {"revoked": "revoked", "expired": "expired", "used-up": "used up", "withdrawn": "its maker may not invite any more"}


def people(room, now):
    """Who is here first, then who belongs, then who has gone: those about whom there was news last."""
    tabs = dict(Connection.objects.alive(now).filter(room=room).values_list("member").annotate(n=Count("pk")).order_by())
    members = room.memberships.order_by("name")
    here = list(members.filter(pk__in=list(tabs)[:500]))
    rest = list(members.exclude(pk__in=tabs).exclude(role=Role.GONE).order_by("-seq")[:PEOPLE])
    gone = list(members.filter(role=Role.GONE).order_by("-seq")[:GONE])
    return [described(member, room, tabs.get(member.pk, 0), now) for member in (*here, *rest, *gone)]


def described(member, room, tabs, now):
    member.room = room
    silenced = member.silenced_until if member.silenced_until and member.silenced_until > now else None
    may = [permission.value for permission in Permission if member.may(permission)]
    if silenced and "speak" in may:
        may.remove("speak")
    return {"row": member, "state": presence(member, bool(tabs)), "tabs": tabs, "may": may, "silenced": silenced, "acting": member.acting}
