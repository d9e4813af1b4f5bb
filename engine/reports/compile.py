"""Metrics, reports and dashboards: definition → compiled, every name and expression checked, mistakes collected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from engine.data.compiled import Entity, Model
from engine.data.scope import EntityScope
from engine.expr import Checked, Names, Symbol, check
from engine.kernel.diagnostics import Diagnostic, Severity
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text
from engine.reports.boards import compile_dashboards
from engine.reports.charts import needs
from engine.reports.compiled import RECORDS, ChartKind, Dimension, Measure, Metric, Report, Reporting, SortKey
from engine.reports.definition import DashboardDefinition, MetricDefinition, ReportDefinition
from engine.reports.dimensions import compile_dimension
from engine.reports.measures import compile_date, compile_measure, compile_metrics, compile_where, kept
from engine.reports.messages import CATALOGUE


def compile_reports(
    metrics: tuple[MetricDefinition, ...],
    reports: tuple[ReportDefinition, ...],
    dashboards: tuple[DashboardDefinition, ...],
    model: Model,
) -> tuple[Reporting, list[Diagnostic]]:
    """Everything that compiles, and every mistake; paths start at "/metrics", "/reports" and "/dashboards"."""
    compiled_metrics, found = compile_metrics(metrics, model)
    forms = {metric.key: metric.form for metric in metrics}
    compiled: dict[str, Report] = {}
    for index, written in enumerate(reports):
        path = f"/reports/{index}"
        if written.key in compiled:
            found.append(CATALOGUE.diagnostic("same_key", f"{path}/key", name=written.key))
        report, mistakes = compile_report(written, compiled_metrics, forms, model, path)
        found += mistakes
        if report is not None:
            compiled[written.key] = report
    known = frozenset(report.key for report in reports)
    boards, mistakes = compile_dashboards(dashboards, compiled_metrics, compiled, (frozenset(forms), known), model)
    found += mistakes
    made = Reporting(MappingProxyType(compiled_metrics), MappingProxyType(compiled), MappingProxyType(boards))
    return made, found


def compile_report(
    written: ReportDefinition, metrics: Mapping[str, Metric], forms: Mapping[str, str], model: Model, path: str = ""
) -> tuple[Report | None, list[Diagnostic]]:
    """One report. `forms`: the form of every metric that is written down, whether it compiles or not."""
    found: list[Diagnostic] = []
    form = written.form or next((forms[key] for key in written.metrics if key in forms), None)
    entity = model.entities.get(form or "")
    if entity is None:
        if written.form is not None:
            found.append(CATALOGUE.diagnostic("unknown_form", f"{path}/form", name=written.form))
        elif form is None:
            found.append(CATALOGUE.diagnostic("no_form", path))
        return None, found
    report = _Compiler(written, entity, metrics, forms, model, path, found).report()
    return (None if any(mistake.severity is Severity.ERROR for mistake in found) else report), found


class _Compiler:
    """The passes over one report."""

    def __init__(
        self,
        written: ReportDefinition,
        entity: Entity,
        metrics: Mapping[str, Metric],
        forms: Mapping[str, str],
        model: Model,
        path: str,
        found: list[Diagnostic],
    ) -> None:
        self.written = written
        self.entity = entity
        self.metrics = metrics
        self.forms = forms
        self.model = model
        self.path = path
        self.found = found
        self.scope = EntityScope(model, entity)

    def report(self) -> Report | None:
        written = self.written
        measures = self.measures()
        dimensions = self.dimensions()
        where = compile_where(written.where, self.scope, f"{self.path}/where", self.found)
        drill, sort = self.drill(), self.sort()
        if len(measures) < len(written.metrics) + len(written.measures) or len(dimensions) < len(written.dimensions):
            return None
        if measures:
            self.check_chart(len(dimensions), len(measures))
        helped = None if written.help is None else Text.of(written.help)
        return Report(
            key=written.key,
            label=Text.of(written.label),
            help=helped,
            form=self.entity.key,
            measures=measures,
            dimensions=dimensions,
            where=where,
            having=self.having(measures),
            sort=sort,
            limit=written.limit,
            totals=written.totals,
            drill=drill,
            chart=ChartKind(written.chart.kind),
        )

    def measures(self) -> tuple[Measure, ...]:
        """Metrics first, then the report's own; a `date` of the report counts for all of them."""
        written, found = self.written, self.found
        date = compile_date(written.date, self.scope, f"{self.path}/date", found)
        made = [self.of_metric(key, f"{self.path}/metrics/{place}") for place, key in enumerate(written.metrics)]
        made += [
            compile_measure(own, self.entity, self.model, date, f"{self.path}/measures/{place}", found)
            for place, own in enumerate(written.measures)
        ]
        if not made:
            found.append(CATALOGUE.diagnostic("no_measure", self.path))
        keys = [*written.metrics, *(own.key for own in written.measures)]
        repeated = [key for key in dict.fromkeys(keys) if keys.count(key) > 1]
        found += [CATALOGUE.diagnostic("same_key", self.path, name=key) for key in repeated]
        known = (measure for measure in made if measure is not None)
        return tuple(known if date is None else (replace(measure, date=date) for measure in known))

    def of_metric(self, key: str, path: str) -> Measure | None:
        form = self.forms.get(key)
        if form is None:
            self.found.append(CATALOGUE.diagnostic("unknown_metric", path, name=key))
        elif form != self.entity.key:
            self.found.append(CATALOGUE.diagnostic("other_form", path, name=key, form=form))
        elif key in self.metrics:
            metric = self.metrics[key]
            return replace(metric.measure, label=metric.label)
        return None

    def dimensions(self) -> tuple[Dimension, ...]:
        made = (
            compile_dimension(dimension, self.entity, self.model, f"{self.path}/dimensions/{place}", self.found)
            for place, dimension in enumerate(self.written.dimensions)
        )
        return tuple(dimension for dimension in made if dimension is not None)

    def drill(self) -> tuple[Dimension, ...]:
        """The dimensions below; "records" may end the list, and always does."""
        made = []
        for place, step in enumerate(self.written.drill):
            path = f"{self.path}/drill/{place}"
            if step == RECORDS:
                if place + 1 < len(self.written.drill):
                    self.found.append(CATALOGUE.diagnostic("records_last", path))
                continue
            made.append(compile_dimension(step, self.entity, self.model, path, self.found))
        return tuple(dimension for dimension in made if dimension is not None)

    def having(self, measures: tuple[Measure, ...]) -> Checked | None:
        """A condition over the measures by key, beside parameters."""
        if self.written.having is None:
            return None
        names = {measure.key: Symbol(measure.expression.type) for measure in measures}
        names |= {name: symbol for name in ("me", "param") if (symbol := self.scope.lookup(name)) is not None}
        path = f"{self.path}/having"
        return kept(check(self.written.having, Names(names), expect=Kind.BOOLEAN, sql=True, path=path), self.found)

    def sort(self) -> tuple[SortKey, ...]:
        measures = (*self.written.metrics, *(own.key for own in self.written.measures))
        places = {key: SortKey(True, place, False) for place, key in enumerate(measures)}
        places |= {str(place + 1): SortKey(False, place, False) for place in range(len(self.written.dimensions))}
        keys = []
        for index, text in enumerate(self.written.sort):
            key = places.get(text.removeprefix("-"))
            if key is None:
                self.found.append(CATALOGUE.diagnostic("unknown_sort", f"{self.path}/sort/{index}", name=text))
            else:
                keys.append(replace(key, down=text.startswith("-")))
        return tuple(keys)

    def check_chart(self, dimensions: int, measures: int) -> None:
        chart = ChartKind(self.written.chart.kind)
        missing = needs(chart, dimensions, measures)
        if missing is not None:
            path = f"{self.path}/chart/kind"
            self.found.append(
                CATALOGUE.diagnostic("chart_misfit", path, chart=chart.value, needs_zh=missing.zh, needs_en=missing.en)
            )
