"""What stands in the way of writing: values that must be unique, references to nothing, rows changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.access import Visible
from engine.data.asking import Asker, answers, asked_of
from engine.data.codec import Codec, Values
from engine.data.database import ReadSession
from engine.data.messages import CATALOGUE
from engine.data.naming import foreign_name, unique_name
from engine.data.relations import FormTable
from engine.data.sets import among, listed
from engine.data.tables import Tables
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Problem
from engine.kernel.json import Json

Sees = Callable[[str], Visible]
"""The rows of an entity that whoever writes may point to."""


@dataclass(frozen=True, slots=True)
class _Taken:
    """Who has a unique value already."""

    field: Field
    statement: sa.Select[tuple[Json, str]]


class Conflicts:
    """The questions to ask before writing to one form, each one statement for any number of rows."""

    def __init__(self, tables: Tables, form: FormTable, codec: Codec) -> None:
        self._tables = tables
        self._form = form
        self._codec = codec
        self._unique = tuple(_Taken(field, self._taken(field)) for field in form.entity.own if field.unique)
        self._links = tuple(field for field in form.entity.own if field.target is not None and field.writable)
        self._names = self._constraint_names()

    def unique(self, session: ReadSession, rows: Sequence[Values]) -> list[Problem]:
        """Values that another record, or another row of this batch, has already. Rows with an `id` may keep theirs."""
        return [problem for taken in self._unique for problem in self._clashes(session, taken, rows)]

    def references(self, session: ReadSession, rows: Sequence[Values], sees: Sees, asker: Asker) -> list[Problem]:
        """References, also inside subforms, to records that do not exist for whoever writes."""
        uses = [use for field in self._links for use in _uses(field, rows)]
        uses += [use for field in self._form.entity.own if field.rows for use in _row_uses(field, rows)]
        found: list[Problem] = []
        for target in {use.field.target for use in uses if use.field.target is not None}:
            wanted = [use for use in uses if use.field.target == target]
            known = self._existing(session, target, {use.id for use in wanted}, sees, asker)
            found += [
                CATALOGUE.problem(
                    "no_such_reference", use.at, use.row, label=use.field.label.zh, label_en=use.field.label.en
                )
                for use in wanted
                if use.id not in known
            ]
        return found

    def explained(self, error: sa.exc.IntegrityError, session: ReadSession, rows: Sequence[Values]) -> list[Problem]:
        """What a constraint of the database refused, in our words; empty when it is none that we know."""
        if self._form.dialect == "sqlite":
            # SQLite undoes the statement and not the transaction, so it can still be asked.
            return self.unique(session, rows)
        name = str(getattr(getattr(error.orig, "diag", None), "constraint_name", None))
        if name not in self._names:
            return []
        code, field = self._names[name]
        return [_says(code, field, field.key, 0 if len(rows) == 1 else None)]

    # -- how -----------------------------------------------------------------------------------------------------
    def _taken(self, field: Field) -> sa.Select[tuple[Json, str]]:
        form, column = self._form, self._form.columns[field.key]
        statement = sa.select(column, form.columns["id"]).where(among(column, form.dialect, "values"))
        return statement if form.deleted is None else statement.where(form.deleted.is_(None))

    def _clashes(self, session: ReadSession, taken: _Taken, rows: Sequence[Values]) -> Iterator[Problem]:
        key = taken.field.key
        cells = [
            (place, self._codec.cell(key, row[key]), row.get("id"))
            for place, row in enumerate(rows)
            if row.get(key) is not None
        ]
        wanted = {"values": listed([cell for _, cell, _ in cells], self._form.dialect)}
        owners: dict[Json, str] = dict(session.rows(taken.statement, wanted))
        first: dict[Json, int] = {}
        for place, cell, own in cells:
            if cell in first:
                yield _says("not_unique_in_batch", taken.field, key, place, other=first[cell] + 1)
            elif owners.get(cell, own) != own:
                yield _says("not_unique", taken.field, key, place)
            first.setdefault(cell, place)

    def _existing(self, session: ReadSession, target: str, ids: set[str], sees: Sees, asker: Asker) -> set[str]:
        visible, form = sees(target), self._tables[target]
        statement = sa.select(form.columns["id"]).where(among(form.columns["id"], form.dialect, "ids"))
        live = form.live(form.table)
        for condition in (live, visible.element):
            statement = statement if condition is None else statement.where(condition)
        bound = answers(asked_of(statement), asker, self._tables.model, form.dialect)
        return {row[0] for row in session.rows(statement, {"ids": listed(ids, form.dialect), **bound})}

    def _constraint_names(self) -> Mapping[str, tuple[str, Field]]:
        place, uid = self._tables.place, self._form.entity.uid
        names = {unique_name(place, uid, taken.field.uid): ("not_unique", taken.field) for taken in self._unique}
        return names | {foreign_name(place, uid, field.uid): ("no_such_reference", field) for field in self._links}


@dataclass(frozen=True, slots=True)
class _Use:
    """One id in one place of a batch."""

    field: Field
    id: str
    at: str
    row: int


def _says(code: str, field: Field, at: str, row: int | None, **values: object) -> Problem:
    return CATALOGUE.problem(code, at, row, label=field.label.zh, label_en=field.label.en, **values)


def _uses(field: Field, rows: Sequence[Values]) -> Iterator[_Use]:
    for place, row in enumerate(rows):
        yield from _ids(field, row.get(field.key), field.key, place)


def _row_uses(field: Field, rows: Sequence[Values]) -> Iterator[_Use]:
    links = [cell for cell in field.rows if cell.target is not None and cell.writable]
    for place, row in enumerate(rows):
        lines = row.get(field.key)
        for number, line in enumerate(lines if links and isinstance(lines, tuple) else ()):
            for cell in links:
                yield from _ids(cell, line.get(cell.key), f"{field.key}.{number}.{cell.key}", place)


def _ids(field: Field, value: object, at: str, row: int) -> Iterator[_Use]:
    if isinstance(value, str):
        yield _Use(field, value, at, row)
    elif isinstance(value, tuple):
        for item in value:
            yield _Use(field, str(item), at, row)
