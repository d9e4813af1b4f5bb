"""The indexes an app wants: for its views, reports, metrics, row scopes and rules, beyond those every form has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from engine.data.compiled import Action, Entity, IndexSpec, Model
from engine.data.derive import derived
from engine.data.wants import (
    MOST_CARRIED,
    Want,
    branches,
    column,
    compared,
    fits,
    is_indexable,
    read,
    scoped,
)
from engine.expr import Checked, Ref
from engine.forms.compiled import Form, View
from engine.kernel.kinds import Kind
from engine.kernel.wording import Text
from engine.reports.compiled import Dimension, Measure, Reporting
from engine.rules.compiled import Find, OnDate, Rule, RuleSet

NEWEST = ("created_at", "id")
"""How a list is sorted when nothing else is said."""


def wanted_indexes(
    model: Model, forms: Mapping[str, Form], reporting: Reporting, rules: RuleSet
) -> Mapping[str, tuple[IndexSpec, ...]]:
    """By form. Lists come first, as they are opened most; then dashboards, other reports, row scopes, rules."""
    wants: dict[str, list[Want]] = {}
    for want in _wants(model, forms, reporting, rules):
        wants.setdefault(want.form, []).append(want)
    made = {key: derived(model.entities[key], asked) for key, asked in wants.items() if key in forms}
    return MappingProxyType({key: specs for key, specs in made.items() if specs})


def _wants(model: Model, forms: Mapping[str, Form], reporting: Reporting, rules: RuleSet) -> Iterator[Want]:
    for form in forms.values():
        for view in form.views:
            yield _view(form.entity, view)
    yield from _reported(model, reporting)
    yield from _row_scopes(model)
    for rule in rules.rules.values():
        yield from _rule(model, rule)


# -- lists -----------------------------------------------------------------------------------------------------------
def _view(entity: Entity, view: View) -> Want:
    serves = Text(f"视图「{view.label.zh}」", f"the view “{view.label.en}”")
    return Want(entity.key, compared(entity, [view.where]), _order(entity, view.sort), frozenset(), serves)


def _order(entity: Entity, sort: tuple[str, ...]) -> tuple[str, ...]:
    """As far as one index can go along: fields of the record in one direction, and the id that ends every order."""
    keys: list[str] = []
    for written in sort:
        key = written.removeprefix("-")
        if not is_indexable(entity, key) or written.startswith("-") is not sort[0].startswith("-"):
            return tuple(keys)
        keys.append(key)
    return (*keys, "id") if keys else NEWEST


def _row_scopes(model: Model) -> Iterator[Want]:
    for role in model.roles.values():
        for form, grant in role.grants.items():
            scope, entity = grant.scopes.get(Action.READ), model.entities[form]
            if isinstance(scope, Checked):
                serves = Text(f"角色「{role.label.zh}」的数据范围", f"the records of the role “{role.label.en}”")
                for equal in branches(scope, entity):
                    if equal:
                        yield Want(form, equal, NEWEST, frozenset(), serves)


# -- numbers ---------------------------------------------------------------------------------------------------------
def _reported(model: Model, reporting: Reporting) -> Iterator[Want]:
    """What stands on a dashboard first, along with the filters there."""
    shown: set[tuple[str | None, str | None]] = set()
    for board in reporting.dashboards.values():
        for tile in board.tiles:
            shown.add((tile.report, tile.metric))
            yield from _numbers(model, reporting, tile.report, tile.metric, tile.filters)
    for key in reporting.reports:
        if (key, None) not in shown:
            yield from _numbers(model, reporting, key, None, ())


def _numbers(
    model: Model, reporting: Reporting, report: str | None, metric: str | None, filters: Iterable[str]
) -> Iterator[Want]:
    if report is not None:
        of = reporting.reports[report]
        serves = Text(f"报表「{of.label.zh}」", f"the report “{of.label.en}”")
        yield from _counted(model, of.form, of.measures, of.dimensions, of.where, filters, serves)
    elif metric is not None:
        one = reporting.metrics[metric]
        serves = Text(f"指标「{one.label.zh}」", f"the metric “{one.label.en}”")
        yield from _counted(model, one.form, (one.measure,), (), None, filters, serves)


def _counted(
    model: Model,
    form: str,
    measures: tuple[Measure, ...],
    dimensions: tuple[Dimension, ...],
    where: Checked | None,
    filters: Iterable[str],
    serves: Text,
) -> Iterator[Want]:
    """An index that holds all that is compared, grouped and measured, so that no record is read for it."""
    entity = model.entities[form]
    touched = read(entity, _refs(measures, dimensions, where, filters, entity))
    if touched is None:
        return
    carried = touched | scoped(model, entity)
    equal = compared(entity, [where]) | frozenset.intersection(*(compared(entity, [m.where]) for m in measures))
    groups = [dimension.of for dimension in dimensions]
    days = [] if groups else [measure.date for measure in measures if measure.date is not None]
    keys = [column(checked.expr) for checked in (*groups, *days)]
    then = tuple(key for key in keys if key is not None and is_indexable(entity, key))
    if len(carried) <= MOST_CARRIED and fits(entity, carried):
        yield Want(form, equal, then, carried, serves)


def _refs(
    measures: Iterable[Measure],
    dimensions: Iterable[Dimension],
    where: Checked | None,
    filters: Iterable[str],
    entity: Entity,
) -> Iterator[Ref]:
    for measure in measures:
        for part in (measure.expression, measure.where, measure.date):
            yield from () if part is None else part.refs
    for dimension in dimensions:
        yield from dimension.by.refs
    yield from () if where is None else where.refs
    yield from (Ref(tuple(on.split("."))) for on in filters if on.split(".")[0] in entity.fields)


# -- rules -----------------------------------------------------------------------------------------------------------
def _rule(model: Model, rule: Rule) -> Iterator[Want]:
    serves = Text(f"规则「{rule.label.zh}」", f"the rule “{rule.label.en}”")
    trigger = rule.trigger
    if isinstance(trigger, OnDate):
        entity = model.entities[rule.form]
        day = entity.fields.get(trigger.field)
        if day is not None and day.kind is Kind.DATE and is_indexable(entity, trigger.field):
            yield Want(rule.form, compared(entity, [rule.when]), (trigger.field,), frozenset(), serves)
    for find in rule.finds.values():
        yield from _found(model, find, serves)


def _found(model: Model, find: Find, serves: Text) -> Iterator[Want]:
    equal = compared(model.entities[find.form], [find.where])
    if equal:
        yield Want(find.form, equal, ("id",), frozenset(), serves)
