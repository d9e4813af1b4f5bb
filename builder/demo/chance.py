"""Chance and time of the made-up office: everything is drawn from one handed-in source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import count
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

T = TypeVar("T")

MONTH_WEIGHT = {
    1: 1.0,
    2: 0.55,
    3: 1.2,
    4: 1.15,
    5: 1.05,
    6: 0.95,
    7: 0.88,
    8: 0.95,
    9: 1.1,
    10: 0.92,
    11: 1.15,
    12: 1.22,
}
"""How busy a month is against the average: quiet around New Year's Day of the farmers' calendar, busy before it."""

WEEKDAY_WEIGHT = (1.1, 1.15, 1.1, 1.05, 1.0, 0.55, 0.3)


@dataclass(slots=True)
class Chance:
    """Draws, and the calendar around the day the demo is made."""

    random: Random
    now: datetime
    zone: ZoneInfo
    _numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def name(self, form: str) -> str:
        """The next name of a form: "lead-1", "lead-2", …"""
        return f"{form}-{next(self._numbers.setdefault(form, count(1)))}"

    def happens(self, probability: float) -> bool:
        return self.random.random() < probability

    def one(self, items: Sequence[T]) -> T:
        return self.random.choice(items)

    def weighted(self, items: Mapping[T, float]) -> T:
        return self.random.choices(list(items), list(items.values()))[0]

    def some(self, items: Sequence[T], most: int) -> list[T]:
        return self.random.sample(items, self.random.randint(0, most))

    def whole(self, low: int, high: int) -> int:
        return self.random.randint(low, high)

    def skewed(self, middle: float, spread: float, step: int = 100) -> Decimal:
        """An amount around `middle` with a long tail, rounded to `step`."""
        value = Decimal(repr(middle * self.random.lognormvariate(0, spread)))
        return (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step

    def rate(self, low: float, high: float, digits: int = 4) -> Decimal:
        return Decimal(repr(self.random.uniform(low, high))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)

    def at(self, on: date, first: int = 9, last: int = 18) -> datetime:
        """A time of that day in office hours, never later than now."""
        minute = self.random.randint(first * 60, last * 60)
        moment = datetime.combine(on, time(minute // 60, minute % 60, self.random.randint(0, 59)), self.zone)
        return min(moment, self.now)

    def later(self, start: datetime, low: float, high: float) -> datetime:
        """So many days later, in office hours; a Sunday is moved to Monday."""
        on = (start + timedelta(days=self.random.uniform(low, high))).astimezone(self.zone).date()
        on += timedelta(days=1) if on.weekday() == 6 else timedelta()
        minute = self.random.randint(9 * 60, 18 * 60)
        moment = datetime.combine(on, time(minute // 60, minute % 60, self.random.randint(0, 59)), self.zone)
        return max(moment, start + timedelta(minutes=20))

    def past(self, moment: datetime) -> bool:
        return moment <= self.now

    def year(self) -> list[date]:
        """The days of the last thirteen months, today included: the first cases need a month to become loans."""
        return [self.today - timedelta(days=ago) for ago in range(395, -1, -1)]

    def busy(self, on: date) -> float:
        """How much comes in on a day, against an average day; business grows by a quarter over the year."""
        growth = 1.12 - 0.25 * (self.today - on).days / 365
        return MONTH_WEIGHT[on.month] * WEEKDAY_WEIGHT[on.weekday()] * growth


def months_later(on: date, months: int) -> date:
    """The same day some months later; the 31st becomes the last day there is."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    for back in range(4):
        try:
            return date(year, month + 1, on.day - back)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
