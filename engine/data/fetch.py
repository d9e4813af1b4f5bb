"""Records as expressions see them: nested plain mappings, fetched in one statement per table, for any number at once.

This is for expressions of the app's author, which see all data; nothing of it is shown to anybody as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa

from engine.data.asking import Asker, Question
from engine.data.codec import loader
from engine.data.database import ReadSession, Row
from engine.data.joins import Joins, View
from engine.data.relations import FormTable, Part
from engine.data.sets import among, listed
from engine.data.tables import Tables
from engine.expr import Element, Ref, load
from engine.fields.base import Value
from engine.kernel.json import Json
from engine.kernel.kept import Kept

Needs = dict[str, "Needs"]
"""Names as a tree: `customer.level`, `customer.region.name` → {"customer": {"level": {}, "region": {"name": {}}}}."""
Load = Callable[[Json], Value]
Found = dict[str, object]
"""A record: a reference that is navigated is a mapping (or None), a list of rows a list of mappings."""


def tree(refs: Iterable[Ref]) -> Needs:
    """The names that are read, merged."""
    needs: Needs = {}
    for ref in refs:
        here = needs
        for name in ref.path:
            here = here.setdefault(name, {})
    return needs


@dataclass(frozen=True, slots=True)
class Run:
    """One call: who asks, through which connection."""

    session: ReadSession
    asker: Asker


@dataclass(frozen=True, slots=True)
class _Statement:
    """Selects what the rows are asked by, then `keys`, each to be read by one of `loads`."""

    question: Question
    keys: tuple[str, ...]
    loads: tuple[Load | None, ...]

    def read(self, row: Row) -> Found:
        cells = zip(self.keys, self.loads, row[1:], strict=True)
        return {key: cell if cell is None or load_ is None else load_(cell) for key, load_, cell in cells}


Asked = tuple[FormTable, str | Part, tuple[str, ...]]
"""Rows of a table: by their id, by the field that links them to something, or as the rows of a subform."""


@dataclass(slots=True)
class Fetcher:
    """Fetches for the tables of one app; statements are kept."""

    tables: Tables
    zone: str = "UTC"
    _statements: Kept[Asked, _Statement] = field(default_factory=lambda: Kept(512))

    def referred(self, run: Run, form: str, needs: Needs, ids: Collection[str]) -> dict[str, Found]:
        """Records that something refers to, by id; being in the recycle bin does not matter to a reference."""
        return {str(row["id"]): row for _, row in self._rows(run, self.tables[form], "id", needs, ids)}

    def related(self, run: Run, form: str, link: str, needs: Needs, ids: Collection[str]) -> dict[str, list[Found]]:
        """Records whose field `link` points to one of these, by what they point to."""
        return _grouped(self._rows(run, self.tables[form], link, needs, ids))

    def _rows(
        self, run: Run, form: FormTable, by: str | Part, needs: Needs, ids: Collection[str]
    ) -> list[tuple[str, Found]]:
        if not ids:
            return []
        fields = form.entity.fields
        keys = tuple(sorted({"id", *(name for name in needs if name in fields and not fields[name].rows)}))
        statement = self._statements.get((form, by, keys), lambda: self._built(form, by, keys))
        raw = statement.question.rows(run.session, run.asker, {"ids": listed(ids, self.tables.dialect)})
        rows = [(str(row[0]), statement.read(row)) for row in raw]
        found = [row for _, row in rows]
        for name, inside in needs.items():
            self._behind(run, form, name, inside, found)
        return rows

    def _behind(self, run: Run, form: FormTable, name: str, inside: Needs, found: list[Found]) -> None:
        """What lies behind one name of these rows."""
        part, inverse, each = form.parts.get(name), form.entity.inverses.get(name), form.entity.fields.get(name)
        if part is not None and part.rows is not None:
            lists = _grouped(self._rows(run, part.rows, part, inside, ids_of(found)))
        elif inverse is not None:
            lists = self.related(run, inverse.form, inverse.field, inside, ids_of(found))
        elif each is not None and each.target is not None and inside:
            there = self.referred(run, each.target, inside, ids_of(found, name))
            for row in found:
                row[name] = there.get(str(row[name]))
            return
        else:
            return
        for row in found:
            row[name] = lists.get(str(row["id"]), [])

    def _built(self, form: FormTable, by: str | Part, keys: tuple[str, ...]) -> _Statement:
        joins = Joins(View(self.tables, self.zone), form)
        cells = [_cell(form, joins, key) for key in keys]
        asked, source, order = self._asked(form, by, joins)
        statement = sa.select(asked, *(element for element, _ in cells)).select_from(source)
        statement = statement.where(among(asked, form.dialect, "ids"))
        live = None if by == "id" else form.live(form.table)
        statement = statement.order_by(order) if live is None else statement.where(live).order_by(order)
        question = Question(statement, self.tables.model, form.dialect)
        return _Statement(question, keys, tuple(load_ for _, load_ in cells))

    def _asked(
        self, form: FormTable, by: str | Part, joins: Joins
    ) -> tuple[sa.ColumnElement[str], sa.FromClause, sa.ColumnElement[Json]]:
        """The column that rows are asked by, where to select from, and in which order."""
        if isinstance(by, Part):
            return by.table.c.parent_id, joins.source, by.table.c.position
        if by in form.columns:
            return form.columns[by], joins.source, form.columns["id"]
        links = form.parts[by].table.alias()
        source = joins.source.join(links, links.c.parent_id == form.columns["id"])
        return links.c.target_id, source, form.columns["id"]


def _cell(form: FormTable, joins: Joins, key: str) -> tuple[Element, Load | None]:
    """What to select for a name, and how to read it."""
    if key in form.columns:
        return form.columns[key], loader(form.entity.fields[key], form.dialect)
    value = joins.value((key,))
    return value.element, lambda raw: load(value, raw)


def ids_of(rows: Iterable[Mapping[str, object]], name: str = "id") -> set[str]:
    """All ids in one name of these rows."""
    return {str(row[name]) for row in rows if row.get(name) is not None}


def _grouped(rows: Iterable[tuple[str, Found]]) -> dict[str, list[Found]]:
    grouped: defaultdict[str, list[Found]] = defaultdict(list)
    for key, row in rows:
        grouped[key].append(row)
    return grouped
