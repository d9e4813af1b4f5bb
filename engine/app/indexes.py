"""The indexes an app wants: for its views, reports, metrics, row scopes and rules, beyond those every form has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
from engine.reports.filters import DATE
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
@dataclass(frozen=True, slots=True)
class _Number:
    """What a report or a metric counts, and the filters of the dashboard it stands on."""

    form: str
    measures: tuple[Measure, ...]
    dimensions: tuple[Dimension, ...]
    where: Checked | None
    filters: frozenset[str]
    serves: Text

    def refs(self) -> Iterator[Ref]:
        """All it reads."""
        parts = [self.where, *(dimension.by for dimension in self.dimensions)]
        parts += [part for each in self.measures for part in (each.expression, each.where, each.date)]
        for part in parts:
            yield from () if part is None else part.refs
        yield from (Ref(tuple(on.split("."))) for on in self.filters if on != DATE)


def _reported(model: Model, reporting: Reporting) -> Iterator[Want]:
    """What stands on a dashboard first."""
    tiles = (tile for board in reporting.dashboards.values() for tile in board.tiles)
    shown = list(dict.fromkeys((tile.report, tile.metric, tile.filters) for tile in tiles))
    known = {report for report, _, _ in shown}
    shown += [(key, None, frozenset()) for key in reporting.reports if key not in known]
    scopes: dict[str, frozenset[str]] = {}
    for report, metric, filters in shown:
        number = _number(reporting, report, metric, filters)
        if number.form not in scopes:
            scopes[number.form] = scoped(model, model.entities[number.form])
        yield from _counted(model.entities[number.form], number, scopes[number.form])


def _number(reporting: Reporting, report: str | None, metric: str | None, filters: frozenset[str]) -> _Number:
    if report is not None:
        of = reporting.reports[report]
        serves = Text(f"报表「{of.label.zh}」", f"the report “{of.label.en}”")
        return _Number(of.form, of.measures, of.dimensions, of.where, filters, serves)
    one = reporting.metrics[metric or ""]
    serves = Text(f"指标「{one.label.zh}」", f"the metric “{one.label.en}”")
    return _Number(one.form, (one.measure,), (), None, filters, serves)


def _counted(entity: Entity, number: _Number, scope: frozenset[str]) -> Iterator[Want]:
    """An index that holds all that is compared, grouped and measured, so that no record is read for it."""
    touched = read(entity, number.refs())
    if touched is None:
        return
    carried = touched | scope
    alike = frozenset.intersection(*(compared(entity, [measure.where]) for measure in number.measures))
    groups = [dimension.of for dimension in number.dimensions]
    days = [] if groups else [measure.date for measure in number.measures if measure.date is not None]
    keys = [column(checked.expr) for checked in (*groups, *days)]
    then = tuple(key for key in keys if key is not None and is_indexable(entity, key))
    if len(carried) <= MOST_CARRIED and fits(entity, carried):
        yield Want(number.form, compared(entity, [number.where]) | alike, then, carried, number.serves)


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
