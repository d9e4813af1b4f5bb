"""Months counted day by day: along an index by day the database adds up without sorting, and months are made of the
few days that are left, not of the many rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import sqlalchemy as sa

from engine.data.joins import Joins
from engine.expr import Call, Checked, Element, Expr, Lit, Ref, SqlValue, to_sql
from engine.kernel.kinds import Kind
from engine.reports.compiled import Bucket, Dimension
from engine.reports.grouping import Grouped, at, grouped
from engine.reports.names import Known, is_aggregate

_TRUE = Lit(True)
_MINE = Ref(())
_AGAIN: Mapping[str, str] = MappingProxyType(
    {"rows_count": "rows_sum", "rows_sum": "rows_sum", "rows_min": "rows_min", "rows_max": "rows_max"}
)
"""Aggregates that can be made of those of parts, and how."""


@dataclass(frozen=True, slots=True)
class Finer:
    """Days and what is counted of them: `source` in place of the rows, with the groups and numbers made of it."""

    source: sa.FromClause
    groups: tuple[Grouped, ...]
    numbers: tuple[SqlValue, ...]


def by_day(
    dimensions: Sequence[Dimension], measures: Sequence[Checked], joins: Joins, conditions: Sequence[Element]
) -> Finer | None:
    """SUM(amount) by month of signed_on → sums by signed_on, and the sum of those by month. None where it does not
    help: there is no longer span of days, there may be as many groups as rows, or parts do not make the whole."""
    spans = [dimension for dimension in dimensions if _is_span(dimension)]
    if not spans or not all(map(_has_few, dimensions)):
        return None
    parts = list(dict.fromkeys(part for measure in measures for part in _aggregates(measure.expr)))
    if not all(part.fn in _AGAIN for part in parts):
        return None
    names = {part: f"part_{place}" for place, part in enumerate(parts)}
    values = {
        name: to_sql(Checked("", part, measures[0].type, True, frozenset()), joins) for part, name in names.items()
    }
    plain = {place: grouped(each, joins) for place, each in enumerate(dimensions) if each not in spans}
    days = {_day(each): joins.value((_day(each),)) for each in spans}
    columns = {
        f"plain_{place}" if place in plain else f"day_{_day(each)}": (
            plain[place].inner if place in plain else days[_day(each)].element
        )
        for place, each in enumerate(dimensions)
    }
    source = _added_up(columns, values, joins, conditions)
    known = {name: at(value, source.c[name]) for name, value in values.items()}
    known |= {name: at(value, source.c[f"day_{name}"]) for name, value in days.items()}
    scope = Known(joins, known)
    groups = tuple(
        replace(plain[place], inner=source.c[f"plain_{place}"]) if place in plain else grouped(dimension, scope)
        for place, dimension in enumerate(dimensions)
    )
    numbers = tuple(to_sql(replace(measure, expr=_made(measure.expr, names)), scope) for measure in measures)
    return Finer(source, groups, numbers)


def _added_up(
    columns: Mapping[str, Element], values: Mapping[str, SqlValue], joins: Joins, conditions: Sequence[Element]
) -> sa.Subquery:
    """The rows by day, and what is counted of each."""
    named = [element.label(name) for name, element in columns.items()]
    named += [value.element.label(name) for name, value in values.items()]
    select = sa.select(*named).select_from(joins.source).where(*conditions).group_by(*columns)
    if joins.dialect == "postgresql":
        # Blanks first, as indexes have them: else it takes no index for grouped already, and hashes every row.
        select = select.order_by(*(sa.nulls_first(sa.text(name)) for name in columns))
    return select.subquery("f")


def _day(dimension: Dimension) -> str:
    assert isinstance(dimension.of.expr, Ref)
    return dimension.of.expr.path[0]


def _is_span(dimension: Dimension) -> bool:
    """Months and the like of a day that the record itself holds."""
    of = dimension.of
    is_own = isinstance(of.expr, Ref) and len(of.expr.path) == 1 and of.type.kind is Kind.DATE
    return is_own and dimension.bucket not in {None, Bucket.DAY}


def _has_few(dimension: Dimension) -> bool:
    """Whether there are few values of it, days among them."""
    chosen = dimension.face.type.choices(dimension.face.options) is not None
    return _is_span(dimension) or chosen or dimension.by.type.kind is Kind.BOOLEAN


def _aggregates(expr: Expr) -> Iterator[Call]:
    """Over the form's own rows, the outermost."""
    if isinstance(expr, Call):
        if is_aggregate(expr):
            yield expr
        else:
            for arg in expr.args:
                yield from _aggregates(arg)


def _made(expr: Expr, names: Mapping[Call, str]) -> Expr:
    """The same of parts: COUNT() → SUM(part_0). A part that is too large to be known makes the whole unknown."""
    if not isinstance(expr, Call):
        return expr
    if expr not in names:
        return Call(expr.fn, tuple(_made(arg, names) for arg in expr.args))
    part = Ref((names[expr],), row=True)
    again = Call(_AGAIN[expr.fn], (_MINE, part, _TRUE))
    if expr.fn != "rows_sum":
        return again
    known, all_ = Call("rows_count", (_MINE, part, _TRUE)), Call("rows_count", (_MINE, _TRUE, _TRUE))
    return Call("IF", (Call("eq", (known, all_)), again))
