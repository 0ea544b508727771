"""The room's alarms in the room's log, and making one as it was while nothing has happened to it since."""

from contextlib import contextmanager
from datetime import time

from django.utils import timezone

from rooms.live.protocol import Refused
from rooms.live.registry import logged
from rooms.models import Room, RoomAct
from rooms.permissions import Permission

FIELDS = "label", "zone", "days", "on", "removed"


def state(alarm):
    return {name: getattr(alarm, name) for name in FIELDS} | {"time": f"{alarm.time:%H:%M}"}


def note(by, alarm, before):
    """`before` is its state then, or None if `by` has just set it; what is one's own is in no log."""
    if alarm.room_id and state(alarm) != before:
        RoomAct.objects.note(alarm.room_id, by, "alarm", before, state(alarm) | {"id": alarm.pk, "number": alarm.number})


@contextmanager
def noted(by, alarm):
    """What `by` does to it inside stands in the log."""
    before = state(alarm)
    yield alarm
    note(by, alarm, before)


def words(act):
    before, after = act.before, act.after
    which = f"for {after['time']}" + (f", “{after['label']}”" if after["label"] else "")
    if not before:
        return f"set an alarm {which}"
    was = f"the alarm for {before['time']}" + (f", “{before['label']}”" if before["label"] else "")
    if after["removed"] or before["removed"]:
        return f"removed {was}" if after["removed"] else f"put back {was}"
    if {name: before[name] for name in before if name != "on"} == {name: after[name] for name in before if name != "on"}:
        return f"switched {was} {'on' if after['on'] else 'off'}"
    return f"changed {was}" + (f" to {after['time']}" if after["time"] != before["time"] else "")


def undo(act, by):
    """Refused `changed-meanwhile`, `too-many-alarms`."""
    Room.objects.lock({act.room_id})
    alarm = by.room.alarms.filter(pk=act.after["id"]).first()
    if alarm is None or alarm.number != act.after["number"]:
        raise Refused("changed-meanwhile")
    if act.before:
        restore(alarm, timezone.now(), **act.before | {"time": time.fromisoformat(act.before["time"])})
    else:
        alarm.remove()


def restore(alarm, now, time, days, zone, on, **fields):
    """As it was, and if it was on then, on from `now`."""
    if alarm.removed:
        type(alarm).objects.check_space(alarm)
    alarm.days = days
    alarm.change(**alarm.plan(time, alarm.weekdays, zone, now) | ({} if on else {"on": False, "next_at": None}) | fields)


logged("alarm", words, undo, Permission.RUN_TOOLS, tool=True)
