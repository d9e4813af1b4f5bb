"""Measures and metrics: expression, condition, day, and looks."""

from __future__ import annotations

from collections.abc import Mapping

from engine.data.compiled import Entity, Model
from engine.data.scope import EntityScope
from engine.expr import Call, Checked, Ref, Scope, check, check_measure, counted
from engine.fields import Face, Wish, face_of_measure
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text
from engine.reports.compiled import Measure, Metric
from engine.reports.definition import MeasureDefinition, MetricDefinition
from engine.reports.messages import CATALOGUE
from engine.reports.names import is_aggregate

COUNTS = frozenset({"rows_count", "rows_unique"})
DAYS = frozenset({Kind.DATE, Kind.DATETIME})


def compile_metrics(written: tuple[MetricDefinition, ...], model: Model) -> tuple[dict[str, Metric], list[Diagnostic]]:
    """Metrics by key; paths start at "/metrics"."""
    found: list[Diagnostic] = []
    metrics: dict[str, Metric] = {}
    for index, metric in enumerate(written):
        path = f"/metrics/{index}"
        if metric.key in metrics:
            found.append(CATALOGUE.diagnostic("same_key", f"{path}/key", name=metric.key))
        entity = model.entities.get(metric.form)
        if entity is None:
            found.append(CATALOGUE.diagnostic("unknown_form", f"{path}/form", name=metric.form))
            continue
        made = _metric(metric, entity, model, path, found)
        if made is not None:
            metrics[metric.key] = made
    return metrics, found


def _metric(
    written: MetricDefinition, entity: Entity, model: Model, path: str, found: list[Diagnostic]
) -> Metric | None:
    scope = EntityScope(model, entity)
    date = compile_date(written.date, scope, f"{path}/date", found)
    measure = compile_measure(written, entity, model, date, path, found)
    if measure is None:
        return None
    helped = None if written.help is None else Text.of(written.help)
    return Metric(written.key, Text.of(written.label), helped, entity.key, measure)


def compile_measure(
    written: MetricDefinition | MeasureDefinition,
    entity: Entity,
    model: Model,
    date: Checked | None,
    path: str,
    found: list[Diagnostic],
) -> Measure | None:
    """The measure, or None with the reasons added to `found`."""
    scope = EntityScope(model, entity)
    where = compile_where(written.where, scope, f"{path}/where", found)
    expression = kept(check_measure(written.measure, scope, path=f"{path}/measure"), found)
    if expression is None:
        return None
    found += expression.hints
    counts = isinstance(expression.expr, Call) and expression.expr.fn in COUNTS
    wish = Wish(written.as_, written.digits, written.unit is not None, counts)
    face = face_of_measure(written.key, expression.type.kind, wish, _source(expression, entity, model))
    unit = None if written.unit is None else Text.of(written.unit)
    places = face.type.places(face.options)
    rows = compile_where(counted(written.measure), scope, f"{path}/measure", found)
    return Measure(written.key, Text.of(written.label), expression, where, date, rows, face, places, unit)


def _source(measure: Checked, entity: Entity, model: Model) -> Face | None:
    """The face of the field that a plain aggregate is made of: `SUM(amount)` → that of `amount`."""
    expr = measure.expr
    if not isinstance(expr, Call) or expr.fn in COUNTS or not is_aggregate(expr):
        return None
    field = field_at(model, entity, expr.args[1].path) if isinstance(expr.args[1], Ref) else None
    return None if field is None else Face(field.face, field.face_options)


def field_at(model: Model, entity: Entity, path: tuple[str, ...]) -> Field | None:
    """The field a path ends at: ("customer", "level") → `level` of customers."""
    fields: Mapping[str, Field] = entity.fields
    field: Field | None = None
    for place, step in enumerate(path):
        field = fields.get(step)
        if field is None:
            return None
        if place + 1 < len(path):
            target = None if field.target is None else model.entities.get(field.target)
            if target is None:
                return None
            fields = target.fields
    return field


def compile_where(text: str | None, scope: Scope, path: str, found: list[Diagnostic]) -> Checked | None:
    return None if text is None else kept(check(text, scope, expect=Kind.BOOLEAN, sql=True, path=path), found)


def compile_date(text: str | None, scope: Scope, path: str, found: list[Diagnostic]) -> Checked | None:
    """The day a record counts for."""
    checked = None if text is None else kept(check(text, scope, sql=True, path=path), found)
    if checked is not None and (checked.type.kind not in DAYS or checked.type.many):
        found.append(CATALOGUE.diagnostic("not_a_date", path, name=checked.text))
        return None
    return checked


def kept(verdict: Checked | tuple[Diagnostic, ...], found: list[Diagnostic]) -> Checked | None:
    """The expression, or None with the reasons added to `found`."""
    if isinstance(verdict, tuple):
        found += verdict
        return None
    return verdict
