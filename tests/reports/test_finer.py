"""Reports that are counted along an index say what they say without one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from unittest.mock import patch

import pytest
import sqlalchemy as sa

from engine.data.compiled import IndexSpec, Model
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Refused
from engine.kernel.json import Json, JsonObject
from engine.reports import statement
from engine.reports.query import Reporter
from tests.data.conftest import SYSTEM, ZONE, Lay
from tests.data.model import whole
from tests.reports.conftest import REPORTS, ROLES, Office, opened, person

CARRIED = ("amount", "paid", "customer", "owner_id")
MONTH = {"of": "due_on", "bucket": "month"}
MEASURES = [
    {"key": "n", "label": "n", "measure": "COUNT()"},
    {"key": "sum", "label": "sum", "measure": "SUM(amount)", "where": "paid == false"},
    {"key": "mean", "label": "mean", "measure": "SUM(amount, paid == true) / COUNT(id, paid == true)", "digits": 4},
    {"key": "most", "label": "most", "measure": "MAX(amount)"},
    {"key": "least", "label": "least", "measure": "MIN(amount * 2)"},
    {"key": "last", "label": "last", "measure": "MAX(due_on)"},
    {"key": "product", "label": "product", "measure": "SUM(amount * amount * amount)"},
    {"key": "known", "label": "known", "measure": "COUNT(paid)"},
]


def report(key: str, *dimensions: Json, **more: Json) -> JsonObject:
    return {"key": key, "label": key, "form": "order_", "measures": MEASURES, "dimensions": list(dimensions), **more}


MORE = [
    *REPORTS,
    report("months", "state", MONTH),
    report("years", {"of": "due_on", "bucket": "year"}, totals=True, date="due_on"),
    report("weeks", {"of": "due_on", "bucket": "week"}, "paid", where="paid != true", having="n > 0", sort=["-sum"]),
    report("quarters", "customer.level", {"of": "due_on", "bucket": "quarter"}, MONTH, limit=3),
    report("customers", "customer", MONTH),
    {**report("mean", MONTH), "measures": [{"key": "a", "label": "a", "measure": "AVG(amount)"}]},
]


FINER = {"by_month", "months", "years", "weeks", "quarters"}
DAY = date(2031, 5, 5)


def indexed(model: Model) -> Model:
    spec = IndexSpec("x", ("state", "due_on"), live=True, include=("id", *CARRIED))
    return replace(model, indexes=MappingProxyType({"order_": (spec,)}))


@pytest.fixture
def office(lay: Lay) -> Office:
    return opened(lay, indexed(whole(ROLES)), MORE)


@contextmanager
def asked() -> Iterator[list[str]]:
    """The statements that are asked inside."""
    statements: list[str] = []

    def note(_c: Json, _cursor: Json, statement: str, *_more: Json) -> None:
        statements.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)


@pytest.mark.parametrize("actor", [SYSTEM, person("boss"), person("sales"), person("desk")], ids=str)
def test_both_ways_give_the_same_numbers(office: Office, actor: Actor) -> None:
    for key in (report["key"] for report in MORE):
        for filters in ({}, {"state": "open"}):
            with asked() as statements:
                try:
                    found = office.run(key, actor, filters=filters)
                except Refused:
                    continue
            with patch.object(statement, "by_day", lambda *_: None), asked() as plain:
                office.reporter = Reporter(office.ground.tables, office.ground.access, ZONE.key)
                assert office.run(key, actor, filters=filters) == found, key
            assert (statements[-1] != plain[-1]) is (key in FINER), statements[-1]


def test_a_whole_of_which_a_part_is_too_large_is_unknown(office: Office) -> None:
    """Numbers are known below 10^30: two such cubes on one day are not, whatever another day adds."""
    days = (DAY, DAY, DAY + timedelta(days=1))
    office.ground.insert(
        "order_", *({"amount": Decimal(9_900_000_000), "due_on": day, "state": "open"} for day in days)
    )
    with asked() as statements:
        rows = office.run("months")["rows"]
    assert statements[-1].count("SELECT") == 3
    (row,) = (row for row in rows if row[:2] == ["open", "2031-05-01"])
    assert row[2:] == ["3", "0", None, "9900000000", "19800000000", "2031-05-06", None, "0"]
