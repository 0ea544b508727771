"""Time zones by their IANA names, from whoever sends them."""

from functools import cache
from zoneinfo import ZoneInfo, available_timezones


@cache
def _known():
    return frozenset(available_timezones())


def zone_of(name):
    """The ZoneInfo of this name, or None."""
    return ZoneInfo(name) if name in _known() else None


@cache
def by_region():
    """[(region, [(name, place), …]), …] to choose from: no abbreviations, no offsets."""
    regions = {}
    for name in sorted(_known()):
        region, _, place = name.partition("/")
        if place and region not in ("Etc", "SystemV", "US", "posix", "right"):
            regions.setdefault(region, []).append((name, place.replace("/", ", ").replace("_", " ")))
    return [*regions.items(), ("Everywhere", [("UTC", "UTC")])]
