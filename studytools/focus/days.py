"""Days as people live them: each in their own zone, beginning at the hour they chose; 23 or 25 hours long when clocks change."""

from datetime import UTC, date, datetime, timedelta

DAY = timedelta(days=1)


def starts_at(day: date, zone, hour):
    """When this day begins, in UTC. An hour that is skipped begins with what follows it; of one that comes twice the first counts."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=zone).astimezone(UTC)


def day_of(at: datetime, zone, hour):
    """The date of the day that `at` belongs to."""
    day = at.astimezone(zone).date()
    return day if at >= starts_at(day, zone, hour) else day - DAY


def week_of(at, zone, hour):
    """The Monday of the week that `at` belongs to."""
    day = day_of(at, zone, hour)
    return day - day.weekday() * DAY


def split(start, end, zone, hour):
    """[start, end) cut where days begin: [(date, timedelta), …]."""
    parts = []
    while start < end:
        day = day_of(start, zone, hour)
        until = min(end, starts_at(day + DAY, zone, hour))
        parts.append((day, until - start))
        start = until
    return parts


def overlap(start, end, after):
    """How much of [start, end) lies after this moment."""
    return max(end - max(start, after), timedelta())
