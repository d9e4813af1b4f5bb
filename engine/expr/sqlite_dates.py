"""Dates in SQLite where its own functions are exact: a date is the text 'YYYY-MM-DD'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from engine.expr.sqlvalue import Element


def integer_at(start: int, size: int) -> Callable[[Element], Element]:
    """The digits at a place: (6, 2) of '2026-03-01' → 3."""
    return lambda value: sa.cast(sa.func.substr(value, start, size), sa.Integer)


def month_start(value: Element) -> Element:
    return sa.func.substr(value, 1, 7).concat("-01")


def year_start(value: Element) -> Element:
    return sa.func.substr(value, 1, 4).concat("-01-01")


def quarter_start(value: Element) -> Element:
    month = sa.func.substr(value, 6, 2)
    first = sa.case((month < "04", "-01-01"), (month < "07", "-04-01"), (month < "10", "-07-01"), else_="-10-01")
    return sa.func.substr(value, 1, 4).concat(first)


def week_start(value: Element) -> Element:
    """Six days back and on to the next Monday, which may be that very day."""
    return sa.func.date(value, "-6 days", "weekday 1")


def local_date(zone: str, value: Element) -> Element:
    """The day in a zone. Where its clocks no longer change, SQLite itself can tell, far faster than our own function;
    it would round 23:59:59.9999 up to the next day, so the fraction goes."""
    ours = sa.func.dg_local_date(zone, value)
    settled = settled_since(zone)
    if settled is None:
        return ours
    since, offset = settled
    native = sa.func.date(sa.func.substr(value, 1, 19), f"{offset:+d} minutes")
    return sa.case((sa.and_(value >= since, value < "9999-12-31"), native), else_=ours)


@cache
def settled_since(zone: str) -> tuple[str, int] | None:
    """("Asia/Shanghai") → ("1991-09-…", 480): since when the offset has been the same, and its minutes; None where
    clocks still change, or offsets are no whole minutes."""
    known, first = ZoneInfo(zone), datetime(1900, 1, 1, tzinfo=UTC)
    at = datetime(2100, 1, 1, tzinfo=UTC)
    offset = at.astimezone(known).utcoffset()
    while at > first and at.astimezone(known).utcoffset() == offset:
        at -= timedelta(days=7)
    minutes, rest = divmod(offset or timedelta(), timedelta(minutes=1))
    if at.year > _CHANGING or rest:
        return None
    return (at + timedelta(days=7)).strftime("%Y-%m-%d %H:%M:%S.%f"), minutes


_CHANGING = 2020
"""Clocks that changed after this are taken to change again."""


def days(start: Element, end: Element) -> Element:
    """Julian day numbers of midnights end in .5, so their difference is exact."""
    return sa.cast(sa.func.julianday(end) - sa.func.julianday(start), sa.Integer)
