"""Reading records: one, a page, some by id. What exists for whom is an argument of every read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.access import Access, Visible
from engine.data.asking import Asker, Question
from engine.data.codec import Codec, to_wire
from engine.data.compiled import FieldRight
from engine.data.database import ReadSession, Row
from engine.data.joins import Joins, View
from engine.data.ordering import Key, after, cursor_of, place_of, sort_keys
from engine.data.partrows import PartReader
from engine.data.questions import filter_of, searched, word_bounds, words_of
from engine.data.relations import FormTable
from engine.data.rights import Columns
from engine.data.selection import Selection, selection
from engine.data.sets import among, listed
from engine.data.tables import Tables
from engine.expr import Checked, Element, to_sql
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.json import Json, JsonObject
from engine.kernel.kept import Kept

MOST = 1000
NUL = "\x00"
"""What PostgreSQL takes in no text, and so no id has."""
_PLANS = 512


@dataclass(frozen=True, slots=True)
class Ask:
    """A list as somebody asks for it. `sort` takes field keys, `-key` for downwards; `bin` shows what was deleted."""

    where: str | None = None
    sort: tuple[str, ...] = ()
    fields: tuple[str, ...] | None = None
    search: str | None = None
    limit: int = 50
    cursor: str | None = None
    count: bool = False
    bin: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """`next` continues after the last item; `count` is there when it was asked for."""

    items: list[JsonObject]
    next: str | None
    count: int | None


@dataclass(frozen=True, slots=True)
class _One:
    """All that makes two reads of one record need different statements."""

    visible: Visible
    columns: Columns
    fields: tuple[str, ...] | None
    bin: bool


@dataclass(frozen=True, slots=True)
class _Rows:
    visible: Visible
    columns: Columns | None
    lock: bool
    bin: bool | None


@dataclass(frozen=True, slots=True)
class _Shape:
    """All that makes two lists need different statements."""

    visible: Visible
    columns: Columns
    fields: tuple[str, ...] | None
    where: Checked | None
    sort: tuple[str, ...]
    words: int
    bin: bool


@dataclass(frozen=True, slots=True, eq=False)
class _List:
    """A list ready to be asked for: the statement with its `sort` columns behind the selected ones."""

    chosen: Selection
    statement: sa.Select[Row]
    source: sa.FromClause
    conditions: tuple[Element, ...]
    order: tuple[Element, ...]
    keys: tuple[Key, ...]
    count: Question
    late: bool


class FormReader:
    """Reads one form; statements are built once per set of roles and shape of question, and kept."""

    def __init__(self, tables: Tables, access: Access, form: FormTable, zone: str = "UTC") -> None:
        self.form = form
        self._tables = tables
        self._access = access
        self._zone = zone
        self._codec = Codec(form)
        self._parts = {key: PartReader(tables, part, zone) for key, part in form.parts.items()}
        self._filters: Kept[tuple[str, Columns], Checked] = Kept(_PLANS)
        self._gets: Kept[_One, tuple[Question, Selection]] = Kept(_PLANS)
        self._lists: Kept[_Shape, _List] = Kept(_PLANS)
        self._pages: Kept[tuple[_Shape, tuple[bool, ...] | None], Question] = Kept(_PLANS)
        self._rows: Kept[_Rows, tuple[Question, tuple[str, ...]]] = Kept(_PLANS)

    def get(
        self,
        session: ReadSession,
        asker: Asker,
        record: str,
        *,
        visible: Visible,
        columns: Columns,
        fields: tuple[str, ...] | None = None,
        bin: bool = False,
    ) -> JsonObject | None:
        """One record on the wire, or None when there is none for the asker."""
        if visible.nothing or NUL in record:
            return None
        shape = _One(visible, columns, fields, bin)
        question, chosen = self._gets.get(shape, lambda: self._get(shape))
        row = question.first(session, asker, {"id": record})
        if row is None:
            return None
        items = chosen.items((row,))
        self._add_parts(session, asker, items, chosen, columns)
        return items[0]

    def told(self, values: Mapping[str, Value], *, visible: Visible, columns: Columns) -> JsonObject | None:
        """What `get` would answer about a record that has just been written and is in sight, from its `values`; None
        where they do not say it all, because something is computed when read or kept in another table."""
        shape = _One(visible, columns, None, bin=False)
        _, chosen = self._gets.get(shape, lambda: self._get(shape))
        if not chosen.plain:
            return None
        return {key: _shown(self.form.entity.fields[key], values.get(key), columns[key]) for key in chosen.keys}

    def page(self, session: ReadSession, asker: Asker, ask: Ask, *, visible: Visible, columns: Columns) -> Page:
        """Records in order, as many as asked for."""
        if visible.nothing:
            return Page([], None, 0 if ask.count else None)
        words = words_of(ask.search)
        shape = _Shape(visible, columns, ask.fields, self._where(ask, asker, columns), ask.sort, len(words), ask.bin)
        listing = self._lists.get(shape, lambda: self._list(shape, asker))
        bound: JsonObject = word_bounds(words)
        count = int(listing.count.scalar(session, asker, bound)) if ask.count else None
        seen = None if ask.cursor is None else place_of(ask.cursor, ask.sort, listing.keys)
        nulls = None if seen is None else tuple(value is None for value in seen)
        question = self._pages.get((shape, nulls), lambda: self._page(listing, nulls))
        limit = max(1, min(ask.limit, MOST))
        bound |= {f"after_{place}": value for place, value in enumerate(seen or ())}
        rows = question.rows(session, asker, {**bound, "limit": limit + 1})
        more, rows = len(rows) > limit, rows[:limit]
        items = listing.chosen.items(rows)
        self._add_parts(session, asker, items, listing.chosen, columns)
        return Page(items, cursor_of(rows[-1][-len(listing.keys) :], ask.sort) if more else None, count)

    def values(
        self,
        session: ReadSession,
        asker: Asker,
        ids: Iterable[str],
        *,
        visible: Visible,
        columns: Columns,
        lock: bool = False,
        bin: bool = False,
    ) -> dict[str, dict[str, Value]]:
        """Records as values, by id: stored fields, rows of subforms, links. What is computed when read is not in it;
        `gather` answers for that. `lock` holds the rows until the end of the transaction."""
        wanted = _plausible(ids)
        if visible.nothing or not wanted:
            return {}
        shape = _Rows(visible, columns, lock, bin)
        question, keys = self._rows.get(shape, lambda: self._stored(shape))
        rows = question.rows(session, asker, {"ids": listed(wanted, self.form.dialect)})
        found: dict[str, dict[str, Value]] = {str(each["id"]): each for each in self._codec.decode(keys, rows)}
        for key, part in self._parts.items():
            if key in columns.readable and found:
                by_record = part.values(session, found)
                for record, values in found.items():
                    values[key] = by_record.get(record, ())
        return found

    def among(self, session: ReadSession, asker: Asker, ids: Iterable[str], *, visible: Visible) -> frozenset[str]:
        """Those of the ids on which the action is allowed."""
        wanted = _plausible(ids)
        if visible.nothing or not wanted:
            return frozenset()
        shape = _Rows(visible, None, lock=False, bin=None)
        question, _ = self._rows.get(shape, lambda: self._stored(shape))
        return frozenset(row[0] for row in question.rows(session, asker, {"ids": listed(wanted, self.form.dialect)}))

    # -- statements ----------------------------------------------------------------------------------------------
    def _where(self, ask: Ask, asker: Asker, columns: Columns) -> Checked | None:
        text = ask.where
        if not text:
            return None
        return self._filters.get(
            (text, columns), lambda: filter_of(text, self._tables.model, self.form, self._access, asker.actor)
        )

    def _get(self, shape: _One) -> tuple[Question, Selection]:
        joins = Joins(View(self._tables, self._zone), self.form)
        chosen = selection(joins, shape.columns, shape.fields, rows=True)
        here = self.form.columns["id"] == sa.bindparam("id", type_=sa.Text())
        statement = sa.select(*chosen.elements).select_from(joins.source)
        statement = statement.where(here, *self._existing(shape.visible, bin=shape.bin))
        return self._question(statement), chosen

    def _list(self, shape: _Shape, asker: Asker) -> _List:
        joins = Joins(View(self._tables, self._zone), self.form)
        chosen = selection(joins, shape.columns, shape.fields, rows=False)
        keys = sort_keys(shape.sort, joins, shape.columns)
        conditions = self._existing(shape.visible, bin=shape.bin)
        if shape.words:
            conditions.append(searched(joins, shape.columns, shape.words))
        if shape.where is not None:
            guard = self._access.guard(asker.actor)
            asked = Joins(View(self._tables, self._zone, guard), self.form, steps=joins.steps)
            conditions.append(to_sql(shape.where, asked).element)
        order = tuple(key.order(self.form.dialect) for key in keys)
        source = joins.source
        statement = sa.select(*chosen.elements, *(key.element for key in keys)).select_from(source).order_by(*order)
        count = self._question(sa.select(sa.func.count()).select_from(source).where(*conditions))
        plain = not shape.sort and not shape.words and shape.where is None and shape.visible.element is None
        late = self.form.dialect == "sqlite" and not plain
        return _List(chosen, statement, source, tuple(conditions), order, keys, count, late)

    def _page(self, listing: _List, nulls: tuple[bool, ...] | None) -> Question:
        beyond = [] if nulls is None else [after(listing.keys, nulls)]
        limit = sa.bindparam("limit", type_=sa.Integer())
        if not listing.late:
            return self._question(listing.statement.where(*listing.conditions, *beyond).limit(limit))
        # SQLite works out every column of every row that it sorts: let it find the page by ids first.
        ids = sa.select(self.form.columns["id"]).select_from(listing.source).where(*listing.conditions, *beyond)
        ids = ids.order_by(*listing.order).limit(limit)
        return self._question(listing.statement.where(self.form.columns["id"].in_(ids.correlate(None))))

    def _stored(self, shape: _Rows) -> tuple[Question, tuple[str, ...]]:
        form, columns = self.form, shape.columns
        keys = (
            ("id",) if columns is None else tuple(k for k in form.columns if k in {"id", "version"} | columns.readable)
        )
        statement = sa.select(*(form.columns[key] for key in keys)).where(
            among(form.columns["id"], form.dialect, "ids"), *self._existing(shape.visible, bin=shape.bin)
        )
        if shape.lock and form.dialect == "postgresql":
            statement = statement.with_for_update(of=form.table)
        return self._question(statement), keys

    def _existing(self, visible: Visible, *, bin: bool | None) -> list[Element]:
        """What exists for the asker: rows in sight, in the bin or out of it (None: either)."""
        found = [] if visible.element is None else [visible.element]
        if self.form.deleted is not None and bin is not None:
            found.append(self.form.deleted.is_not(None) if bin else self.form.deleted.is_(None))
        return found

    def _question(self, statement: sa.Executable) -> Question:
        return Question(statement, self._tables.model, self.form.dialect)

    def _add_parts(
        self, session: ReadSession, asker: Asker, items: Sequence[JsonObject], chosen: Selection, columns: Columns
    ) -> None:
        ids = [item["id"] for item in items]
        for part in chosen.parts if ids else ():
            key = part.field.key
            by_record = self._parts[key].wire(session, asker, ids, columns[key])
            for item in items:
                item[key] = list(by_record.get(item["id"], ()))


def _shown(field: Field, value: Value, right: FieldRight) -> Json:
    if value is None or right is not FieldRight.MASKED:
        return to_wire(field, value)
    return field.face.mask(field.face_options, value)


def _plausible(ids: Iterable[str]) -> tuple[str, ...]:
    """Each once; what could be no id at all is not asked for."""
    return tuple(dict.fromkeys(each for each in ids if NUL not in each))
