"""When a rule of the clock is due: cron lines, and dates with offsets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from engine.kernel.calendar import Calendar
from engine.kernel.clock import Moment

_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_HORIZON_DAYS = 366 * 8


@dataclass(frozen=True, slots=True)
class Cron:
    """`weekdays` count from Monday = 0; day of month and weekday are alternatives when both are given, as in cron."""

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool

    def falls_on(self, day: date) -> bool:
        if day.month not in self.months:
            return False
        by_date, by_weekday = day.day in self.days, day.weekday() in self.weekdays
        return by_date or by_weekday if self.either_day else by_date and by_weekday


def daily(at: time) -> Cron:
    """Every day at one time."""
    whole = [frozenset(range(low, high + 1)) for low, high in _RANGES]
    return Cron((at.minute,), (at.hour,), whole[2], whole[3], frozenset(range(7)), False)


def parse_cron(text: str) -> Cron | None:
    """ "0 2 1 * *" → at 02:00 on the first; "*/15 9-18 * * 1-5" → quarters of office hours; nonsense → None."""
    parts = text.split()
    if len(parts) != len(_RANGES):
        return None
    sets = [_numbers(part, low, high) for part, (low, high) in zip(parts, _RANGES, strict=True)]
    if any(not one for one in sets):
        return None
    minutes, hours, days, months, weekdays = sets
    monday_first = frozenset((number - 1) % 7 for number in weekdays)
    either = parts[2] != "*" and parts[4] != "*"
    return Cron(tuple(sorted(minutes)), tuple(sorted(hours)), days, months, monday_first, either)


def _numbers(part: str, low: int, high: int) -> frozenset[int]:
    """ "1-5" → {1, …, 5}; "*/20" → {0, 20, 40}; "8,20" → both; what is out of range or not a number → empty."""
    found: set[int] = set()
    for piece in part.split(","):
        span, _, step = piece.partition("/")
        first, dash, last = (str(low), "-", str(high)) if span == "*" else span.partition("-")
        numbers = (first, last if dash else (str(high) if step else first), step or "1")
        if not all(number.isascii() and number.isdigit() for number in numbers):
            return frozenset()
        start, end, stride = (int(number) for number in numbers)
        if not low <= start <= end <= high or stride == 0:
            return frozenset()
        found.update(range(start, end + 1, stride))
    return frozenset(found)


def next_due(cron: Cron, after: Moment, *, working: bool = False) -> datetime | None:
    """The first instant later than `after` that the line names, in UTC; `working`: on working days. None: never."""
    local = after.now.astimezone(after.zone)
    for offset in range(_HORIZON_DAYS):
        day = local.date() + timedelta(days=offset)
        if not cron.falls_on(day) or (working and not after.calendar.is_workday(day)):
            continue
        for hour in cron.hours:
            for minute in cron.minutes:
                instant = instant_of(day, time(hour, minute), after)
                if instant > after.now:
                    return instant
    return None


def instant_of(day: date, at: time, moment: Moment) -> datetime:
    """09:00 on a day in the workspace's zone → the instant in UTC; a time that a clock change skips comes after it."""
    return datetime.combine(day, at, moment.zone).astimezone(UTC)


def dates_due(offset_days: Iterable[int], today: date, days: Calendar | None = None) -> tuple[tuple[int, date], ...]:
    """(offset, date of the record) for which a reminder falls on `today`: ([-3, 0], Nov 18) → (-3, 21), (0, 18).

    With `days`, what falls on a day off is due on the next working day: on a Monday also Saturday's and Sunday's.
    """
    if days is None:
        return tuple((offset, today - timedelta(days=offset)) for offset in offset_days)
    if not days.is_workday(today):
        return ()
    due = [today]
    while not days.is_workday(due[-1] - timedelta(days=1)) and len(due) < 60:
        due.append(due[-1] - timedelta(days=1))
    return tuple((offset, day - timedelta(days=offset)) for offset in offset_days for day in due)
