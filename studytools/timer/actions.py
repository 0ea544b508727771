"""What members may ask of the timer. Who may is for the room to say: see policy.py."""

from importlib import import_module
from typing import Annotated, Literal

from django.utils import timezone
from msgspec import Meta

from rooms.live.protocol import Number, Refused, action, refuses
from rooms.live.registry import chore, current_state, replay
from rooms.parts import panel, sheet
from rooms.permissions import Permission

from .models import Timer
from .policy import ask
from .polls import Poll

Version = Annotated[Number, Meta(description="`seq` of the last `timer.changed`, 0 if there was none")]
Minutes = Annotated[Number, Meta(description="minutes")]
Mode = Literal["pomodoro", "countdown", "stopwatch"]
Control = Literal["moderators", "all", "vote"]

for part in ("company", "log", "notes", "quiet"):
    import_module(f"studytools.timer.{part}")
refuses(
    {
        "timer-running": "The timer has been started already.",
        "timer-not-running": "The timer does not stand where this is possible.",
        "on-the-clock": "This timer follows the clock on the wall. Nobody starts or stops it.",
        "poll-running": "The room is being asked something already.",
        "no-poll": "Nobody is asking any more.",
    }
)


@action("timer.start", needs=Permission.RUN_TOOLS)
def start(membership, version: Version, mode: Mode | None = None, minutes: Minutes | None = None):
    """Start the phase that is laid out, or after overtime the next one; another `mode` begins anew. `minutes` is this phase's length, this once.

    `ok` carries the timer's `seq`; or `poll`: true if the room is asked first, here and below. While everybody is asked whether they are ready, who
    asked where all control, or a moderator, starts without waiting.
    """
    return ask(membership, version, "start", mode=mode, minutes=minutes)


@action("timer.pause", needs=Permission.RUN_TOOLS)
def pause(membership, version: Version):
    """Stop for a while."""
    return ask(membership, version, "pause")


@action("timer.resume", needs=Permission.RUN_TOOLS)
def resume(membership, version: Version):
    """Go on after a pause."""
    return ask(membership, version, "resume")


@action("timer.skip", needs=Permission.RUN_TOOLS)
def skip(membership, version: Version):
    """On to the next phase, at once. A countdown or a stopwatch ends."""
    return ask(membership, version, "skip")


@action("timer.add", needs=Permission.RUN_TOOLS)
def add(membership, version: Version, minutes: Literal[1, 5]):
    """This phase is so much longer; in overtime it goes on for so long from now."""
    return ask(membership, version, "add", minutes=minutes)


@action("timer.reset", needs=Permission.RUN_TOOLS)
def reset(membership, version: Version):
    """Back to the start of the first round, not running."""
    return ask(membership, version, "reset")


@action("timer.edit", needs=Permission.RUN_TOOLS)
def edit(
    membership,
    version: Version,
    now: bool = False,
    focus: Minutes | None = None,
    short: Minutes | None = None,
    long: Minutes | None = None,
    every: Number | None = None,
    countdown: Minutes | None = None,
    auto_break: bool | None = None,
    auto_focus: bool | None = None,
    control: Control | None = None,
    ready_check: bool | None = None,
    aligned: bool | None = None,
    quiet: bool | None = None,
):
    """Change settings; those left out stay. Lengths hold from the next phase, or with `now` in this one too. `control`, `aligned` and `quiet` are
    for moderators; `aligned` (always on, by the clock) needs `focus` and `short` that together divide a day."""
    wanted = {name: value for name, value in locals().items() if name not in ("membership", "version")}
    if all(value is None for name, value in wanted.items() if name != "now"):
        raise Refused("empty")
    return ask(membership, version, "edit", **wanted)


@action("timer.vote", needs=Permission.SPEAK)
def vote(membership, yes: bool):
    """My vote on what the room is asked; it may be changed."""
    Poll.objects.of(membership.room, now := timezone.now(), kind="vote").cast(membership.user_id, yes, now)


@action("timer.ready", needs=Permission.SPEAK)
def ready(membership):
    """I am ready for the start."""
    Poll.objects.of(membership.room, now := timezone.now(), kind="ready").cast(membership.user_id, True, now)


@action("timer.cancel", needs=Permission.SPEAK)
def cancel(membership):
    """The room is no longer asked: by whoever asked, or a moderator."""
    Poll.objects.of(membership.room, timezone.now()).cancel(membership)


@replay
def changes(room, since):
    return Timer.objects.changes(room, since)


@current_state
def polls(rooms):
    return Poll.objects.states(rooms)


DIALOG = {"styles": ("studytools/timer/dialogs.css",), "looks": "ask timer-dialog"}
sheet("timer-settings", "Timer settings", "studytools/timer/_settings.html", "studytools/timer/settings.js", **DIALOG)
sheet("timer-tastes", "Sound and screen", "studytools/timer/_tastes.html", "studytools/timer/tastes.js", **DIALOG)
panel("timer", "stage", "Timer", "studytools/timer/stage.html", "studytools/timer/timer.js", ("studytools/timer/timer.css",))
chore(Timer.objects.next_due, Timer.objects.end_due)
chore(Poll.objects.next_due, Poll.objects.lapse)
