"""What members may ask of alarms."""

from datetime import time as TimeOfDay
from typing import Annotated, Literal

from msgspec import Meta

from rooms.live.protocol import Id, action, refuses
from rooms.live.registry import chore, my_replay, replay
from rooms.parts import panel, sheet
from rooms.permissions import Permission
from syncroom import limits

from . import log
from .firing import fire_due
from .models import Alarm

Clock = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="a time of day, such as 07:30")]
Weekdays = Annotated[list[Annotated[int, Meta(ge=1, le=7)]], Meta(max_length=7, description="Monday is 1; none: it rings once")]
Zone = Annotated[str, Meta(max_length=60, description="an IANA time zone, such as Europe/Berlin")]
Label = Annotated[str, Meta(max_length=limits.LABEL_CHARS)]
ClientId = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="the same for the same alarm, however often it is sent")]
refuses(
    {
        "unknown-zone": "This time zone is not known here.",
        "too-many-alarms": "That is as many alarms as there may be. Remove one first.",
        "not-ringing": "This alarm is not ringing any more.",
    }
)


@action("alarms.add", needs=Permission.SPEAK)
def add(membership, client_id: ClientId, list: Literal["mine", "room"], time: Clock, zone: Zone, weekdays: Weekdays, label: Label = ""):
    """Set an alarm for oneself, or for the room; it is on.

    A time that a change of the clocks skips rings right after the gap, one that happens twice the first time only.
    """
    when = {"time": TimeOfDay.fromisoformat(time), "weekdays": weekdays, "zone": zone}
    return Alarm.objects.add(membership, list == "room", client_id, label, **when)


@action("alarms.edit", needs=Permission.SPEAK)
def edit(membership, id: Id, time: Clock, zone: Zone, weekdays: Weekdays, label: Label = ""):
    """Change an alarm of one's own or, as its setter or a moderator, of the room. Another time switches it on."""
    with log.noted(membership, Alarm.objects.changeable(membership, id)) as alarm:
        return alarm.edit(label, TimeOfDay.fromisoformat(time), weekdays, zone)


@action("alarms.switch", needs=Permission.SPEAK)
def switch(membership, id: Id, on: bool):
    """On, from now on, or off; who may is the same as for a change."""
    with log.noted(membership, Alarm.objects.changeable(membership, id)) as alarm:
        return alarm.switch(on)


@action("alarms.remove", needs=Permission.SPEAK)
def remove(membership, id: Id):
    """Take an alarm away for good; who may is the same as for a change."""
    with log.noted(membership, Alarm.objects.changeable(membership, id)) as alarm:
        return alarm.remove()


@action("alarms.snooze", needs=Permission.SPEAK)
def snooze(membership, id: Id, minutes: Literal[5, 10]):
    """An alarm that rang rings again in so many minutes; one of the room does so for me alone, as an alarm of mine that goes once it is heard."""
    return Alarm.objects.of(membership, id).snooze(minutes, membership.user_id)


@action("alarms.dismiss", needs=Permission.SPEAK)
def dismiss(membership, id: Id):
    """My alarm was heard, in this tab and every other."""
    return Alarm.objects.mine(membership, id).dismiss()


@replay
def of_the_room(room, since):
    return Alarm.objects.changes(room, since)


@my_replay
def my_own(since):
    return Alarm.objects.my_changes(since)


chore(Alarm.objects.next_due, fire_due)
FORM = "studytools/alarms/_form.html", "studytools/alarms/form.js", ("studytools/alarms/form.css",)
sheet("alarm-form", "Alarm", *FORM, looks="ask alarm-form")
panel("alarms", "tools", "Clocks", "studytools/alarms/panel.html", "studytools/alarms/alarms.js", ("studytools/alarms/alarms.css",))
