"""The only writer of user data: sets of rows in, compare-and-set on their version, parts along with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

import sqlalchemy as sa

from engine.data.codec import Codec, Values
from engine.data.conflicts import Conflicts
from engine.data.database import WriteSession
from engine.data.messages import CATALOGUE
from engine.data.relations import FormTable, Part
from engine.data.sets import among, listed
from engine.data.tables import Tables
from engine.fields.base import Value
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.ids import new_id
from engine.kernel.json import Json


@dataclass(frozen=True, slots=True)
class Change:
    """New values for one record that is still at `version`; fields that are not named stay."""

    id: str
    version: int
    values: Values


class FormWriter:
    """Writes one form; every statement is built once."""

    def __init__(self, tables: Tables, form: FormTable) -> None:
        self.form = form
        self.codec = Codec(form)
        self.conflicts = Conflicts(tables, form, self.codec)
        self._insert = sa.insert(form.table)
        self._parts = {key: PartWriter(part, form) for key, part in form.parts.items()}
        self._updates: dict[tuple[frozenset[str], _Bin], sa.Update] = {}
        self._bin = form.table.c.deleted_at
        ids = form.columns["id"]
        versions = sa.select(ids, form.columns["version"], self._bin.is_not(None))
        versions = versions.where(among(ids, form.dialect, "ids"))
        self._versions = versions if form.dialect == "sqlite" else versions.with_for_update()

    def insert_many(self, session: WriteSession, rows: Sequence[Values]) -> None:
        """Complete records, each with its `id`. Refused as a whole when a value must be unique and is not."""
        if not rows:
            return
        if len(rows) > 1:
            _refuse(Reason.CONFLICT, self.conflicts.unique(session, rows))
        self._run(session, self._insert, self.codec.encode(rows), rows)
        for key, part in self._parts.items():
            part.insert(session, {str(row["id"]): row.get(key) for row in rows})

    def update_many(self, session: WriteSession, changes: Sequence[Change]) -> None:
        """Refused as a whole when one of the records is not at its version any more, or gone."""
        self._change(session, changes, _Bin.STAYS_OUT)
        for key, part in self._parts.items():
            part.replace(session, {change.id: change.values[key] for change in changes if key in change.values})

    def soft_delete_many(self, session: WriteSession, changes: Sequence[Change], at: datetime) -> None:
        """Into the recycle bin."""
        self._change(session, changes, _Bin.GOES_IN, self.codec.cell("created_at", at))

    def restore_many(self, session: WriteSession, changes: Sequence[Change]) -> None:
        """Back from the recycle bin."""
        self._change(session, changes, _Bin.COMES_OUT)

    # -- how -----------------------------------------------------------------------------------------------------
    def _change(self, session: WriteSession, changes: Sequence[Change], bin_: _Bin, mark: Json = None) -> None:
        """One statement per set of changed columns; `mark` is the new `deleted_at`."""
        rows = [{**change.values, "id": change.id} for change in changes]
        if len(changes) > 1:
            self._compare(session, changes, bin_)
            _refuse(Reason.CONFLICT, self.conflicts.unique(session, rows))
        by_columns: dict[frozenset[str], list[int]] = {}
        for place, change in enumerate(changes):
            keys = frozenset(key for key in change.values if key in self.form.columns)
            by_columns.setdefault(keys, []).append(place)
        for keys, places in by_columns.items():
            bound = [self._bound(keys, changes[place], bin_, mark) for place in places]
            count = self._run(session, self._update(keys, bin_), bound, [rows[place] for place in places])
            if len(changes) == 1 and count != 1:
                raise CATALOGUE.refused(Reason.STALE, "stale")

    def _compare(self, session: WriteSession, changes: Sequence[Change], bin_: _Bin) -> None:
        """Several at once are locked and looked at first: afterwards nobody could tell which of them was stale."""
        bound = {"ids": listed([change.id for change in changes], self.form.dialect)}
        there = {row[0]: (int(row[1]), bool(row[2])) for row in session.rows(self._versions, bound)}
        wrong = [
            CATALOGUE.problem("stale", None, place)
            for place, change in enumerate(changes)
            if there.get(change.id) != (change.version, bin_ is _Bin.COMES_OUT)
        ]
        _refuse(Reason.STALE, wrong)

    def _update(self, keys: frozenset[str], bin_: _Bin) -> sa.Update:
        known = self._updates.get((keys, bin_))
        if known is None:
            known = self._updates[keys, bin_] = self._built(keys, bin_)
        return known

    def _built(self, keys: frozenset[str], bin_: _Bin) -> sa.Update:
        columns = self.form.columns
        news: dict[sa.Column[Json], object] = {
            columns[key]: sa.bindparam(f"set_{columns[key].name}", type_=columns[key].type) for key in sorted(keys)
        }
        news[columns["version"]] = columns["version"] + 1
        if bin_ is not _Bin.STAYS_OUT:
            news[self._bin] = sa.bindparam("set_deleted_at", type_=self._bin.type)
        return (
            sa.update(self.form.table)
            .where(columns["id"] == sa.bindparam("at_id"))
            .where(columns["version"] == sa.bindparam("at_version"))
            .where(self._bin.is_not(None) if bin_ is _Bin.COMES_OUT else self._bin.is_(None))
            .values(news)
        )

    def _bound(self, keys: frozenset[str], change: Change, bin_: _Bin, mark: Json) -> dict[str, Json]:
        cell = self.codec.cell
        bound = {f"set_{self.form.columns[key].name}": cell(key, change.values[key]) for key in keys}
        if bin_ is not _Bin.STAYS_OUT:
            bound["set_deleted_at"] = mark
        return {**bound, "at_id": change.id, "at_version": change.version}

    def _run(
        self, session: WriteSession, statement: sa.Executable, bound: list[dict[str, Json]], rows: Sequence[Values]
    ) -> int:
        """Rows written; what a constraint refuses is said in our words."""
        try:
            return session.execute(statement, bound[0] if len(bound) == 1 else bound).rowcount
        except sa.exc.IntegrityError as error:
            problems = self.conflicts.explained(error, session, rows)
            if not problems:
                raise
            raise Refused(Reason.CONFLICT, problems) from error


class _Bin(Enum):
    """What a change has to do with the recycle bin."""

    STAYS_OUT = auto()
    GOES_IN = auto()
    COMES_OUT = auto()


class PartWriter:
    """Writes the rows of a subform or the links of a field that refers to many records."""

    def __init__(self, part: Part, form: FormTable) -> None:
        self._codec = None if part.rows is None else Codec(part.rows)
        self._insert = sa.insert(part.table)
        self._delete = sa.delete(part.table).where(among(part.table.c.parent_id, form.dialect, "parents"))
        self._dialect = form.dialect

    def replace(self, session: WriteSession, by_parent: Mapping[str, Value]) -> None:
        """All rows of these records anew; rows keep the `id` they come with."""
        if by_parent:
            session.execute(self._delete, {"parents": listed(by_parent, self._dialect)})
            self.insert(session, by_parent)

    def insert(self, session: WriteSession, by_parent: Mapping[str, Value]) -> None:
        stored = [row for parent, items in by_parent.items() if items for row in self._stored(parent, items)]
        if stored:
            session.execute(self._insert, stored)

    def _stored(self, parent: str, items: Value) -> Iterator[dict[str, Json]]:
        listed_items = items if isinstance(items, tuple) else ()
        if self._codec is None:
            yield from (
                {"parent_id": parent, "position": place, "target_id": item} for place, item in enumerate(listed_items)
            )
            return
        for place, row in enumerate(self._codec.encode(listed_items)):
            yield {**row, "id": row["id"] or new_id(), "parent_id": parent, "position": place}


def _refuse(reason: Reason, problems: list[Problem]) -> None:
    if problems:
        raise Refused(reason, problems)
