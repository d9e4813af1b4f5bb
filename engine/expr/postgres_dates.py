"""Dates in PostgreSQL: what is not a day of the years 1 to 9999 is NULL, never an error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import sqlalchemy as sa

from engine.expr import calendar
from engine.expr.postgres import clamped, known, number, once
from engine.expr.sqlvalue import Element

_TO_CHAR = {
    "YYYY": "YYYY",
    "YY": "YY",
    "MM": "MM",
    "M": "FMMM",
    "DD": "DD",
    "D": "FMDD",
    "HH": "HH24",
    "mm": "MI",
    "ss": "SS",
}


def day(year: Element, month: Element, of: Element) -> Element:
    """make_date that yields NULL for a day that does not exist."""
    leap = sa.or_(sa.and_(year % 4 == 0, year % 100 != 0), year % 400 == 0)
    last = sa.case((month.in_((4, 6, 9, 11)), 30), (month != 2, 31), (leap, 29), else_=28)
    exists = sa.and_(year.between(1, 9999), month.between(1, 12), of.between(1, last))
    return sa.case((exists, sa.func.make_date(year, month, of, type_=sa.Date)))


def within(value: Element, first: date, last: date) -> Element:
    """A computed date or instant, or NULL outside the years that all hosts know."""
    return once(value, lambda x: sa.case((x.between(sa.literal(first), sa.literal(last)), x)))


def make(year: Element, month: Element, of: Element) -> Element:
    year, month, of = clamped(year, 0, 10_000), clamped(month, 0, 13), clamped(of, 0, 32)
    return once(year, lambda y: once(month, lambda m: once(of, lambda d: day(y, m, d))))


def read(text: Element) -> Element:
    iso = sa.func.substring(text, sa.literal("^([0-9]{4}-[0-9]{2}-[0-9]{2})$", sa.Text), type_=sa.Text)

    def part(x: Element, start: int, size: int) -> Element:
        return sa.cast(sa.func.substr(x, start, size), sa.Integer)

    return once(iso, lambda x: day(part(x, 1, 4), part(x, 6, 2), part(x, 9, 2)))


def local(zone: Element, value: Element) -> Element:
    return sa.func.timezone(zone, value, type_=sa.TIMESTAMP)


def local_date(zone: Element, value: Element) -> Element:
    return sa.cast(local(zone, value), sa.Date)


def at(zone: Element, value: Element, hour: Element | None = None, minute: Element | None = None) -> Element:
    zero = sa.literal(Decimal(0), sa.Numeric)
    hours, minutes = (clamped(zero if part is None else part, -1, 60) for part in (hour, minute))

    def instant(h: Element, m: Element) -> Element:
        wall = sa.cast(value, sa.TIMESTAMP) + sa.func.make_interval(0, 0, 0, 0, h, m)
        made = sa.func.timezone(zone, wall, type_=sa.TIMESTAMP(timezone=True))
        inside = within(made, calendar.FIRST_INSTANT, calendar.LAST_INSTANT)
        return sa.case((sa.and_(h.between(0, 23), m.between(0, 59)), inside))

    return once(hours, lambda h: once(minutes, lambda m: instant(h, m)))


def add_days(value: Element, count: Element) -> Element:
    """PostgreSQL's own calendar ends too, with an error, so the count is held against ours first."""
    days = clamped(count, -calendar.MAX_DAYS, calendar.MAX_DAYS)

    def moved(start: Element, n: Element) -> Element:
        inside = n.between(sa.literal(date.min) - start, sa.literal(date.max) - start)
        return sa.case((inside, sa.cast(start + n, sa.Date)))

    return once(value, lambda start: once(days, lambda n: moved(start, n)))


def add_months(value: Element, count: Element) -> Element:
    months = clamped(count, -calendar.MAX_MONTHS, calendar.MAX_MONTHS)

    def moved(start: Element, n: Element) -> Element:
        reached = _integer("year", start) * 12 + _integer("month", start) - 1 + n
        to = sa.cast(sa.cast(start, sa.TIMESTAMP) + sa.func.make_interval(0, n), sa.Date)
        return sa.case((reached.between(12, 9999 * 12 + 11), to))

    return once(value, lambda start: once(months, lambda n: moved(start, n)))


def add_minutes(value: Element, count: Element) -> Element:
    minutes = clamped(count, -calendar.MAX_MINUTES, calendar.MAX_MINUTES)
    moved = sa.cast(value + sa.func.make_interval(0, 0, 0, 0, 0, minutes), sa.TIMESTAMP(timezone=True))
    return within(moved, calendar.FIRST_INSTANT, calendar.LAST_INSTANT)


def month_end(value: Element) -> Element:
    first = sa.func.date_trunc("month", sa.cast(value, sa.TIMESTAMP))
    return sa.cast(first + sa.func.make_interval(0, 1, 0, -1), sa.Date)


def start_of(field: str) -> Callable[[Element], Element]:
    return lambda value: sa.cast(sa.func.date_trunc(field, sa.cast(value, sa.TIMESTAMP)), sa.Date)


def part_of(field: str) -> Callable[[Element], Element]:
    return lambda value: number(sa.extract(field, value))


def local_part(field: str) -> Callable[[Element, Element], Element]:
    return lambda zone, value: number(sa.extract(field, local(zone, value)))


def months(start: Element, end: Element) -> Element:
    def complete(low: Element, high: Element) -> Element:
        years = _integer("year", high) - _integer("year", low)
        count = years * 12 + _integer("month", high) - _integer("month", low)
        reached = sa.cast(low, sa.TIMESTAMP) + sa.func.make_interval(0, count)
        return count - sa.case((reached > sa.cast(high, sa.TIMESTAMP), 1), else_=0)

    def signed(a: Element, b: Element) -> Element:
        return number(sa.case((a <= b, complete(a, b)), (a > b, -complete(b, a))))

    return once(start, lambda a: once(end, lambda b: signed(a, b)))


def _integer(field: str, value: Element) -> Element:
    return sa.cast(sa.extract(field, value), sa.Integer)


def seconds(start: Element, end: Element) -> Element:
    return sa.cast(sa.extract("epoch", end - start), sa.Numeric)


def date_text(value: Element, pattern: Element | None = None) -> Element:
    return once(sa.cast(value, sa.TIMESTAMP), lambda x: _spelled(x, _written(pattern, calendar.DATE_PATTERN)))


def datetime_text(zone: Element, value: Element, pattern: Element | None = None) -> Element:
    return once(local(zone, value), lambda x: _spelled(x, _written(pattern, calendar.DATETIME_PATTERN)))


def _spelled(value: Element, pattern: str) -> Element:
    parts = [
        sa.func.to_char(value, _TO_CHAR[piece]) if piece in _TO_CHAR else sa.literal(piece, sa.Text)
        for piece in calendar.pieces(pattern)
    ]
    return known((value,), sa.func.concat(*parts))


def _written(pattern: Element | None, otherwise: str) -> str:
    """The checker lets only literals through here."""
    return str(pattern.value) if isinstance(pattern, sa.BindParameter) else otherwise
