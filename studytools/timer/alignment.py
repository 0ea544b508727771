"""Always-on rooms: the phase is read from the clock, so that it is the same everywhere."""

from datetime import UTC, timedelta

DAY_MINUTES = 24 * 60


def fits_the_day(focus, short):
    """Whether every day begins with a focus phase."""
    return DAY_MINUTES % (focus + short) == 0


def clock_phase(at, focus, short):
    """(whether it is focus, which cycle of the UTC day from 0, its start, its end) at `at`; lengths in minutes."""
    midnight = at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    cycle, focus = timedelta(minutes=focus + short), timedelta(minutes=focus)
    index, into = divmod(at - midnight, cycle)
    start = midnight + index * cycle
    return (True, index, start, start + focus) if into < focus else (False, index, start + focus, start + cycle)
