"""When an alarm rings: a time of day, on some weekdays, in a time zone, as moments that happen exactly once.

A time that a change of the clocks skips rings at the first moment after the gap; one that happens twice rings the first time only.
"""

from datetime import UTC, datetime, timedelta

from accounts.zones import zone_of
from rooms.live.protocol import Refused

DAY = timedelta(days=1)
WEEK = range(9)  # days: a week, and one on either side for zones far from ours


def named(name):
    """ZoneInfo; Refused `unknown-zone`."""
    found = zone_of(name)
    if found is None:
        raise Refused("unknown-zone")
    return found


def moment_of(day, time, zone):
    """The one moment, in UTC, at which `zone`'s clocks show `time` on `day`, or what stands for it."""
    wall = datetime.combine(day, time, zone)
    first, second = wall.astimezone(UTC), wall.replace(fold=1).astimezone(UTC)
    return change_between(second, first, zone) if second < first else first


def change_between(early, late, zone):
    """The moment at which the clocks go forward, known to lie in (early, late], to the second."""
    before = early.astimezone(zone).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + timedelta(seconds=(late - early) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            early = middle
        else:
            late = middle
    return late


def next_ring(time, weekdays, zone, after):
    """The first ring later than `after`; `weekdays`: Monday is 1, none means whichever day comes next."""
    return min(at for at in rings(time, weekdays, zone, after.astimezone(zone).date() - DAY) if at > after)


def last_ring(time, weekdays, zone, by):
    """The latest ring that is not later than `by`."""
    return max(at for at in rings(time, weekdays, zone, by.astimezone(zone).date() - 7 * DAY) if at <= by)


def rings(time, weekdays, zone, start):
    days = (start + n * DAY for n in WEEK)
    return [moment_of(day, time, zone) for day in days if not weekdays or day.isoweekday() in weekdays]
