"""Rows of subforms and links to many records, for any number of records at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

import sqlalchemy as sa

from engine.data.asking import Asker, Question
from engine.data.codec import Codec
from engine.data.compiled import FieldRight
from engine.data.database import ReadSession, Row
from engine.data.joins import Joins, View
from engine.data.relations import FormTable, Part
from engine.data.rights import Columns
from engine.data.selection import Selection, selection
from engine.data.sets import among, listed
from engine.data.tables import Tables
from engine.fields.base import Value
from engine.kernel.json import Json


class PartReader:
    """Reads one part; each statement is built when it is first needed."""

    def __init__(self, tables: Tables, part: Part, zone: str) -> None:
        self._tables = tables
        self._part = part
        self._zone = zone
        self._codec = None if part.rows is None else Codec(part.rows)
        self._shown: dict[bool, tuple[Question, Selection]] = {}

    def values(self, session: ReadSession, ids: Iterable[str]) -> dict[str, tuple[Value, ...]]:
        """Record → its rows as values (stored fields and id), or the ids it links to, in their order."""
        rows = session.rows(self._stored, {"parents": listed(ids, self._tables.dialect)})
        if self._codec is None:
            return _grouped([row[0] for row in rows], [row[1] for row in rows])
        values = self._codec.decode(self._keys, (row[1:] for row in rows))
        return _grouped([row[0] for row in rows], values)

    def wire(
        self, session: ReadSession, asker: Asker, ids: Iterable[str], right: FieldRight
    ) -> dict[str, tuple[Json, ...]]:
        """Record → its rows as objects on the wire, computed columns included, or the ids it links to."""
        bound = {"parents": listed(ids, self._tables.dialect)}
        if self._part.rows is None:
            return self.values(session, ids)
        question, chosen = self._question(self._part.rows, masked=right is FieldRight.MASKED)
        rows = question.rows(session, asker, bound)
        return _grouped([row[-1] for row in rows], chosen.items(rows))

    # -- how -----------------------------------------------------------------------------------------------------
    @property
    def _keys(self) -> Sequence[str]:
        return () if self._part.rows is None else tuple(self._part.rows.columns)

    @cached_property
    def _stored(self) -> sa.Select[Row]:
        table, rows = self._part.table, self._part.rows
        columns = [table.c.target_id] if rows is None else list(rows.columns.values())
        return self._ordered(sa.select(table.c.parent_id, *columns))

    def _question(self, rows: FormTable, *, masked: bool) -> tuple[Question, Selection]:
        if masked not in self._shown:
            right = {True: FieldRight.MASKED, False: FieldRight.READ}
            rights = {key: right[masked and field.face.maskable] for key, field in rows.entity.fields.items()}
            joins = Joins(View(self._tables, self._zone), rows)
            chosen = selection(joins, Columns(rights), None, rows=False)
            statement = sa.select(*chosen.elements, self._part.table.c.parent_id).select_from(joins.source)
            self._shown[masked] = (Question(self._ordered(statement), self._tables.model, self._tables.dialect), chosen)
        return self._shown[masked]

    def _ordered(self, statement: sa.Select[Row]) -> sa.Select[Row]:
        table = self._part.table
        mine = among(table.c.parent_id, self._tables.dialect, "parents")
        return statement.where(mine).order_by(table.c.parent_id, table.c.position)


def _grouped(parents: Iterable[str], items: Iterable[Json]) -> dict[str, tuple[Json, ...]]:
    grouped: defaultdict[str, list[Json]] = defaultdict(list)
    for parent, item in zip(parents, items, strict=True):
        grouped[parent].append(item)
    return {parent: tuple(each) for parent, each in grouped.items()}
