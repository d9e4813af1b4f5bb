"""One report is one statement: groups inside, and outside what is asked of the groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from engine.data.access import Visible
from engine.data.asking import asked_of
from engine.data.joins import Guard, Joins, View
from engine.data.relations import FormTable
from engine.data.tables import Tables
from engine.data.wants import read
from engine.expr import Call, Checked, Dialect, Element, Expr, Lit, SqlValue, sort_key, to_sql
from engine.fields.compiled import Field
from engine.kernel.json import Json
from engine.kernel.kinds import Kind
from engine.reports.compiled import Dimension, Measure, SortKey
from engine.reports.finer import by_day
from engine.reports.grouping import Grouped, at, grouped, number_of
from engine.reports.names import Known, is_aggregate

Counted = sa.Select[tuple[Json, ...]]
MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Title:
    """Where the title of a dimension's record stands among the columns, and the field that shows it."""

    place: int
    value: SqlValue
    field: Field


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be counted: `measures` with the conditions of each, `where` what all of them share."""

    dimensions: tuple[Dimension, ...]
    measures: tuple[tuple[Measure, tuple[Checked, ...]], ...]
    where: tuple[Checked, ...]
    having: Checked | None = None
    sort: tuple[SortKey, ...] = ()
    limit: int | None = None
    totals: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """`groups` and `numbers` are the columns in order, then titles, then the totals of all numbers where asked for."""

    question: Question
    select: sa.Select[tuple[Json, ...]]
    asked: tuple[str, ...]
    groups: tuple[SqlValue, ...]
    numbers: tuple[SqlValue, ...]
    titles: tuple[Title | None, ...]
    totals: int | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Where it is counted, and for whom: rows outside `visible` and behind `guard` do not exist."""

    tables: Tables
    form: FormTable
    visible: Visible
    guard: Guard | None
    zone: str
    titled: frozenset[str]
    """Forms whose titles may be shown."""


def build(question: Question, ground: Ground) -> Statement:
    """The statement; whoever asks, and when, is bound when it runs."""
    return _Builder(question, ground).statement()


class _Builder:
    def __init__(self, question: Question, ground: Ground) -> None:
        self.question = question
        self.ground = ground
        self.view = View(ground.tables, ground.zone, ground.guard)
        self.joins = Joins(self.view, ground.form)
        self.measures = tuple(_measured(measure, own) for measure, own in question.measures)
        self.numbers = tuple(to_sql(measure, self.joins) for measure in self.measures)

    def statement(self) -> Statement:
        found, counted = self.by_group()
        inner = counted.subquery("g")
        groups = tuple(group.outer(inner.c[f"dim_{n}"]) for n, group in enumerate(found))
        numbers = tuple(at(value, inner.c[f"num_{n}"]) for n, value in enumerate(self.numbers))
        source: sa.FromClause = inner
        columns = [value.element for value in (*groups, *numbers)]
        titles: list[Title | None] = []
        for dimension, value in zip(self.question.dimensions, groups, strict=True):
            source, title = self.titled(source, dimension, value, len(columns))
            titles.append(title)
            columns += [] if title is None else [title.value.element]
        totals = None
        if self.question.totals and groups:
            totals = len(columns)
            whole = self.together().subquery("t")
            source = source.join(whole, sa.true())
            columns += [whole.c[f"num_{n}"] for n in range(len(numbers))]
        select = sa.select(*columns).select_from(source)
        if self.question.having is not None:
            by_key = {measure.key: number for (measure, _), number in zip(self.question.measures, numbers, strict=True)}
            select = select.where(to_sql(self.question.having, Known(self.joins, by_key)).element)
        order = _Order(self.question, groups, numbers, titles, self.joins.dialect)
        limit = min(self.question.limit or MOST_ROWS, MOST_ROWS)
        select = select.order_by(*order.keys()).limit(sa.literal_column(str(limit)))
        return Statement(self.question, select, asked_of(select), groups, numbers, tuple(titles), totals)

    def by_group(self) -> tuple[tuple[Grouped, ...], Counted]:
        """The groups, and the statement that counts them; where an index serves it, day by day first."""
        dimensions, conditions = self.question.dimensions, self.conditions()
        finer = by_day(dimensions, self.measures, self.joins, conditions) if self.covered() else None
        if finer is None:
            groups = tuple(grouped(dimension, self.joins) for dimension in dimensions)
            return groups, _counted(groups, self.numbers, self.joins.source, conditions)
        return finer.groups, _counted(finer.groups, finer.numbers, finer.source, ())

    def together(self) -> Counted:
        """The numbers of all the rows together."""
        conditions = self.conditions()  # before the source: they may join
        return _counted((), self.numbers, self.joins.source, conditions)

    def conditions(self) -> list[Element]:
        question, ground = self.question, self.ground
        shared = [to_sql(checked, self.joins).element for checked in question.where]
        own = [conditions for _, conditions in question.measures]
        if own and all(own):
            # A group in which no measure counts anything is no group.
            counted = (sa.and_(*(to_sql(c, self.joins).element for c in conditions)) for conditions in own)
            shared.append(sa.or_(*counted))
        there = [element for element in (self.live(), ground.visible.element) if element is not None]
        return [*there, *shared]

    def live(self) -> Element | None:
        """Not in the recycle bin. SQLite takes any index of what is not in the bin for half the table, and would walk
        along it to read every row; a plus keeps it from that where no index has all that is read and no condition
        asks for one."""
        form, visible = self.ground.form, self.ground.visible
        if form.deleted is None or form.dialect != "sqlite" or visible.element is not None or self.covered():
            return form.live(form.table)
        leading = {next(iter(index.columns)).name for index in form.table.indexes}
        asked = {ref.path[0] for checked in self.question.where for ref in checked.refs if ref.path}
        if any(key in form.columns and form.columns[key].name in leading for key in asked):
            return form.live(form.table)
        return UnaryExpression(form.deleted, operator=custom_op("+")).is_(None)

    def covered(self) -> bool:
        """Whether an index holds every column of the form that the statement reads."""
        question, form = self.question, self.ground.form
        parts = [*question.where, *(dimension.by for dimension in question.dimensions)]
        parts += [part for measure, own in question.measures for part in (measure.expression, *own)]
        keys = read(form.entity, (ref for part in parts for ref in part.refs))
        derived = self.ground.tables.model.indexes.get(form.key, ())
        return keys is not None and any(spec.include and keys <= {*spec.fields, *spec.include} for spec in derived)

    def titled(
        self, source: sa.FromClause, dimension: Dimension, value: SqlValue, place: int
    ) -> tuple[sa.FromClause, Title | None]:
        """The groups with the records joined whose ids they are; of the few groups, not of the many rows."""
        if dimension.target is None or dimension.target not in self.ground.titled:
            return source, None
        form = self.ground.tables[dimension.target]
        alias = form.table.alias()
        steps: list[tuple[sa.FromClause, Element]] = []
        record = Joins(replace(self.view, guard=None), form, root=alias, steps=steps)
        field = form.entity.fields[form.entity.title]
        title = record.value((field.key,))
        on = form.column(alias, "id") == value.element
        hidden = None if self.ground.guard is None else self.ground.guard(form, alias)
        source = source.outerjoin(alias, on if hidden is None else sa.and_(on, hidden))
        for table, condition in steps:
            source = source.outerjoin(table, condition)
        return source, Title(place, title, field)


