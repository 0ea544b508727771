"""What lists of rooms say of their timers."""

from django.utils import timezone

from rooms.views.home import room_notes

from .models import Timer
from .states import Phase, State


def notes(rooms):
    """{room id: "focus, 12 min left"}, for rooms whose timer is running or paused."""
    now = timezone.now()
    told = {timer.room_id: words(timer, now) for timer in Timer.objects.filter(room__in=rooms)}
    return {room: text for room, text in told.items() if text}


room_notes.append(notes)


def words(timer, now):
    """An always-on timer that is parked is where the clock is."""
    if timer.aligned and timer.state == State.PARKED:
        timer.follow_clock(now)
    if timer.state == State.PAUSED:
        return "paused"
    if timer.state != State.RUNNING:
        return ""
    what = "focus" if timer.phase == Phase.FOCUS else "on a break"
    if timer.ends_at is None:
        return f"{what}, for {(now - timer.started_at).total_seconds() // 60:.0f} min"
    minutes = -(-max(0, (timer.ends_at - now).total_seconds()) // 60)
    return f"{what}, {minutes:.0f} min left"
