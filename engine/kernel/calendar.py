"""Which days people work: Monday to Friday, but for the holidays and make-up days of a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5
MAX_STEPS = 10_000
"""Working days that can be counted off one by one, about forty years."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """`off` are holidays on working weekdays, `on` the weekends that are worked to make up for them."""

    off: frozenset[date] = frozenset()
    on: frozenset[date] = frozenset()

    def is_workday(self, day: date) -> bool:
        if day in self.on:
            return True
        return day.weekday() < SATURDAY and day not in self.off

    def between(self, start: date, end: date) -> int:
        """Working days from start to end, both counted: Monday to Friday of one week → 5; backwards → negative."""
        if end < start:
            return -self.between(end, start)
        weeks, rest = divmod((end - start).days + 1, 7)
        weekdays = weeks * 5 + sum((start.weekday() + i) % 7 < SATURDAY for i in range(rest))
        lost = sum(start <= day <= end and day.weekday() < SATURDAY for day in self.off)
        won = sum(start <= day <= end and (day.weekday() >= SATURDAY or day in self.off) for day in self.on)
        return weekdays - lost + won

    def after(self, day: date, count: int) -> date | None:
        """The count-th working day after (or, negative, before) the day: Friday + 1 → Monday; + 0 → the day itself."""
        if abs(count) > MAX_STEPS:
            return None
        step = timedelta(days=1 if count > 0 else -1)
        try:
            for _ in range(abs(count)):
                day += step
                while not self.is_workday(day):
                    day += step
        except OverflowError:
            return None
        return day


WEEKDAYS = Calendar()
