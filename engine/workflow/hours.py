"""Working hours: "4 hours" from Friday 17:00 are up on Monday at noon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from engine.kernel.clock import Moment

HOURS = ((time(9), time(12)), (time(13), time(18)))
"""When people work on a working day, in the workspace's zone."""

_HORIZON_DAYS = 3660


def add_work(moment: Moment, hours: Decimal) -> datetime:
    """So many hours of work from now; the end of a span counts as reached. Without working days, plain hours."""
    left = timedelta(seconds=float(hours * 3600))
    for opens, end in _spans(moment):
        begin = max(opens, moment.now)
        if begin >= end:
            continue
        if end - begin >= left:
            return begin + left
        left -= end - begin
    return moment.now + left


def _spans(moment: Moment) -> Iterator[tuple[datetime, datetime]]:
    for offset in range(_HORIZON_DAYS):
        day = moment.today + timedelta(days=offset)
        if moment.calendar.is_workday(day):
            for begin, end in HOURS:
                yield _instant(day, begin, moment), _instant(day, end, moment)


def _instant(day: date, at: time, moment: Moment) -> datetime:
    return datetime.combine(day, at, moment.zone).astimezone(UTC)
