"""What members may ask about their focus."""

from typing import Annotated, Literal

from django.utils import timezone
from msgspec import Meta

from accounts.seeing import fact
from accounts.zones import zone_of
from rooms.live.broadcast import stir
from rooms.live.protocol import Id, Refused, action, moment, refuses
from rooms.live.registry import arrivals, chore, current_state, departures
from rooms.models import Connection
from rooms.parts import panel
from rooms.permissions import Permission
from studytools.tasks.models import Task
from studytools.timer.hooks import phases
from syncroom import limits

from .events import People, Working
from .models import Desk, Interval, Phase, Span
from .totals import shown, this_week, totals

Doing = Annotated[str, Meta(max_length=limits.INTENTION_CHARS)]
Zone = Annotated[str, Meta(max_length=60)]
refuses(
    {
        "no-such-zone": "There is no such time zone.",
    }
)


@action("focus.intend", needs=Permission.SPEAK)
def intend(membership, text: Doing, task: Id | None = None):
    """What I set out to do, shown beside my name; empty for nothing. Minutes of focus from now on are the task's."""
    found = task and Task.objects.visible(membership, task)
    Desk.objects.of(membership).intend(text.replace("\x00", "").strip(), found and found.pk)


@action("focus.outcome", needs=Permission.SPEAK)
def outcome(membership, outcome: Literal["done", "carry", "blocked"]):
    """What became of it."""
    Desk.objects.of(membership).settle(outcome, membership)


@action("focus.flow", needs=Permission.SPEAK)
def flow(membership, on: bool):
    """Stay in focus while the room breaks; whoever does is not away. When it ends, `ok` carries the seconds of `flow` and of the `earned` break."""
    if on:
        membership.come_back(timezone.now())
    spent = Desk.objects.of(membership).flow(on)
    return {"flow": spent, "earned": spent // limits.FLOW_PER_BREAK}


@action("focus.here", needs=Permission.SPEAK)
def here(membership):
    """Still there."""
    Desk.objects.of(membership).answer()


@action("focus.totals", needs=Permission.SPEAK)
def my_totals(membership):
    """My seconds of focus in this room: `today` and this `week`, without what runs `since`; my day ends at `day_ends_at`."""
    return totals(membership.user, membership.room)


@action("focus.zone", needs=Permission.SPEAK)
def zone(membership, zone: Zone):
    """Where my days begin and end, if I have not said so on my account's page."""
    if zone_of(zone) is None:
        raise Refused("no-such-zone")
    membership.user.find_zone(zone)


@action("focus.share", needs=Permission.SPEAK)
def share(membership, on: bool):
    """Whether others see my minutes of focus, in every room."""
    membership.user.show_minutes(on)
    stir([membership.room_id])  # the other rooms hear at the next reconciling


@current_state
def people(rooms):
    here = {room: [person.id for person in present] for room, present in Connection.objects.present(rooms).items()}
    users = {user for ids in here.values() for user in ids}
    minutes = shown(rooms, users)
    desks = {(desk.room_id, desk.user_id): desk for desk in Desk.objects.filter(room__in=rooms, user__in=users)}
    told = {room: [working(user, desks.get((room, user)), minutes.get((room, user))) for user in ids] for room, ids in here.items()}
    return {room: People(people=[one for one in people if one]) for room, people in told.items()}


def working(user, desk, minutes):
    """One person, or None if there is nothing to tell."""
    told = {}
    if desk:
        told |= {"doing": desk.doing, "task": desk.task_id, "outcome": desk.outcome}
        told |= {name: moment(at) for name in ("flow_since", "asked_at") if (at := getattr(desk, name))}
    if minutes:
        told |= {"seconds": minutes[0], "since": minutes[1] and moment(minutes[1])}
    return Working(id=user, **told) if any(value not in ("", None) for value in told.values()) else None


@phases
def follow(changes):
    """[(timer, at), …] are what they are since `at`: spans are what is credited, phases what is set out to do, pauses and all."""
    begun = [(timer, at) for timer, at in changes if timer.focusing]
    Span.objects.begin([(timer.room_id, at, 60 * (timer.focus + timer.short)) for timer, at in begun])
    Span.objects.end([(timer.room_id, at) for timer, at in changes if not timer.focusing])
    within = [(timer, at) for timer, at in changes if timer.focusing or (timer.phase == "focus" and timer.state == "paused")]
    Phase.objects.begin([(timer.room_id, at, timer.round) for timer, at in within])
    Phase.objects.end([(timer.room_id, at) for timer, at in changes if (timer, at) not in within])


fact("minutes", "Focus this week", "minutes_for", this_week)
arrivals(Interval.objects.arrive)
departures(Interval.objects.depart)
chore(Desk.objects.next_due, Desk.objects.ask_who_is_still_there)
chore(Phase.objects.next_due, Phase.objects.tell_due)
chore(Interval.objects.next_count, Interval.objects.count_for_tasks)
panel("focus", "stage", "Focus", "studytools/focus/panel.html", "studytools/focus/focus.js", ("studytools/focus/focus.css",))
