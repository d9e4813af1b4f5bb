"""Periods, and what they are compared with."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.fields.filters import PERIODS
from engine.kernel.clock import Moment
from engine.reports.compiled import Bucket, Compare
from engine.reports.periods import Period, bucket_at, bucket_text, compared, period_of, shifted, start_of

NOW = Moment(datetime(2026, 11, 20, 17, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))  # the 21st there


def day(text: str) -> date:
    return date.fromisoformat(text)


def period(start: str, end: str) -> Period:
    return Period(day(start), day(end))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("today", period("2026-11-21", "2026-11-22")),
        ("this_week", period("2026-11-16", "2026-11-23")),
        ("last_month", period("2026-10-01", "2026-11-01")),
        ("this_quarter", period("2026-10-01", "2027-01-01")),
        ("this_year", period("2026-01-01", "2027-01-01")),
        ("last_7_days", period("2026-11-15", "2026-11-22")),
        ({"from": "2026-02-01", "to": "2026-02-28"}, period("2026-02-01", "2026-03-01")),
        ({"from": "2026-02-01"}, None),
        ({"from": "2026-02-01", "to": None}, None),
        ({"from": 5, "to": "2026-02-30"}, None),
        ("past", None),
        ("someday", None),
        (5, None),
    ],
)
def test_a_period_in_days(value: object, expected: Period | None) -> None:
    assert period_of(value, NOW) == expected


def test_every_named_period_is_known() -> None:
    assert {key for key in PERIODS if period_of(key, NOW) is None} == {"past", "future"}


@pytest.mark.parametrize(
    ("compare", "asked", "today", "current", "previous"),
    [
        # the month is still running: as many days of the one before
        ("previous_month", None, "2026-11-21", ("2026-11-01", "2026-11-22"), ("2026-10-01", "2026-10-22")),
        ("previous_month", ("2026-01-01", "2027-01-01"), "2026-11-21", ("2026-11-01", "2026-11-22"), ("2026-10-01", "2026-10-22")),
        # a month that is over: all of it
        ("previous_month", ("2026-03-01", "2026-04-01"), "2026-11-21", ("2026-03-01", "2026-04-01"), ("2026-02-01", "2026-03-01")),
        ("previous_month", None, "2026-11-30", ("2026-11-01", "2026-12-01"), ("2026-10-01", "2026-11-01")),
        # the month before is shorter
        ("previous_month", None, "2026-03-30", ("2026-03-01", "2026-03-31"), ("2026-02-01", "2026-03-01")),
        ("previous_year", None, "2024-02-29", ("2024-01-01", "2024-03-01"), ("2023-01-01", "2023-03-01")),
        ("previous_day", None, "2026-11-21", ("2026-11-21", "2026-11-22"), ("2026-11-20", "2026-11-21")),
        ("previous_week", None, "2026-11-18", ("2026-11-16", "2026-11-19"), ("2026-11-09", "2026-11-12")),
        ("previous_quarter", None, "2026-12-31", ("2026-10-01", "2027-01-01"), ("2026-07-01", "2026-10-01")),
        ("previous_period", ("2026-02-01", "2026-02-11"), "2026-11-21", ("2026-02-01", "2026-02-11"), ("2026-01-22", "2026-02-01")),
        # days to come
        ("previous_month", ("2027-02-01", "2027-03-01"), "2026-11-21", ("2027-02-01", "2027-03-01"), ("2027-01-01", "2027-02-01")),
    ],
)  # fmt: skip
def test_compared(
    compare: str, asked: tuple[str, str] | None, today: str, current: tuple[str, str], previous: tuple[str, str]
) -> None:
    given_period = None if asked is None else period(*asked)
    assert compared(Compare(compare), given_period, day(today)) == (period(*current), period(*previous))


@given(st.sampled_from(Bucket), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_a_day_lies_in_its_bucket(bucket: Bucket, at: date) -> None:
    start = start_of(bucket, at)
    whole = bucket_at(bucket, start)
    assert whole.start <= at < whole.end
    assert start_of(bucket, whole.end - timedelta(days=1)) == start
    assert start_of(bucket, whole.end) == whole.end == shifted(bucket, start, 1)
    assert shifted(bucket, shifted(bucket, start, 1), -1) == start


@given(st.sampled_from(Compare), st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_what_is_compared_is_before(compare: Compare, today: date) -> None:
    current, previous = compared(compare, None, today)
    assert previous.start < previous.end <= current.start < current.end
    assert current.start <= today < current.end


@pytest.mark.parametrize(
    ("bucket", "start", "zh", "en"),
    [
        (Bucket.DAY, "2026-11-01", "2026年11月1日", "2026-11-01"),
        (Bucket.WEEK, "2025-12-29", "2026年第1周", "2026-W01"),
        (Bucket.MONTH, "2026-11-01", "2026年11月", "2026-11"),
        (Bucket.QUARTER, "2026-10-01", "2026年4季度", "2026 Q4"),
        (Bucket.YEAR, "2026-01-01", "2026年", "2026"),
    ],
)
def test_what_a_bucket_is_called(bucket: Bucket, start: str, zh: str, en: str) -> None:
    assert bucket_text(bucket, day(start), "zh-CN") == zh
    assert bucket_text(bucket, day(start), "en") == en
