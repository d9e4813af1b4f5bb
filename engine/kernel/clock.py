"""Time as a value that is handed in, so that scenarios and tests decide what "now" is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from engine.kernel.calendar import WEEKDAYS, Calendar


class Clock(Protocol):
    def now(self) -> datetime:
        """The instant, aware and in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(slots=True)
class VirtualClock:
    """A clock that stands still until it is moved."""

    instant: datetime

    def now(self) -> datetime:
        return self.instant

    def advance(self, by: timedelta) -> None:
        self.instant += by


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant as a request sees it: the same "now", "today" and working days for everything the request does."""

    now: datetime
    zone: ZoneInfo
    calendar: Calendar = WEEKDAYS

    @classmethod
    def of(cls, clock: Clock, zone: ZoneInfo, calendar: Calendar = WEEKDAYS) -> Moment:
        return cls(clock.now(), zone, calendar)

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()
