"""Filters are expressions: each compiles for every kind it names, and means what its words say."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.expr import Checked, check, truth
from engine.expr.scope import Names, Symbol, namespace
from engine.fields.base import Value
from engine.fields.filters import BY_KEY, FILTERS, PERIODS, PERSON, Filter, filters_for, literal, manifest
from engine.kernel.clock import Moment
from engine.kernel.kinds import Kind, ValueType

NOW = Moment(datetime(2026, 11, 21, 1, tzinfo=UTC), ZoneInfo("Asia/Shanghai"))  # a Saturday
ME = namespace({"id": Symbol(ValueType(Kind.REFERENCE)), "subordinates": Symbol(ValueType(Kind.REFERENCE, many=True))})
PEOPLE = {"me": {"id": "u1", "subordinates": ("u2", "u3")}}
A_VALUE: dict[Kind, Value] = {
    Kind.TEXT: 'a "b" \\ 王',
    Kind.NUMBER: Decimal("-12.50"),
    Kind.REFERENCE: "u1",
    Kind.DATE: date(2026, 11, 21),
    Kind.DATETIME: date(2026, 11, 21),
}


def compiled(line: Filter, kind: Kind, operands: list[Value]) -> Checked:
    scope = Names({"f": Symbol(ValueType(kind, line.many)), "me": ME})
    checked = check(line.expression("f", operands), scope, expect=Kind.BOOLEAN, sql=True)
    assert isinstance(checked, Checked), checked
    return checked


def holds(key: str, kind: Kind, value: Value, *operands: Value) -> bool:
    return truth(compiled(BY_KEY[key], kind, list(operands)), {"f": value, **PEOPLE}, NOW)


@pytest.mark.parametrize(
    ("line", "kind"),
    [(line, kind) for line in FILTERS for kind in sorted(line.kinds) if kind is not Kind.JSON or not line.many],
)
def test_a_filter_compiles(line: Filter, kind: Kind) -> None:
    value = A_VALUE.get(kind)
    assert compiled(line, kind, [value] * len(line.operands))
    if line.operands == ("values",):
        assert compiled(line, kind, [value, value, value])


def test_blank_is_not_something_else() -> None:
    assert holds("is_not", Kind.TEXT, None, "a")
    assert holds("none_of", Kind.TEXT, None, "a", "b")
    assert holds("lacks", Kind.TEXT, None, "a")
    assert not holds("is", Kind.TEXT, None, "a")
    assert not holds("above", Kind.NUMBER, None, Decimal(1))


@pytest.mark.parametrize(
    ("key", "inside", "outside"),
    [
        ("today", ["2026-11-21"], ["2026-11-20", "2026-11-22"]),
        ("yesterday", ["2026-11-20"], ["2026-11-21"]),
        ("tomorrow", ["2026-11-22"], ["2026-11-21"]),
        ("past", ["2026-11-20"], ["2026-11-21"]),
        ("future", ["2026-11-22"], ["2026-11-21"]),
        ("last_7_days", ["2026-11-15", "2026-11-21"], ["2026-11-14", "2026-11-22"]),
        ("last_30_days", ["2026-10-23", "2026-11-21"], ["2026-10-22", "2026-11-22"]),
        ("last_90_days", ["2026-08-24"], ["2026-08-23"]),
        ("next_7_days", ["2026-11-21", "2026-11-27"], ["2026-11-20", "2026-11-28"]),
        ("next_30_days", ["2026-12-20"], ["2026-12-21"]),
        ("this_week", ["2026-11-16", "2026-11-22"], ["2026-11-15", "2026-11-23"]),
        ("last_week", ["2026-11-09", "2026-11-15"], ["2026-11-08", "2026-11-16"]),
        ("next_week", ["2026-11-23", "2026-11-29"], ["2026-11-22", "2026-11-30"]),
        ("this_month", ["2026-11-01", "2026-11-30"], ["2026-10-31", "2026-12-01"]),
        ("last_month", ["2026-10-01", "2026-10-31"], ["2026-09-30", "2026-11-01"]),
        ("next_month", ["2026-12-01", "2026-12-31"], ["2026-11-30", "2027-01-01"]),
        ("this_quarter", ["2026-10-01", "2026-12-31"], ["2026-09-30", "2027-01-01"]),
        ("last_quarter", ["2026-07-01", "2026-09-30"], ["2026-06-30", "2026-10-01"]),
        ("this_year", ["2026-01-01", "2026-12-31"], ["2025-12-31", "2027-01-01"]),
        ("last_year", ["2025-01-01", "2025-12-31"], ["2024-12-31", "2026-01-01"]),
    ],
)
def test_periods(key: str, inside: list[str], outside: list[str]) -> None:
    assert key in PERIODS
    for day in inside:
        assert holds(key, Kind.DATE, date.fromisoformat(day))
    for day in outside:
        assert not holds(key, Kind.DATE, date.fromisoformat(day))


def test_every_period_is_tried() -> None:
    tried = test_periods.pytestmark[0].args[1]
    assert {key for key, _, _ in tried} == set(PERIODS)


def test_a_point_in_time_counts_for_the_local_day() -> None:
    late = datetime(2026, 11, 20, 16, 30, tzinfo=UTC)  # half past midnight of the 21st in Shanghai
    assert holds("today", Kind.DATETIME, late)
    assert holds("on", Kind.DATETIME, late, date(2026, 11, 21))
    assert not holds("before", Kind.DATETIME, late, date(2026, 11, 21))


def test_people() -> None:
    assert holds("me", Kind.REFERENCE, "u1")
    assert holds("my_people", Kind.REFERENCE, "u3")
    assert not holds("my_people", Kind.REFERENCE, "u1")
    assert "me" in filters_for(ValueType(Kind.REFERENCE), PERSON)
    assert "me" not in filters_for(ValueType(Kind.REFERENCE), "customer")


def test_several_values() -> None:
    assert holds("has_any", Kind.TEXT, ("a", "b"), "b", "c")
    assert holds("has_all", Kind.TEXT, ("a", "b"), "b", "a")
    assert not holds("has_all", Kind.TEXT, ("a", "b"), "b", "c")
    assert holds("has_none", Kind.TEXT, ("a", "b"), "c")
    assert holds("has_none", Kind.TEXT, None, "c")
    assert holds("none", Kind.TEXT, ())


def test_literals_come_back() -> None:
    for value in (
        "",
        'a"b',
        "a\\b",
        "a\nb\tc",
        "王 🔥",
        "{field}",
        "%_",
        Decimal("0.10"),
        Decimal("-5"),
        True,
        False,
        date(2026, 1, 31),
    ):
        scope = Names({})
        checked = check(f"{literal(value)} == {literal(value)}", scope)
        assert isinstance(checked, Checked), checked
        assert truth(checked, {}, NOW)
    assert literal(None) == "null"


def test_the_browser_gets_the_table() -> None:
    assert [line["key"] for line in manifest()] == list(BY_KEY)
    assert len(BY_KEY) == len(FILTERS)
