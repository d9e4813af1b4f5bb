"""A credit app with orders of several customers, and reports over them, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from pydantic import TypeAdapter

from engine.data.compiled import Model
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Diagnostic, Severity
from engine.kernel.json import Json, JsonObject
from engine.reports.compile import compile_reports
from engine.reports.compiled import Compare, Reporting
from engine.reports.conditions import Asked, Step
from engine.reports.definition import DashboardDefinition, MetricDefinition, ReportDefinition
from engine.reports.query import Reporter
from tests.data.conftest import SYSTEM, ZONE, Ground, Lay, lay
from tests.data.model import whole

__all__ = ["lay"]

ROLES: Json = [
    {"key": "boss", "label": "老板", "forms": {"order_": {"read": "all"}, "customer": {"read": "all"}}},
    {"key": "sales", "label": "销售", "forms": {"order_": {"read": "own"}, "customer": {"read": "own"}}},
    {"key": "clerk", "label": "文员", "forms": {"order_": {"read": "all", "fields": {"amount": "hidden"}}, "customer": {"read": "all"}}},
    {"key": "desk", "label": "前台", "forms": {"order_": {"read": "all"}, "customer": {"read": "all", "fields": {"level": "hidden", "name": "hidden"}}}},
    {"key": "none", "label": "无", "forms": {}},
]  # fmt: skip

METRICS: Json = [
    {"key": "receivable", "label": {"zh-CN": "应收", "en": "Receivable"}, "form": "order_", "measure": "SUM(amount)", "where": "paid == false", "date": "due_on", "unit": {"zh-CN": "元", "en": "yuan"}, "digits": 2},
    {"key": "orders", "label": "订单数", "form": "order_", "measure": "COUNT()", "date": "due_on"},
    {"key": "paid_rate", "label": "回款率", "form": "order_", "measure": "COUNT(id, paid == true) / COUNT()", "as": "percent", "digits": 1},
    {"key": "created", "label": "新增", "form": "order_", "measure": "COUNT()", "date": "created_at"},
]  # fmt: skip

REPORTS: Json = [
    {"key": "by_level", "label": "按等级", "metrics": ["receivable", "orders"], "dimensions": ["customer.level"], "totals": True, "drill": ["customer", "state", "records"]},
    {"key": "by_customer", "label": "按客户", "metrics": ["receivable"], "dimensions": ["customer"], "sort": ["-receivable"], "limit": 2, "chart": {"kind": "ranking"}},
    {"key": "by_month", "label": "按月", "metrics": ["orders"], "dimensions": [{"of": "due_on", "bucket": "month"}], "chart": {"kind": "line"}},
    {"key": "aging", "label": "账龄", "metrics": ["receivable"], "dimensions": [{"of": "DAYS(due_on, TODAY())", "bins": [0, 30, 60], "label": "账龄"}, "customer.level"], "chart": {"kind": "stacked_bar"}},
    {"key": "kpis", "label": "总览", "metrics": ["receivable", "orders", "paid_rate"], "chart": {"kind": "kpi"}},
    {"key": "large", "label": "大户", "metrics": ["receivable"], "dimensions": ["customer"], "having": "receivable > param.large"},
    {"key": "own", "label": "自定", "form": "order_", "measures": [
        {"key": "paid", "label": "已收", "measure": "SUM(amount)", "where": "paid == true"},
        {"key": "open", "label": "未收", "measure": "SUM(amount)", "where": "paid == false"},
        {"key": "mean", "label": "均价", "measure": "AVG(amount)"},
        {"key": "most", "label": "最大", "measure": "MAX(amount)"},
        {"key": "last", "label": "最晚", "measure": "MAX(due_on)"}], "dimensions": ["state"], "where": "amount > 0"},
]  # fmt: skip


def compiled(
    model: Model, metrics: Json = METRICS, reports: Json = REPORTS, dashboards: Json = ()
) -> tuple[Reporting, list[Diagnostic]]:
    return compile_reports(
        TypeAdapter(tuple[MetricDefinition, ...]).validate_python(metrics),
        TypeAdapter(tuple[ReportDefinition, ...]).validate_python(reports),
        TypeAdapter(tuple[DashboardDefinition, ...]).validate_python(dashboards),
        model,
    )


def person(role: str, name: str = "ann", locale: str = "zh-CN") -> Actor:
    return Actor(name, "w", name, roles=frozenset({role}), locale=locale)


@dataclass(slots=True)
class Office:
    """The app laid out, with orders in it."""

    ground: Ground
    reporting: Reporting
    reporter: Reporter
    customers: dict[str, str]

    def run(
        self, key: str, actor: Actor = SYSTEM, steps: list[tuple[int, Json]] | None = None, **asked: Json
    ) -> JsonObject:
        down = tuple(Step(place, value) for place, value in steps or ())
        asking = Asked(steps=down, **asked)
        asker = self.ground.asker(actor)
        return self.reporter.run(self.ground.session, self.reporting.reports[key], asker, asking)

    def metric(self, key: str, actor: Actor = SYSTEM, compare: str | None = None, **asked: Json) -> JsonObject:
        wanted = None if compare is None else Compare(compare)
        asker = self.ground.asker(actor)
        return self.reporter.metric(self.ground.session, self.reporting.metrics[key], asker, Asked(**asked), wanted)

    def records(self, where: str, actor: Actor = SYSTEM) -> list[JsonObject]:
        """The records that a drill leads to."""
        return self.ground.items("order_", actor, where=where or None, limit=200)


ORDERS: list[tuple[str | None, str, str, bool | None, str | None, str]] = [
    # customer, amount, due on, paid, state, owner
    ("甲", "100.10", "2026-11-01", False, "open", "ann"),
    ("甲", "200.20", "2026-11-20", True, "done", "ann"),
    ("甲", "0.05", "2026-10-05", False, "open", "bob"),
    ("乙", "6000.00", "2026-08-15", False, "draft", "bob"),
    ("乙", "50.00", "2026-12-31", None, None, "bob"),
    ("丙", "7.77", "2025-11-10", False, "open", "ann"),
    (None, "1.00", "2026-11-21", False, "open", "ann"),
]


@pytest.fixture
def office(lay: Lay) -> Office:
    return opened(lay, whole(ROLES))


def opened(lay: Lay, model: Model, reports: Json = REPORTS) -> Office:
    ground = lay(model)
    reporting, found = compiled(model, reports=reports)
    assert not [each for each in found if each.severity is Severity.ERROR], found
    names = ("甲", "乙", "丙")
    levels = ("a", "b", None)
    owners = ("ann", "bob", "ann")
    ids = ground.insert(
        "customer",
        *(
            {"name": n, "level": level, "owner_id": owner}
            for n, level, owner in zip(names, levels, owners, strict=True)
        ),
    )
    customers = dict(zip(names, ids, strict=True))
    rows = [
        {
            "customer": None if customer is None else customers[customer],
            "amount": Decimal(amount),
            "rate": Decimal("0.1"),
            "due_on": date.fromisoformat(due),
            "paid": paid,
            "state": state,
            "owner_id": owner,
        }
        for customer, amount, due, paid, state, owner in ORDERS
    ]
    ground.insert("order_", *rows)
    return Office(ground, reporting, Reporter(ground.tables, ground.access, ZONE.key), customers)


Run = Callable[..., JsonObject]
