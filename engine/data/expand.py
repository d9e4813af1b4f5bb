"""What ids stand for: the title (and shown fields) of every record that items refer to, one query per form."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.access import Access, Visible
from engine.data.asking import Asker, Question
from engine.data.codec import loader
from engine.data.compiled import FieldRight
from engine.data.database import ReadSession
from engine.data.joins import Joins, View
from engine.data.rights import Columns
from engine.data.selection import Selection, selection
from engine.data.sets import among, listed
from engine.data.tables import Tables
from engine.expr import load
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.json import Json, JsonObject
from engine.kernel.kept import Kept

Refs = dict[str, dict[str, JsonObject]]
"""Form → id → {"id", "title", …shown fields}."""


@dataclass(frozen=True, slots=True)
class _Shape:
    visible: Visible
    columns: Columns
    shown: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Title:
    """The text that stands for a record, as far as the asker may see it."""

    field: Field
    right: FieldRight
    read: Callable[[Json], Value] | None

    def __call__(self, raw: Json, locale: str) -> str | None:
        if raw is None or self.right is FieldRight.HIDDEN:
            return None
        face, options = self.field.face, self.field.face_options
        value = raw if self.read is None else self.read(raw)
        return face.mask(options, value) if self.right is FieldRight.MASKED else face.text(options, value, locale)


@dataclass(frozen=True, slots=True)
class _Plan:
    question: Question
    chosen: Selection
    title: _Title


class Expander:
    """Looks up what items refer to; what the asker may not read is left out, and stays an id."""

    def __init__(self, tables: Tables, access: Access, zone: str = "UTC") -> None:
        self._tables = tables
        self._access = access
        self._zone = zone
        self._plans: Kept[_Shape, _Plan] = Kept(256)

    def refs(
        self,
        session: ReadSession,
        asker: Asker,
        form: str,
        items: Sequence[JsonObject],
        *,
        fields: Iterable[str] | None = None,
    ) -> Refs:
        """For items as the reader made them: `{"customer": {"0193…": {"id": "0193…", "title": "甲"}}}`. `fields`
        narrows it to some of them."""
        chosen = None if fields is None else frozenset(fields)
        ids: defaultdict[str, set[str]] = defaultdict(set)
        shown: defaultdict[str, set[str]] = defaultdict(set)
        for field in self._tables[form].entity.fields.values():
            if (chosen is None or field.key in chosen) and items and field.key in items[0]:
                _collect(field, [item[field.key] for item in items], ids, shown)
        return {
            target: self.titles(session, asker, target, wanted, show=shown[target])
            for target, wanted in ids.items()
            if wanted and target in self._tables.forms
        }

    def titles(
        self, session: ReadSession, asker: Asker, form: str, ids: Iterable[str], *, show: Iterable[str] = ()
    ) -> dict[str, JsonObject]:
        """Records of one form by id, with their titles."""
        visible = self._access.visible(form, asker.actor)
        columns = self._access.columns(form, asker.actor)
        if visible.nothing:
            return {}
        shape = _Shape(visible, columns, frozenset(show) & columns.readable)
        plan = self._plans.get(shape, lambda: self._plan(shape))
        rows = plan.question.rows(session, asker, {"ids": listed(ids, self._tables.dialect)})
        found: dict[str, JsonObject] = {}
        for row, item in zip(rows, plan.chosen.items(rows), strict=True):
            title = plan.title(row[-1], asker.actor.locale)
            found[row[0]] = {"id": row[0], "title": title or row[0]} | {key: item[key] for key in shape.shown}
        return found

    def _plan(self, shape: _Shape) -> _Plan:
        form = shape.visible.form
        joins = Joins(View(self._tables, self._zone), form)
        chosen = selection(joins, shape.columns, tuple(sorted(shape.shown)), rows=False)
        title = form.entity.fields[form.entity.title]
        value = joins.value((title.key,))
        raw = form.columns.get(title.key, value.element)
        statement = sa.select(*chosen.elements, raw).select_from(joins.source)
        statement = statement.where(among(form.columns["id"], form.dialect, "ids"))
        if shape.visible.element is not None:
            statement = statement.where(shape.visible.element)
        read = loader(title, form.dialect) if title.key in form.columns else (lambda got: load(value, got))
        question = Question(statement, self._tables.model, form.dialect)
        return _Plan(question, chosen, _Title(title, shape.columns[title.key], read))


def _collect(field: Field, values: Sequence[Json], ids: dict[str, set[str]], shown: dict[str, set[str]]) -> None:
    """Ids in one field of all items, also in the rows of a subform."""
    if field.rows:
        lines = [line for value in values for line in value or ()]
        for cell in field.rows:
            _collect(cell, [line.get(cell.key) for line in lines], ids, shown)
    elif field.target is not None:
        ids[field.target].update(_flat(values))
        shown[field.target].update(getattr(field.face_options, "show", ()))


def _flat(values: Sequence[Json]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from value
