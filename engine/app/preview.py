"""A report that is still being drawn, compiled against the app that is published."""

from __future__ import annotations

from engine.app.compiled import CompiledApp
from engine.app.read import read
from engine.kernel.diagnostics import Diagnostic, Severity
from engine.kernel.json import Json
from engine.reports.compile import compile_report
from engine.reports.compiled import Report

_PLACE = "/reports/0"


def report_of(app: CompiledApp, written: Json) -> Report | tuple[Diagnostic, ...]:
    """The report, or every mistake in it; paths start at the report itself."""
    definition = read({"format": 1, "app": {"key": "preview", "label": "preview"}, "reports": [written]})
    if isinstance(definition, tuple):
        return _at_home(definition)
    forms = {key: metric.form for key, metric in app.metrics.items()}
    report, found = compile_report(definition.reports[0], app.metrics, forms, app.model, _PLACE)
    mistakes = [each for each in found if each.severity is Severity.ERROR]
    return _at_home(tuple(mistakes)) if report is None or mistakes else report


def _at_home(found: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(
        Diagnostic(each.code, each.path.removeprefix(_PLACE), each.message, each.severity, each.span) for each in found
    )
