"""Minutes: mine today and this week in a room, and everybody's who shows theirs. Days are each person's own."""

from collections import defaultdict
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from rooms.live.protocol import moment

from .days import DAY, day_of, overlap, starts_at, week_of
from .models import Interval


def totals(user, room, now=None):
    """{today, week: whole seconds that are over; since: when the running focus began; day_ends_at}"""
    now = now or timezone.now()
    day, week = day_of(now, user.tz, user.day_starts), week_of(now, user.tz, user.day_starts)
    today, monday = starts_at(day, user.tz, user.day_starts), starts_at(week, user.tz, user.day_starts)
    rows = list(Interval.objects.filter(user=user, room=room).exclude(ended_at__lte=monday).values_list("started_at", "ended_at"))
    running = [start for start, end in rows if end is None]
    over = [(start, end) for start, end in rows if end]
    return {
        "today": seconds(overlap(start, end, today) for start, end in over),
        "week": seconds(overlap(start, end, monday) for start, end in over),
        "since": moment(running[0]) if running else None,
        "day_ends_at": moment(starts_at(day + DAY, user.tz, user.day_starts)),
    }


def this_week(user, now):
    """In words, with what they want to reach; "" for nothing yet."""
    monday = starts_at(week_of(now, user.tz, user.day_starts), user.tz, user.day_starts)
    rows = Interval.objects.filter(user=user).exclude(ended_at__lte=monday).values_list("started_at", "ended_at")
    minutes = seconds(overlap(start, end or now, monday) for start, end in rows) // 60
    goal = f" of {user.weekly_goal_hours} h" if user.weekly_goal_hours else ""
    return f"{minutes // 60} h {minutes % 60:02} min{goal}" if minutes else ""


def shown(rooms, users, now=None):
    """{(room id, user id): (seconds over today, since | None)} of those users who show their minutes."""
    now = now or timezone.now()
    sharing = {user.pk: user for user in get_user_model().objects.filter(pk__in=users).exclude(minutes_for="nobody")}
    starts = {pk: starts_at(day_of(now, user.tz, user.day_starts), user.tz, user.day_starts) for pk, user in sharing.items()}
    if not starts:
        return {}
    rows = Interval.objects.filter(user__in=sharing, room__in=rooms).exclude(ended_at__lte=min(starts.values()))
    spent, since = defaultdict(timedelta), {}
    for room, user, start, end in rows.values_list("room", "user", "started_at", "ended_at"):
        if end is None:
            since[room, user] = start
        else:
            spent[room, user] += overlap(start, end, starts[user])
    return {(room, user): (seconds([spent[room, user]]), since.get((room, user))) for room in rooms for user in sharing}


def seconds(durations):
    return int(sum(durations, timedelta()).total_seconds())
