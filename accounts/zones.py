"""Time zones by their IANA names, from whoever sends them."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones


@cache
def _known():
    return frozenset(available_timezones())


def zone_of(name):
    """The ZoneInfo of this name, or None."""
    return ZoneInfo(name) if name in _known() else None
