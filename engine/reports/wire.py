"""Reports, metrics and dashboards for the browser."""

from __future__ import annotations

from engine.kernel.json import JsonObject
from engine.kernel.wording import Text
from engine.reports.compiled import Dashboard, Metric, Report, Tile


def metric_wire(metric: Metric) -> JsonObject:
    measure = metric.measure
    return {
        "key": metric.key,
        "label": metric.label.wire(),
        "help": _text(metric.help),
        "form": metric.form,
        "unit": _text(measure.unit),
        "digits": measure.digits,
    }


def report_wire(report: Report) -> JsonObject:
    return {
        "key": report.key,
        "label": report.label.wire(),
        "help": _text(report.help),
        "form": report.form,
        "chart": {"kind": str(report.chart)},
        "dimensions": [{"label": dimension.label.wire()} for dimension in report.dimensions],
        "measures": [{"key": measure.key, "label": measure.label.wire()} for measure in report.measures],
        "drill": [dimension.label.wire() for dimension in report.drill],
    }


def dashboard_wire(dashboard: Dashboard) -> JsonObject:
    return {
        "key": dashboard.key,
        "label": dashboard.label.wire(),
        "icon": dashboard.icon,
        "filters": [{"on": each.on, "label": each.label.wire(), "default": each.default} for each in dashboard.filters],
        "tiles": [_tile(tile) for tile in dashboard.tiles],
    }


def _tile(tile: Tile) -> JsonObject:
    return {
        "key": tile.key,
        "at": list(tile.at),
        "title": tile.title.wire(),
        "form": tile.form,
        "report": tile.report,
        "metric": tile.metric,
        "chart": {"kind": str(tile.chart)},
        "compare": None if tile.compare is None else str(tile.compare),
        "filters": sorted(tile.filters),
    }


def _text(text: Text | None) -> dict[str, str] | None:
    return None if text is None else text.wire()
