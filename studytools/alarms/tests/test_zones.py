"""When an alarm rings, wherever its setter lives and whatever their clocks do."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooms.live.protocol import Refused
from studytools.alarms.zones import last_ring, moment_of, named, next_ring

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
LORD_HOWE, KOLKATA, APIA = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia")
NO_DAYS, WEEKDAYS, SUNDAYS = (), (1, 2, 3, 4, 5), (7,)


def utc(*parts):
    return datetime(*parts, tzinfo=UTC)


def series(clock, weekdays, where, after, n):
    """The next n rings, in that zone's own time."""
    found = []
    for _ in range(n):
        after = next_ring(clock, weekdays, where, after)
        found.append(after.astimezone(where))
    return found


def test_a_time_of_day_is_that_of_the_zone():
    assert moment_of(date(2026, 1, 15), time(7, 30), BERLIN) == utc(2026, 1, 15, 6, 30)
    assert moment_of(date(2026, 7, 15), time(7, 30), BERLIN) == utc(2026, 7, 15, 5, 30)
    assert moment_of(date(2026, 7, 15), time(7, 30), KOLKATA) == utc(2026, 7, 15, 2, 0)
    assert moment_of(date(2026, 7, 15), time(7, 30), LORD_HOWE) == utc(2026, 7, 14, 21, 0)


@pytest.mark.parametrize(
    ("where", "day", "clock", "rings"),
    [
        (BERLIN, date(2026, 3, 29), time(2, 0), utc(2026, 3, 29, 1, 0)),
        (BERLIN, date(2026, 3, 29), time(2, 30), utc(2026, 3, 29, 1, 0)),
        (BERLIN, date(2026, 3, 29), time(2, 59), utc(2026, 3, 29, 1, 0)),
        (NEW_YORK, date(2026, 3, 8), time(2, 30), utc(2026, 3, 8, 7, 0)),
        (LORD_HOWE, date(2026, 10, 4), time(2, 15), utc(2026, 10, 3, 15, 30)),
        (APIA, date(2011, 12, 30), time(7, 30), utc(2011, 12, 30, 10, 0)),
    ],
)
def test_a_time_that_the_clocks_skip_rings_at_the_first_moment_after_the_gap(where, day, clock, rings):
    assert moment_of(day, clock, where) == rings


@pytest.mark.parametrize(
    ("where", "day", "clock", "rings"),
    [
        (BERLIN, date(2026, 10, 25), time(2, 30), utc(2026, 10, 25, 0, 30)),
        (NEW_YORK, date(2026, 11, 1), time(1, 30), utc(2026, 11, 1, 5, 30)),
        (LORD_HOWE, date(2026, 4, 5), time(1, 45), utc(2026, 4, 4, 14, 45)),
    ],
)
def test_a_time_that_happens_twice_rings_once_at_the_first(where, day, clock, rings):
    assert moment_of(day, clock, where) == rings
    assert next_ring(clock, NO_DAYS, where, rings).astimezone(where).date() == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("where", "day"),
    [
        (BERLIN, date(2026, 3, 29)),
        (BERLIN, date(2026, 10, 25)),
        (NEW_YORK, date(2026, 3, 8)),
        (NEW_YORK, date(2026, 11, 1)),
        (LORD_HOWE, date(2026, 4, 5)),
        (LORD_HOWE, date(2026, 10, 4)),
        (KOLKATA, date(2026, 3, 29)),
    ],
)
def test_repeated_on_weekdays_it_keeps_its_time_of_day_over_both_changes(where, day):
    start = datetime.combine(day - timedelta(days=4), time(12), where)
    found = series(time(7, 30), WEEKDAYS, where, start, 12)
    assert {at.time() for at in found} == {time(7, 30)}
    days = [start.date() + timedelta(days=n) for n in range(1, 30)]
    assert [at.date() for at in found] == [day for day in days if day.isoweekday() in WEEKDAYS][:12]


