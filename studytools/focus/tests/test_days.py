"""Days begin at the hour somebody chose, in their zone, and are as long as clocks make them."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studytools.focus.days import DAY, day_of, overlap, split, starts_at, week_of

BERLIN, NEW_YORK, LORD_HOWE, KOLKATA = (ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"))
HOUR = timedelta(hours=1)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_a_night_owls_hour_after_midnight_belongs_to_the_day_before():
    assert day_of(utc(2026, 3, 10, 2, 59), BERLIN, 4) == date(2026, 3, 9)
    assert day_of(utc(2026, 3, 10, 3, 0), BERLIN, 4) == date(2026, 3, 10)


def test_the_same_moment_is_another_day_elsewhere():
    at = utc(2026, 3, 10, 20, 0)
    assert (day_of(at, NEW_YORK, 4), day_of(at, KOLKATA, 0)) == (date(2026, 3, 10), date(2026, 3, 11))


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (BERLIN, date(2026, 3, 28), 23),
        (BERLIN, date(2026, 10, 24), 25),
        (NEW_YORK, date(2026, 3, 7), 23),
        (NEW_YORK, date(2026, 10, 31), 25),
        (LORD_HOWE, date(2026, 4, 4), 24.5),
        (BERLIN, date(2026, 6, 1), 24),
    ],
)
def test_the_day_of_a_clock_change_is_as_long_as_it_is(zone, day, hours):
    assert starts_at(day + DAY, zone, 4) - starts_at(day, zone, 4) == hours * HOUR


def test_a_day_that_would_begin_in_the_skipped_hour_begins_when_clocks_go_on():
    assert starts_at(date(2026, 3, 29), BERLIN, 2) == utc(2026, 3, 29, 1, 0)


def test_an_evening_over_the_boundary_is_split_there():
    parts = split(utc(2026, 3, 10, 2, 0), utc(2026, 3, 10, 4, 30), BERLIN, 4)
    assert parts == [(date(2026, 3, 9), HOUR), (date(2026, 3, 10), 1.5 * HOUR)]


def test_a_night_through_the_change_of_clocks_keeps_every_minute():
    spring = split(utc(2026, 3, 28, 23, 0), utc(2026, 3, 29, 4, 0), BERLIN, 4)
    assert spring == [(date(2026, 3, 28), 3 * HOUR), (date(2026, 3, 29), 2 * HOUR)]


def test_weeks_begin_on_monday_at_the_hour_of_the_day():
    assert week_of(utc(2026, 3, 9, 2, 59), BERLIN, 4) == date(2026, 3, 2)
    assert week_of(utc(2026, 3, 9, 3, 0), BERLIN, 4) == date(2026, 3, 9)


def test_what_lies_before_a_moment_does_not_count_after_it():
    assert overlap(utc(2026, 3, 1, 10), utc(2026, 3, 1, 12), utc(2026, 3, 1, 11)) == HOUR
    assert overlap(utc(2026, 3, 1, 10), utc(2026, 3, 1, 12), utc(2026, 3, 1, 13)) == timedelta()


@given(
    start=st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC)),
    minutes=st.integers(0, 5000),
    zone=st.sampled_from([BERLIN, NEW_YORK, LORD_HOWE, KOLKATA, UTC]),
    hour=st.integers(0, 23),
)
def test_however_it_is_split_nothing_is_lost_and_every_part_lies_in_its_day(start, minutes, zone, hour):
    end = start + timedelta(minutes=minutes)
    parts = split(start, end, zone, hour)
    assert sum((part for _, part in parts), timedelta()) == end - start
    assert [day for day, _ in parts] == sorted({day for day, _ in parts})
    assert all(part <= starts_at(day + DAY, zone, hour) - starts_at(day, zone, hour) for day, part in parts)
