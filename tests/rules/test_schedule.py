"""When rules of the clock are due."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from engine.kernel.calendar import Calendar
from engine.kernel.clock import Moment
from engine.rules.schedule import daily, dates_due, next_due, parse_cron

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).astimezone(UTC)


def moment(text: str) -> Moment:
    return Moment(local(text), SHANGHAI)


@pytest.mark.parametrize(
    ("line", "after", "due"),
    [
        ("0 2 1 * *", "2026-03-02 12:00", "2026-04-01 02:00"),
        ("*/15 9-18 * * 1-5", "2026-03-06 18:50", "2026-03-09 09:00"),
        ("30 8 * * 0", "2026-03-02 12:00", "2026-03-08 08:30"),
        ("30 8 * * 7", "2026-03-02 12:00", "2026-03-08 08:30"),
        ("0 0 29 2 *", "2026-03-02 12:00", "2028-02-29 00:00"),
        ("0 9 13 * 5", "2026-03-02 12:00", "2026-03-06 09:00"),
        ("0 9,17 * * *", "2026-03-02 09:00", "2026-03-02 17:00"),
    ],
)
def test_the_next_time_a_line_names(line: str, after: str, due: str) -> None:
    cron = parse_cron(line)
    assert cron is not None
    assert next_due(cron, moment(after)) == local(due)


@pytest.mark.parametrize(
    "line", ["", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "a * * * *", "5-1 * * * *", "*/0 * * * *"]
)
def test_nonsense_is_no_schedule(line: str) -> None:
    assert parse_cron(line) is None


def test_a_day_that_never_comes() -> None:
    cron = parse_cron("0 0 31 2 *")
    assert cron is not None
    assert next_due(cron, moment("2026-03-02 12:00")) is None


def test_working_days_only() -> None:
    assert next_due(daily(time(9)), moment("2026-03-06 10:00"), working=True) == local("2026-03-09 09:00")


class TestDatesDue:
    def test_offsets_count_from_the_date_of_the_record(self) -> None:
        assert dates_due((-3, 0, 7), date(2026, 3, 4)) == (
            (-3, date(2026, 3, 7)),
            (0, date(2026, 3, 4)),
            (7, date(2026, 2, 25)),
        )

    def test_what_falls_on_a_day_off_waits_for_the_next_working_day(self) -> None:
        calendar = Calendar()
        assert dates_due((0,), date(2026, 3, 7), calendar) == ()
        assert dates_due((0,), date(2026, 3, 9), calendar) == (
            (0, date(2026, 3, 9)),
            (0, date(2026, 3, 8)),
            (0, date(2026, 3, 7)),
        )

    def test_nothing_is_lost_or_doubled_over_a_year_with_holidays(self) -> None:
        calendar = Calendar(frozenset({date(2026, 10, day) for day in range(1, 8)}), frozenset({date(2026, 10, 10)}))
        days = [date.fromordinal(date(2026, 9, 1).toordinal() + offset) for offset in range(60)]
        seen = [day for today in days for _, day in dates_due((0,), today, calendar)]
        assert sorted(seen) == sorted(set(seen))
        assert set(days[5:-5]) <= set(seen)