def _measured(measure: Measure, conditions: Sequence[Checked]) -> Checked:
    """The measure over the rows that meet its own conditions."""
    expression = measure.expression
    if not conditions:
        return expression
    return replace(expression, expr=restricted(expression.expr, [c.expr for c in conditions]))


def _counted(
    groups: Sequence[Grouped], numbers: Sequence[SqlValue], source: sa.FromClause, conditions: Sequence[Element]
) -> Counted:
    """The groups with their numbers, of the rows that are there for the asker."""
    names = [f"dim_{place}" for place, _ in enumerate(groups)]
    columns = [group.inner.label(name) for name, group in zip(names, groups, strict=True)]
    columns += [value.element.label(f"num_{place}") for place, value in enumerate(numbers)]
    return sa.select(*columns).select_from(source).where(*conditions).group_by(*names)


def restricted(expr: Expr, conditions: Sequence[Expr]) -> Expr:
    """Every aggregate over the form's rows, under further conditions: SUM(amount) → SUM(amount, paid == false)."""
    if not isinstance(expr, Call):
        return expr
    if is_aggregate(expr):
        rows, value, test = expr.args
        tests = (*(() if test == Lit(True) else (test,)), *conditions)
        return Call(expr.fn, (rows, value, tests[0] if len(tests) == 1 else Call("and", tests)))
    return Call(expr.fn, tuple(restricted(arg, conditions) for arg in expr.args))


@dataclass(frozen=True, slots=True)
class _Order:
    """As the author says; else along time, numbers and choices; else the largest first."""

    question: Question
    groups: tuple[SqlValue, ...]
    numbers: tuple[SqlValue, ...]
    titles: Sequence[Title | None]
    dialect: Dialect

    def keys(self) -> list[Element]:
        chosen = self.question.sort or self.usual()
        keys = [self.measure(key) if key.measure else self.group(key.place, down=key.down) for key in chosen]
        sorted_by = {key.place for key in chosen if not key.measure}
        return keys + [self.group(place) for place in range(len(self.groups)) if place not in sorted_by]

    def usual(self) -> tuple[SortKey, ...]:
        one = self.question.dimensions[0] if len(self.question.dimensions) == 1 else None
        return () if one is None or has_order(one) else (SortKey(measure=True, place=0, down=True),)

    def measure(self, key: SortKey) -> Element:
        element = sort_key(self.numbers[key.place])
        return (element.desc() if key.down else element.asc()).nulls_last()

    def group(self, place: int, *, down: bool = False) -> Element:
        """Choices in their order, records by title, text byte by byte, so that both databases agree."""
        dimension, value, title = self.question.dimensions[place], self.groups[place], self.titles[place]
        choices = dimension.face.type.choices(dimension.face.options)
        element = sort_key(value)
        if choices:
            ranks = {choice: number_of(rank) for rank, choice in enumerate(choices)}
            element = sa.case(ranks, value=value.element, else_=None)
        elif title is not None:
            element = sort_key(title.value)
        if element.type.python_type is str and self.dialect == "postgresql":
            element = sa.collate(element, "C")
        return (element.desc() if down else element.asc()).nulls_last()


def has_order(dimension: Dimension) -> bool:
    """Whether the values follow one another: time, numbers, choices; not names."""
    choices = dimension.face.type.choices(dimension.face.options)
    return bool(choices) or dimension.by.type.kind in {Kind.NUMBER, Kind.DATE, Kind.DATETIME, Kind.BOOLEAN}
