"""Date arithmetic: month ends clamp, days that do not exist are unknown, nothing leaves the years 1 to 9999."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.expr.numbers import whole

MAX_DAYS = 4_000_000
MAX_MONTHS = 120_000
MAX_MINUTES = 2_000_000_000
"""Counts are held within these: more leaves the calendar anyway."""

FIRST_INSTANT = datetime(1, 1, 2, tzinfo=UTC)
LAST_INSTANT = datetime(9999, 12, 30, 23, 59, 59, 999999, UTC)
"""Computed instants lie between these, so that every time zone can name their day."""

DATE_PATTERN = "YYYY-MM-DD"
DATETIME_PATTERN = "YYYY-MM-DD HH:mm"

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TOKENS = re.compile(r"YYYY|YY|MM|M|DD|D|HH|mm|ss|[A-Za-z]+|[^A-Za-z]+")
"""Pieces of a pattern; other letters are refused, everything else stands for itself."""

_FORMATS = {
    "YYYY": "{0.year:04}",
    "MM": "{0.month:02}",
    "M": "{0.month}",
    "DD": "{0.day:02}",
    "D": "{0.day}",
    "HH": "{0.hour:02}",
    "mm": "{0.minute:02}",
    "ss": "{0.second:02}",
}


def pieces(pattern: str) -> tuple[str, ...]:
    """ "YYYY年M月" → ("YYYY", "年", "M", "月")."""
    return tuple(TOKENS.findall(pattern))


def is_pattern(pattern: str) -> bool:
    return all(
        piece == "YY" or piece in _FORMATS or not piece[0].isascii() or not piece[0].isalpha()
        for piece in pieces(pattern)
    )


def spelled(value: datetime, pattern: str) -> str:
    """(2026-03-01 09:05, "YYYY年M月D日 HH:mm") → "2026年3月1日 09:05"."""
    return "".join(
        f"{value.year % 100:02}" if piece == "YY" else _FORMATS.get(piece, "{1}").format(value, piece)
        for piece in pieces(pattern)
    )


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def make(year: Decimal, month: Decimal, day: Decimal) -> date | None:
    try:
        return date(whole(year, 0, 10_000), whole(month, 0, 13), whole(day, 0, 32))
    except ValueError:
        return None


def read(text: str) -> date | None:
    """ "2026-01-31" → the day; every other spelling is the importer's business."""
    if _ISO.fullmatch(text) is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def at(zone: ZoneInfo, day: date, hour: Decimal | None = None, minute: Decimal | None = None) -> datetime | None:
    """The instant people of the zone call that day at hour:minute."""
    hours, minutes = (whole(part or Decimal(0), -1, 60) for part in (hour, minute))
    try:
        return _within(datetime.combine(day, time(hours, minutes), zone).astimezone(UTC))
    except (ValueError, OverflowError):
        return None


def _within(instant: datetime) -> datetime | None:
    return instant if FIRST_INSTANT <= instant <= LAST_INSTANT else None


def local(zone: ZoneInfo, instant: datetime) -> datetime:
    return min(max(instant, FIRST_INSTANT), LAST_INSTANT).astimezone(zone)


def local_date(zone: ZoneInfo, instant: datetime) -> date:
    return local(zone, instant).date()


def add_days(day: date, count: Decimal) -> date | None:
    try:
        return day + timedelta(days=whole(count, -MAX_DAYS, MAX_DAYS))
    except OverflowError:
        return None


def add_months(day: date, count: Decimal) -> date | None:
    """Jan 31 + 1 month → Feb 28 or 29."""
    months = day.year * 12 + day.month - 1 + whole(count, -MAX_MONTHS, MAX_MONTHS)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_minutes(instant: datetime, count: Decimal) -> datetime | None:
    try:
        return _within(instant + timedelta(minutes=whole(count, -MAX_MINUTES, MAX_MINUTES)))
    except OverflowError:
        return None


def days(start: date, end: date) -> Decimal:
    return Decimal((end - start).days)


def months(start: date, end: date) -> Decimal:
    """Complete months: Jan 31 → Feb 28 is one, because one month after Jan 31 is Feb 28."""
    if end < start:
        return -months(end, start)
    count = (end.year - start.year) * 12 + end.month - start.month
    reached = add_months(start, Decimal(count))
    return Decimal(count - 1 if reached is not None and reached > end else count)


def seconds(start: datetime, end: datetime) -> Decimal:
    passed = end - start
    return Decimal(passed.days * 86_400 + passed.seconds) + Decimal(passed.microseconds) / 1_000_000


def month_start(day: date) -> date:
    return day.replace(day=1)


def month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def quarter(day: date) -> int:
    return (day.month + 2) // 3


def quarter_start(day: date) -> date:
    return date(day.year, quarter(day) * 3 - 2, 1)


def year_start(day: date) -> date:
    return date(day.year, 1, 1)


def week_start(day: date) -> date:
    """The Monday of the week."""
    return day - timedelta(days=day.weekday())
