"""Metrics, reports and dashboards as the browser is told of them."""

from __future__ import annotations

from engine.kernel.json import Json, JsonObject
from engine.reports.compiled import Dashboard, Dimension, Measure, Metric, Report, Tile


def metric_wire(metric: Metric) -> JsonObject:
    return {
        "key": metric.key,
        "label": metric.label.wire(),
        "help": None if metric.help is None else metric.help.wire(),
        "form": metric.form,
        "unit": None if metric.measure.unit is None else metric.measure.unit.wire(),
        "digits": metric.measure.digits,
        "dated": metric.measure.date is not None,
    }


def report_wire(report: Report) -> JsonObject:
    """`drill` are the labels of the dimensions below; the records always follow."""
    return {
        "key": report.key,
        "label": report.label.wire(),
        "help": None if report.help is None else report.help.wire(),
        "form": report.form,
        "chart": {"kind": report.chart.value},
        "dimensions": [dimension_wire(dimension) for dimension in report.dimensions],
        "measures": [measure_wire(measure) for measure in report.measures],
        "drill": [dimension_wire(dimension) for dimension in report.drill],
        "dated": any(measure.date is not None for measure in report.measures),
    }


def dimension_wire(dimension: Dimension) -> JsonObject:
    return {
        "label": dimension.label.wire(),
        "kind": dimension.by.type.kind.value,
        "bucket": None if dimension.bucket is None else dimension.bucket.value,
    }


def measure_wire(measure: Measure) -> JsonObject:
    return {
        "key": measure.key,
        "label": measure.label.wire(),
        "kind": measure.expression.type.kind.value,
        "unit": None if measure.unit is None else measure.unit.wire(),
        "digits": measure.digits,
    }


def dashboard_wire(board: Dashboard) -> JsonObject:
    filters = [{"on": each.on, "label": each.label.wire(), "default": each.default} for each in board.filters]
    return {
        "key": board.key,
        "label": board.label.wire(),
        "icon": board.icon,
        "filters": filters,
        "tiles": [tile_wire(tile) for tile in board.tiles],
    }


def tile_wire(tile: Tile) -> Json:
    """`filters` are those of the board that bear on the tile."""
    return {
        "key": tile.key,
        "at": list(tile.at),
        "title": tile.title.wire(),
        "report": tile.report,
        "metric": tile.metric,
        "chart": {"kind": tile.chart.value},
        "compare": None if tile.compare is None else tile.compare.value,
        "filters": sorted(tile.filters),
    }
