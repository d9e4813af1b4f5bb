"""Dates in SQLite where its own functions are exact: a date is the text 'YYYY-MM-DD'."""

from __future__ import annotations

from collections.abc import Callable

import sqlalchemy as sa

from engine.expr.sqlvalue import Element


def integer_at(start: int, size: int) -> Callable[[Element], Element]:
    """The digits at a place: (6, 2) of '2026-03-01' → 3."""
    return lambda value: sa.cast(sa.func.substr(value, start, size), sa.Integer)


def month_start(value: Element) -> Element:
    return sa.func.substr(value, 1, 7).concat("-01")


def year_start(value: Element) -> Element:
    return sa.func.substr(value, 1, 4).concat("-01-01")


def days(start: Element, end: Element) -> Element:
    """Julian day numbers of midnights end in .5, so their difference is exact."""
    return sa.cast(sa.func.julianday(end) - sa.func.julianday(start), sa.Integer)
