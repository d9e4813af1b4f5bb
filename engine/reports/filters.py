"""What a dashboard or a person asks a report to be narrowed to, as expressions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from engine.fields.base import Value
from engine.fields.filters import BY_KEY, PERIODS
from engine.kernel import decimals
from engine.kernel.json import Json
from engine.kernel.kinds import Kind

DATE = "date"
"""The filter on the day that each measure itself counts by."""
MOST_CHOICES = 200


def takes(value: Json, kind: Kind | None) -> bool:
    """Whether a filter on a path of that kind can be set to the value; None stands for a day."""
    return narrowed("x", value, kind or Kind.DATE) is not None


def narrowed(path: str, value: Json, kind: Kind) -> str | None:
    """The expression: ("paid_on", "this_month") → "(DATEVALUE(paid_on) >= …)"; ("level", ["a", "b"]) → 'level in
    ("a", "b")'; ("amount", {"from": "10", "to": None}) → "amount >= 10". None when the value is none of that kind."""
    if kind in {Kind.DATE, Kind.DATETIME} and isinstance(value, str) and value in PERIODS:
        return BY_KEY[value].expression(path)
    if isinstance(value, dict):
        return _range(path, value, kind)
    if isinstance(value, list):
        return _choice(path, value, kind)
    read = _read(value, kind)
    if read is None:
        return None
    key = _ONE.get(kind)
    return None if key is None else BY_KEY[key(read)].expression(path, () if isinstance(read, bool) else (read,))


def _choice(path: str, values: list[Json], kind: Kind) -> str | None:
    read = [_read(value, kind) for value in values]
    if not read or len(read) > MOST_CHOICES or None in read or kind not in {Kind.TEXT, Kind.NUMBER, Kind.REFERENCE}:
        return None
    return BY_KEY["any_of"].expression(path, read)


def _range(path: str, value: Mapping[str, Json], kind: Kind) -> str | None:
    """{"from": a, "to": b}, either of them perhaps missing; both belong to it."""
    if kind not in _BOUNDS or not set(value) <= {"from", "to"}:
        return None
    tests = []
    for end, key in zip(("from", "to"), _BOUNDS[kind], strict=True):
        if value.get(end) is not None:
            read = _read(value[end], kind)
            if read is None:
                return None
            tests.append(BY_KEY[key].expression(path, (read,)))
    return f"({' and '.join(tests)})" if tests else None


def _read(value: Json, kind: Kind) -> Value:
    """A value on the wire as one of the kind, or None."""
    if kind is Kind.BOOLEAN:
        return value if isinstance(value, bool) else None
    if kind is Kind.NUMBER and type(value) is int:
        return Decimal(value)
    if not isinstance(value, str) or len(value) > 1000 or "\x00" in value or not value.isprintable():
        return None
    if kind is Kind.NUMBER:
        return decimals.read(value)
    if kind in {Kind.DATE, Kind.DATETIME}:
        return _day(value)
    return value if kind in {Kind.TEXT, Kind.REFERENCE} else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


_ONE: Mapping[Kind, Callable[[Value], str]] = MappingProxyType(
    {
        Kind.TEXT: lambda value: "is",
        Kind.NUMBER: lambda value: "is",
        Kind.REFERENCE: lambda value: "is",
        Kind.DATE: lambda value: "on",
        Kind.DATETIME: lambda value: "on",
        Kind.BOOLEAN: lambda value: "is_true" if value else "is_false",
    }
)
_BOUNDS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.NUMBER: ("at_least", "at_most"),
        Kind.DATE: ("since", "until"),
        Kind.DATETIME: ("since", "until"),
    }
)
