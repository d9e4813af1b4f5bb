"""Mistakes in metrics, reports and dashboards: each with its code, at its place."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from engine.data.compiled import Model
from engine.kernel.diagnostics import Diagnostic, Severity
from engine.kernel.json import Json
from engine.reports.compiled import Bucket, ChartKind, Compare
from engine.reports.definition import Compare as WrittenCompare
from engine.reports.wire import dashboard_wire, metric_wire, report_wire
from tests.data.model import whole
from tests.reports.conftest import METRICS, REPORTS, ROLES, compiled

OWN: Json = {"key": "n", "label": "n", "measure": "COUNT()"}
TILE: Json = {"metric": "receivable", "at": [0, 0, 3, 2]}


@cache
def model() -> Model:
    return whole(ROLES)


def codes(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in found]


def of_metric(**written: Json) -> list[tuple[str, str]]:
    metric = {"key": "m", "label": "m", "form": "order_", "measure": "COUNT()", **written}
    return codes(compiled(model(), [metric], [])[1])


def of_report(**written: Json) -> list[tuple[str, str]]:
    report = {"key": "r", "label": "r", "form": "order_", "measures": [OWN], **written}
    return codes(compiled(model(), METRICS, [report])[1])


def of_board(**written: Json) -> list[tuple[str, str]]:
    board = {"key": "b", "label": "b", "tiles": [TILE], **written}
    return codes(compiled(model(), METRICS, REPORTS, [board])[1])


@pytest.mark.parametrize(
    ("written", "code", "path"),
    [
        ({"form": "nothing"}, "report.unknown_form", "/metrics/0/form"),
        ({"measure": "amount"}, "expr.outside_aggregate", "/metrics/0/measure"),
        ({"measure": "SUM(amont)"}, "expr.unknown_name", "/metrics/0/measure"),
        ({"where": "amount"}, "expr.result_kind", "/metrics/0/where"),
        ({"where": "amount >"}, "expr.syntax", "/metrics/0/where"),
        ({"date": "amount"}, "report.not_a_date", "/metrics/0/date"),
        ({"date": "nothing"}, "expr.unknown_name", "/metrics/0/date"),
    ],
)
def test_metrics(written: dict[str, Any], code: str, path: str) -> None:
    assert of_metric(**written) == [(code, path)]


@pytest.mark.parametrize(
    ("written", "code", "path"),
    [
        ({"form": "nothing"}, "report.unknown_form", "/reports/0/form"),
        ({"form": None}, "report.no_form", "/reports/0"),
        ({"measures": []}, "report.no_measure", "/reports/0"),
        ({"metrics": ["nothing"]}, "report.unknown_metric", "/reports/0/metrics/0"),
        ({"form": "customer", "metrics": ["orders"]}, "report.other_form", "/reports/0/metrics/0"),
        ({"measures": [OWN, OWN]}, "report.same_key", "/reports/0"),
        ({"measures": [{**OWN, "measure": "SUM("}]}, "expr.unclosed", "/reports/0/measures/0/measure"),
        ({"dimensions": ["nothing"]}, "expr.unknown_name", "/reports/0/dimensions/0"),
        ({"dimensions": ["customer.tags"]}, "report.many_values", "/reports/0/dimensions/0"),
        ({"dimensions": [{"of": "others"}]}, "report.many_values", "/reports/0/dimensions/0/of"),
        ({"dimensions": [{"of": "amount", "bucket": "month"}]}, "report.bucket_needs_date", "/reports/0/dimensions/0/bucket"),
        ({"dimensions": [{"of": "state", "bins": [1]}]}, "report.bins_need_numbers", "/reports/0/dimensions/0/bins"),
        ({"dimensions": [{"of": "amount", "bins": [2, 1]}]}, "report.bins_not_rising", "/reports/0/dimensions/0/bins"),
        ({"dimensions": [{"of": "amount", "bins": [1], "names": ["x"]}]}, "report.bin_names", "/reports/0/dimensions/0/names"),
        ({"where": "state == \"gone\""}, "expr.unknown_choice", "/reports/0/where"),
        ({"having": "amount > 1"}, "expr.unknown_name", "/reports/0/having"),
        ({"having": "n"}, "expr.result_kind", "/reports/0/having"),
        ({"sort": ["-n", "x"]}, "report.unknown_sort", "/reports/0/sort/1"),
        ({"sort": ["1"]}, "report.unknown_sort", "/reports/0/sort/0"),
        ({"date": "amount"}, "report.not_a_date", "/reports/0/date"),
        ({"drill": ["records", "state"]}, "report.records_last", "/reports/0/drill/0"),
        ({"drill": ["nothing"]}, "expr.unknown_name", "/reports/0/drill/0"),
        ({"chart": {"kind": "pie"}}, "report.chart_misfit", "/reports/0/chart/kind"),
        ({"chart": {"kind": "kpi"}, "dimensions": ["state"]}, "report.chart_misfit", "/reports/0/chart/kind"),
        ({"chart": {"kind": "line"}, "dimensions": ["state", "paid", "customer"]}, "report.chart_misfit", "/reports/0/chart/kind"),
    ],
)  # fmt: skip
def test_reports(written: dict[str, Any], code: str, path: str) -> None:
    assert of_report(**written) == [(code, path)]


@pytest.mark.parametrize(
    ("written", "code", "path"),
    [
        ({"tiles": [{**TILE, "metric": "nothing"}]}, "report.unknown_metric", "/dashboards/0/tiles/0/metric"),
        ({"tiles": [{"report": "nothing", "at": [0, 0, 1, 1]}]}, "report.unknown_report", "/dashboards/0/tiles/0/report"),
        ({"tiles": [{**TILE, "at": [10, 0, 3, 2]}]}, "report.tile_too_wide", "/dashboards/0/tiles/0/at"),
        ({"tiles": [TILE, {**TILE, "at": [2, 1, 3, 2]}]}, "report.tiles_overlap", "/dashboards/0/tiles/1/at"),
        ({"tiles": [{**TILE, "metric": "paid_rate", "compare": "previous_month"}]}, "report.compare_needs_date", "/dashboards/0/tiles/0/compare"),
        ({"tiles": [{"report": "kpis", "at": [0, 0, 1, 1], "compare": "previous_year"}]}, "report.compare_needs_metric", "/dashboards/0/tiles/0/compare"),
        ({"filters": [{"on": "nothing"}]}, "report.filter_bears_on_nothing", "/dashboards/0/filters/0/on"),
        ({"filters": [{"on": "date", "default": "someday"}]}, "report.bad_default", "/dashboards/0/filters/0/default"),
        ({"filters": [{"on": "amount", "default": "much"}]}, "report.bad_default", "/dashboards/0/filters/0/default"),
    ],
)  # fmt: skip
def test_dashboards(written: dict[str, Any], code: str, path: str) -> None:
    assert of_board(**written) == [(code, path)]


def test_every_mistake_is_told_at_once() -> None:
    found = of_report(
        metrics=["nothing"], dimensions=["nothing", "amount +"], where="amount", sort=["x"], drill=["gone"]
    )
    assert {code for code, _ in found} == {
        "report.unknown_metric",
        "report.unknown_sort",
        "expr.unknown_name",
        "expr.syntax",
        "expr.result_kind",
    }


def test_keys_are_there_once() -> None:
    metrics = [METRICS[0], METRICS[0]]
    assert codes(compiled(model(), metrics, [])[1]) == [("report.same_key", "/metrics/1/key")]
    reports = [REPORTS[0], REPORTS[0]]
    assert codes(compiled(model(), METRICS, reports)[1]) == [("report.same_key", "/reports/1/key")]


def test_a_report_with_a_mistake_makes_no_second_one_of_its_tile() -> None:
    broken = {"key": "r", "label": "r", "form": "order_", "measures": [{**OWN, "measure": "SUM("}]}
    board = {"key": "b", "label": "b", "filters": [{"on": "date"}], "tiles": [{"report": "r", "at": [0, 0, 1, 1]}]}
    assert codes(compiled(model(), [], [broken], [board])[1]) == [("expr.unclosed", "/reports/0/measures/0/measure")]


def test_points_in_time_go_into_days_by_themselves() -> None:
    report = {"key": "r", "label": "r", "form": "order_", "measures": [OWN], "dimensions": ["created_at"]}
    reporting, found = compiled(model(), [], [report])
    assert not found
    dimension = reporting.reports["r"].dimensions[0]
    assert dimension.bucket is Bucket.DAY
    assert dimension.label.zh == "创建时间", "called like the field"


def test_faces() -> None:
    reporting, found = compiled(model())
    assert not [each for each in found if each.severity is Severity.ERROR]
    assert reporting.metrics["paid_rate"].measure.digits == 3, "three places of the fraction are one of the percentage"
    assert reporting.metrics["orders"].measure.digits == 0
    mean = next(m for m in reporting.reports["own"].measures if m.key == "mean")
    assert mean.digits == 2, "as the field it is made of"


def test_filters_bear_on_the_tiles_that_have_them() -> None:
    tiles = [TILE, {"metric": "paid_rate", "at": [3, 0, 3, 2]}, {"report": "by_month", "at": [0, 2, 6, 4]}]
    filters = [{"on": "date", "default": "this_year"}, {"on": "customer.level", "default": ["a", "b"], "label": "等级"}]
    reporting, found = compiled(
        model(), METRICS, REPORTS, [{"key": "b", "label": "b", "filters": filters, "tiles": tiles}]
    )
    assert not found
    board = reporting.dashboards["b"]
    assert [sorted(tile.filters) for tile in board.tiles] == [
        ["customer.level", "date"],
        ["customer.level"],
        ["customer.level", "date"],
    ]
    assert [tile.chart for tile in board.tiles] == [ChartKind.KPI, ChartKind.KPI, ChartKind.LINE]
    wire = dashboard_wire(board)
    assert wire["tiles"][2]["at"] == [0, 2, 6, 4]
    assert wire["filters"][0] == {"on": "date", "label": {"zh-CN": "期间", "en": "Period"}, "default": "this_year"}


def test_what_the_browser_is_told() -> None:
    reporting, _ = compiled(model())
    assert metric_wire(reporting.metrics["receivable"])["unit"] == {"zh-CN": "元", "en": "yuan"}
    told = report_wire(reporting.reports["by_level"])
    assert [measure["key"] for measure in told["measures"]] == ["receivable", "orders"]
    assert [step["zh-CN"] for step in told["drill"]] == ["客户", "状态"]


def test_comparisons_are_the_same_in_both_nouns() -> None:
    assert set(WrittenCompare.__args__) == {compare.value for compare in Compare}  # type: ignore[attr-defined]
