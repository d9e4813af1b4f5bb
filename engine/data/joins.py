"""Names as SQL: columns of a form's table, LEFT JOINs along references, correlated subqueries for lists of rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

import sqlalchemy as sa

from engine.data.asking import me_value, now_value, param_value, today_value
from engine.data.relations import FormTable, Part
from engine.data.tables import Tables
from engine.expr import Call, Dialect, Element, Lit, SqlRows, SqlValue, to_sql
from engine.fields.compiled import Computed
from engine.kernel.kinds import Kind

Path = tuple[str, ...]
Guard = Callable[[FormTable, sa.FromClause], Element | None]
"""Which rows of a form exist for whoever asks, as a condition on the table or an alias of it; None when all do."""
Step = tuple[sa.FromClause, Element]


@dataclass(frozen=True, slots=True)
class View:
    """What all scopes of one statement share."""

    tables: Tables
    zone: str = "UTC"
    guard: Guard | None = None


class Joins:
    """The names of one row of a form as SQL (`expr.SqlScope`).

    `value(("customer", "level"))` joins the customer once; `source` is what to select from afterwards. With a guard,
    rows the asker may not see do not exist: a reference to one is blank, a list leaves it out. What the author of the
    app computed is the same for everybody: inside a computed field there is no guard.
    """

    def __init__(
        self,
        view: View,
        form: FormTable,
        *,
        root: sa.FromClause | None = None,
        steps: list[Step] | None = None,
        optional: bool = False,
    ) -> None:
        self.root: sa.FromClause = form.table if root is None else root
        self.form = form
        self._view = view
        self._optional = optional
        self.steps: list[Step] = [] if steps is None else steps
        self._behind: dict[str, Joins] = {}
        self._values: dict[Path, SqlValue] = {}
        self._author: Joins | None = None if view.guard else self

    # -- what expressions ask ------------------------------------------------------------------------------------
    @property
    def dialect(self) -> Dialect:
        return self._view.tables.dialect

    @property
    def zone(self) -> str:
        return self._view.zone

    def today(self) -> SqlValue:
        return today_value(self.dialect)

    def now(self) -> SqlValue:
        return now_value(self.dialect)

    def value(self, path: Path) -> SqlValue:
        known = self._values.get(path)
        if known is None:
            known = self._values[path] = self._value(path)
        return known

    def rows(self, path: Path) -> SqlRows:
        if not path:
            return SqlRows(self, lambda element: element)
        if len(path) > 1:
            return self._reference(path[0]).rows(path[1:])
        part = self.form.parts.get(path[0])
        if part is not None and part.rows is not None:
            return self._children(part, part.rows)
        inverse = self.form.entity.inverses[path[0]]
        return self._related(self._view.tables[inverse.form], inverse.field)

    # -- what statements ask -------------------------------------------------------------------------------------
    @property
    def source(self) -> sa.FromClause:
        """The form's table with everything joined so far."""
        source = self.root
        for alias, on in self.steps:
            source = source.outerjoin(alias, on)
        return source

    def alone(self, element: Element) -> Element:
        """The element, fit to stand where only the form's own table is at hand: what was joined moves into a
        subquery of one row."""
        if not self.steps:
            return element
        one = sa.select(sa.literal_column("1").label("one")).subquery()
        source: sa.FromClause = one
        for alias, on in self.steps:
            source = source.outerjoin(alias, on)
        own = [one, *(alias for alias, _ in self.steps)]
        return sa.select(element).select_from(source).correlate_except(*own).scalar_subquery()

    def aggregate(self, element: Element, conditions: list[Element]) -> Element:
        """`sum(amount)` over these rows, as one value of the row outside."""
        own = [self.root, *(alias for alias, _ in self.steps)]
        return sa.select(element).select_from(self.source).where(*conditions).correlate_except(*own).scalar_subquery()

    # -- how -----------------------------------------------------------------------------------------------------
    def _value(self, path: Path) -> SqlValue:
        if path[0] == "me":
            return me_value(path[1], self.dialect)
        if path[0] == "param":
            return param_value(self._view.tables.model.parameters[path[1]], self.dialect)
        if len(path) > 1:
            return self._reference(path[0]).value(path[1:])
        field = self.form.entity.fields[path[0]]
        if field.computed is not None and not field.computed.stored:
            return self._if_there(rounded(field.computed, self._as_author()))
        if field.key in self.form.parts:
            return self._links(self.form.parts[field.key])
        return field.face.sql(field.face_options, self.form.column(self.root, field.key), self.dialect)

    def _as_author(self) -> Joins:
        """The same row without a guard."""
        if self._author is None:
            view = replace(self._view, guard=None)
            self._author = Joins(view, self.form, root=self.root, steps=self.steps, optional=self._optional)
        return self._author

    def _if_there(self, value: SqlValue) -> SqlValue:
        """Behind a reference to nothing everything is unknown, also what would be computed over no rows at all."""
        if not self._optional:
            return value
        there = self.form.column(self.root, "id").is_not(None)
        return replace(value, element=sa.case((there, value.element), else_=None))

    def _reference(self, name: str) -> Joins:
        """The names behind a reference, joined once."""
        if name not in self._behind:
            target = self.form.entity.fields[name].target
            assert target is not None, f"{name} refers to nothing"
            form = self._view.tables[target]
            alias = form.table.alias()
            on = form.column(alias, "id") == self.value((name,)).element
            self.steps.append((alias, sa.and_(on, *self._hidden(form, alias))))
            self._behind[name] = Joins(self._view, form, root=alias, steps=self.steps, optional=True)
        return self._behind[name]

    def _hidden(self, form: FormTable, alias: sa.FromClause) -> list[Element]:
        guarded = None if self._view.guard is None else self._view.guard(form, alias)
        return [] if guarded is None else [guarded]

    def _related(self, form: FormTable, link: str) -> SqlRows:
        """The rows of `form` that point here by `link`; those in the recycle bin do not count."""
        alias = form.table.alias()
        here = self.form.column(self.root, "id")
        conditions = self._hidden(form, alias)
        live = form.live(alias)
        if live is not None:
            conditions.append(live)
        part = form.parts.get(link)
        if part is None:
            conditions.append(form.column(alias, link) == here)
        else:
            links = part.table.alias()
            ids = sa.select(links.c.parent_id).where(links.c.target_id == here).correlate_except(links)
            conditions.append(form.column(alias, "id").in_(ids))
        inner = Joins(self._view, form, root=alias)
        return SqlRows(inner, lambda element: inner.aggregate(element, conditions))

    def _children(self, part: Part, rows: FormTable) -> SqlRows:
        alias = part.table.alias()
        inner = Joins(self._view, rows, root=alias)
        mine = alias.c.parent_id == self.form.column(self.root, "id")
        return SqlRows(inner, lambda element: inner.aggregate(element, [mine]))

    def _links(self, part: Part) -> SqlValue:
        """The ids of a field that refers to many records, as a list."""
        alias = part.table.alias()
        mine = alias.c.parent_id == self.form.column(self.root, "id")
        gather = sa.func.json_group_array if self.dialect == "sqlite" else sa.func.jsonb_agg
        ids = sa.select(gather(alias.c.target_id)).where(mine).correlate_except(alias).scalar_subquery()
        return SqlValue(ids, Kind.REFERENCE, many=True)


def rounded(computed: Computed, scope: Joins) -> SqlValue:
    """A value that is computed when read, rounded to the digits it promises."""
    value = to_sql(computed.expression, scope)
    digits = computed.digits
    if value.kind is not Kind.NUMBER or digits is None or (value.scale is not None and value.scale <= digits):
        return value
    round_it = Call("ROUND", (computed.expression.expr, Lit(Decimal(digits))))
    return to_sql(replace(computed.expression, expr=round_it), scope)
