"""Periods of the calendar, and the one before."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from engine.expr import Checked, Names, check, evaluate
from engine.fields.filters import BY_KEY, PERIODS, literal
from engine.kernel.clock import Moment
from engine.kernel.json import Json
from engine.reports.compiled import Bucket, Compare

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to the one before `end`."""

    start: date
    end: date

    def expression(self, path: str) -> str:
        """The days of a path that lie in it."""
        return f"(DATEVALUE({path}) >= {literal(self.start)} and DATEVALUE({path}) < {literal(self.end)})"

    def wire(self) -> Json:
        """First and last day."""
        return {"from": self.start.isoformat(), "to": (self.end - DAY).isoformat()}


def period_of(value: Json, moment: Moment) -> Period | None:
    """ "this_month" or {"from": …, "to": …} as days; None where an end is open."""
    if isinstance(value, str) and value in PERIODS:
        span = BY_KEY[value].span
        return None if span is None else Period(_day(span[0], moment), _day(span[1], moment))
    if not isinstance(value, dict) or set(value) != {"from", "to"}:
        return None
    try:
        return Period(date.fromisoformat(value["from"]), date.fromisoformat(value["to"]) + DAY)
    except (TypeError, ValueError, OverflowError):
        return None


def _day(text: str, moment: Moment) -> date:
    checked = check(text, Names({}))
    assert isinstance(checked, Checked), text
    day = evaluate(checked, {}, moment)
    assert isinstance(day, date), text
    return day


def start_of(bucket: Bucket, day: date) -> date:
    """(month, 2026-11-21) → 2026-11-01."""
    match bucket:
        case Bucket.DAY:
            return day
        case Bucket.WEEK:
            return day - timedelta(days=day.weekday())
        case Bucket.MONTH:
            return day.replace(day=1)
        case Bucket.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case Bucket.YEAR:
            return day.replace(month=1, day=1)


def shifted(bucket: Bucket, day: date, count: int) -> date:
    """(month, 2026-03-31, -1) → 2026-02-28; a day the month does not have becomes its last."""
    if bucket in _DAYS:
        return day + timedelta(days=_DAYS[bucket] * count)
    months = day.year * 12 + day.month - 1 + _MONTHS[bucket] * count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def bucket_at(bucket: Bucket, start: date) -> Period:
    return Period(start, shifted(bucket, start, 1))


_DAYS: Mapping[Bucket, int] = MappingProxyType({Bucket.DAY: 1, Bucket.WEEK: 7})
_MONTHS: Mapping[Bucket, int] = MappingProxyType({Bucket.MONTH: 1, Bucket.QUARTER: 3, Bucket.YEAR: 12})
_UNITS: Mapping[Compare, Bucket] = MappingProxyType(
    {
        Compare.PREVIOUS_DAY: Bucket.DAY,
        Compare.PREVIOUS_WEEK: Bucket.WEEK,
        Compare.PREVIOUS_MONTH: Bucket.MONTH,
        Compare.PREVIOUS_QUARTER: Bucket.QUARTER,
        Compare.PREVIOUS_YEAR: Bucket.YEAR,
    }
)


def compared(compare: Compare, asked: Period | None, today: date) -> tuple[Period, Period]:
    """The period that is looked at, and the one it is compared with.

    The unit (this month) at the end of the days asked for, against the unit before. One that is still running is
    compared with as many days of the one before: 1 to 21 November with 1 to 21 October.
    """
    if compare is Compare.PREVIOUS_PERIOD and asked is not None:
        return asked, Period(asked.start - (asked.end - asked.start), asked.start)
    unit = _UNITS.get(compare, Bucket.MONTH)
    last = today if asked is None else min(max(today, asked.start), asked.end - DAY)
    current = bucket_at(unit, start_of(unit, last))
    before = shifted(unit, current.start, -1)
    if not current.start <= today < current.end - DAY:
        return current, Period(before, current.start)
    elapsed = min(shifted(unit, today, -1) + DAY, current.start)
    return Period(current.start, today + DAY), Period(before, elapsed)


Words = Callable[[date], str]

ZH: Mapping[Bucket, Words] = MappingProxyType(
    {
        Bucket.DAY: lambda day: f"{day.year}年{day.month}月{day.day}日",
        Bucket.WEEK: lambda day: f"{day.isocalendar().year}年第{day.isocalendar().week}周",
        Bucket.MONTH: lambda day: f"{day.year}年{day.month}月",
        Bucket.QUARTER: lambda day: f"{day.year}年{(day.month + 2) // 3}季度",
        Bucket.YEAR: lambda day: f"{day.year}年",
    }
)
EN: Mapping[Bucket, Words] = MappingProxyType(
    {
        Bucket.DAY: lambda day: day.isoformat(),
        Bucket.WEEK: lambda day: f"{day.isocalendar().year}-W{day.isocalendar().week:02d}",
        Bucket.MONTH: lambda day: f"{day:%Y-%m}",
        Bucket.QUARTER: lambda day: f"{day.year} Q{(day.month + 2) // 3}",
        Bucket.YEAR: lambda day: f"{day:%Y}",
    }
)


def bucket_text(bucket: Bucket, start: date, locale: str) -> str:
    """(month, 2026-11-01) → "2026年11月", "2026-11"."""
    return (EN if locale.startswith("en") else ZH)[bucket](start)
