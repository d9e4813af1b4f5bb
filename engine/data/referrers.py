"""What points to records that are about to go, and what their forms say shall happen then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

import sqlalchemy as sa

from engine.data.database import ReadSession
from engine.data.relations import FormTable
from engine.data.sets import among, listed
from engine.data.tables import Tables
from engine.fields.compiled import Field


class OnDelete(StrEnum):
    """What a reference says about the record it points to: it must stay, the reference empties, or the row goes too."""

    RESTRICT = "restrict"
    CLEAR = "clear"
    CASCADE = "cascade"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A live record that points to one that goes."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Referring:
    """Records of `form` that point by `field`, by the record they point to. `inside` names the subform whose rows
    do, where it is not the record itself."""

    form: FormTable
    field: Field
    rule: OnDelete
    inside: str | None
    pointers: Mapping[str, tuple[Pointer, ...]]


@dataclass(frozen=True, slots=True)
class _Link:
    form: FormTable
    field: Field
    inside: str | None
    statement: sa.Executable


class Referrers:
    """Looks for everything that points to the records of one form: a query per reference, for any number of records."""

    def __init__(self, tables: Tables, form: str) -> None:
        self._tables = tables
        self._form = form

    def of(self, session: ReadSession, ids: Collection[str]) -> list[Referring]:
        """Only references that bite; links of many records go with either side and are not asked."""
        if not ids:
            return []
        bound = {"ids": listed(ids, self._tables.dialect)}
        found = []
        for link in self._links:
            by_target: defaultdict[str, list[Pointer]] = defaultdict(list)
            for target, id_, version in session.rows(link.statement, bound):
                by_target[target].append(Pointer(id_, int(version)))
            if by_target:
                rule = OnDelete(getattr(link.field.options, "on_delete", OnDelete.RESTRICT))
                pointers = {target: tuple(each) for target, each in by_target.items()}
                found.append(Referring(link.form, link.field, rule, link.inside, pointers))
        return found

    @cached_property
    def _links(self) -> list[_Link]:
        return [link for form in self._tables.own for link in self._of(form)]

    def _of(self, form: FormTable) -> Iterator[_Link]:
        live = form.live(form.table)
        for field in form.entity.own:
            if self._points(field) and field.key in form.columns:
                column = form.columns[field.key]
                yield _Link(form, field, None, self._asked(form, column, form.table, live))
            part = form.parts.get(field.key)
            rows = None if part is None else part.rows
            if part is None or rows is None:
                continue
            source = part.table.join(form.table, part.table.c.parent_id == form.columns["id"])
            for cell in field.rows:
                if self._points(cell):
                    yield _Link(form, cell, field.key, self._asked(form, rows.columns[cell.key], source, live))

    def _points(self, field: Field) -> bool:
        return field.target == self._form and field.computed is None and field.has_column

    def _asked(
        self, form: FormTable, column: sa.ColumnElement[str], source: sa.FromClause, live: sa.ColumnElement[bool] | None
    ) -> sa.Executable:
        statement = sa.select(column, form.columns["id"], form.columns["version"]).select_from(source)
        statement = statement.where(among(column, self._tables.dialect, "ids")).order_by(form.columns["id"])
        return statement if live is None else statement.where(live)
