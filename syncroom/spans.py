"""Spans of time, as people write and read them."""

import re
from datetime import timedelta

UNITS = {"m": 60, "h": 3_600, "d": 86_400, "w": 7 * 86_400}
NONE = timedelta(0)
LONGEST = timedelta(days=36_500)


def spell(seconds):
    """86400 → "24 h", 2592000 → "30 days"."""
    for unit, name in ((86_400, "days"), (3_600, "h"), (60, "minutes"), (1, "s")):
        if seconds % unit == 0 and (seconds > unit or unit == 1):
            return f"{seconds // unit:g} {name}"
    return f"{seconds} s"


def span(text):
    """ "36h" → timedelta(hours=36); minutes, hours, days and weeks. ValueError in words for anything else."""
    found = re.fullmatch(r"(\d{1,6})\s*([mhdw])", text.strip().lower())
    if not found:
        raise ValueError(f"{text!r} is no span of time: say 90m, 36h, 30d or 2w")
    time = timedelta(seconds=int(found[1]) * UNITS[found[2]])
    if time > LONGEST:
        raise ValueError(f"{text!r} is longer than a hundred years")
    return time


def before(now, seconds, age=NONE):
    """The moment that lies so many seconds back, or `age` if that is further."""
    return now - max(timedelta(seconds=seconds), age)