@pytest.mark.parametrize(("where", "gap", "lands"), [(BERLIN, date(2026, 3, 29), time(3, 0)), (LORD_HOWE, date(2026, 10, 4), time(2, 30))])
def test_a_daily_alarm_in_the_gap_rings_each_day_once(where, gap, lands):
    found = series(time(2, 15), range(1, 8), where, datetime.combine(gap - timedelta(days=2), time(12), where), 4)
    assert [at.date() for at in found] == [gap + timedelta(days=n) for n in (-1, 0, 1, 2)]
    assert [at.time() for at in found] == [time(2, 15), lands, time(2, 15), time(2, 15)]


def test_without_weekdays_it_rings_at_the_next_such_time():
    assert next_ring(time(7, 30), NO_DAYS, BERLIN, utc(2026, 1, 15, 6, 29)) == utc(2026, 1, 15, 6, 30)
    assert next_ring(time(7, 30), NO_DAYS, BERLIN, utc(2026, 1, 15, 6, 30)) == utc(2026, 1, 16, 6, 30)


def test_on_one_weekday_it_rings_a_week_later_even_if_the_week_is_an_hour_short():
    first = next_ring(time(3, 30), SUNDAYS, BERLIN, utc(2026, 3, 20, 0, 0))
    second = next_ring(time(3, 30), SUNDAYS, BERLIN, first)
    assert (first, second) == (utc(2026, 3, 22, 2, 30), utc(2026, 3, 29, 1, 30))
    assert second - first == timedelta(days=7, hours=-1)


def test_the_last_ring_is_the_latest_one_that_is_past():
    assert last_ring(time(7, 30), WEEKDAYS, BERLIN, utc(2026, 1, 18, 12)) == utc(2026, 1, 16, 6, 30)
    assert last_ring(time(7, 30), SUNDAYS, BERLIN, utc(2026, 1, 18, 6, 29)) == utc(2026, 1, 11, 6, 30)
    assert last_ring(time(7, 30), SUNDAYS, BERLIN, utc(2026, 1, 18, 6, 30)) == utc(2026, 1, 18, 6, 30)
    assert last_ring(time(7, 30), NO_DAYS, LORD_HOWE, utc(2026, 1, 18, 12)) == utc(2026, 1, 17, 20, 30)


def test_every_zone_has_a_next_and_a_last_ring_at_any_time_of_day():
    for name in ("Pacific/Kiritimati", "Etc/GMT+12", "Pacific/Apia", "America/Sao_Paulo", "Africa/Casablanca", "Asia/Calcutta"):
        for hour in range(0, 24, 5):
            for now in (utc(2026, 3, 29, hour), utc(2011, 12, 30, hour)):
                for day in range(1, 8):
                    after, by = next_ring(time(hour, 1), (day,), named(name), now), last_ring(time(hour, 1), (day,), named(name), now)
                    assert by <= now < after <= by + timedelta(days=8, hours=1)


MINUTE = timedelta(minutes=1)
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "Africa/Casablanca", "America/St_Johns", "Pacific/Chatham"]


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    st.sets(st.integers(1, 7)),
    st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
def test_whenever_and_wherever_it_rings_at_its_time_on_its_day_or_right_after_a_gap(name, clock, weekdays, after):
    where = named(name)
    rings = next_ring(clock, weekdays, where, after)
    assert after < rings <= after + timedelta(days=8)
    assert last_ring(clock, weekdays, where, rings) == rings
    local = rings.astimezone(where)
    assert not weekdays or local.isoweekday() in weekdays
    if local.time() != clock:
        before = (rings - MINUTE).astimezone(where).replace(tzinfo=None)
        assert before.time() < clock < local.time()
        assert local.replace(tzinfo=None) - before > MINUTE


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "europe/berlin", "../../etc/passwd", "/etc/localtime", "Europe/Berlin\x00", "é"])
def test_an_unknown_zone_is_refused(name):
    with pytest.raises(Refused, match="unknown-zone"):
        named(name)
