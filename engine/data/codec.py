"""Rows in and out: values ⇄ what columns hold, and from columns straight to the wire, planned once per form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from engine.data.relations import FormTable
from engine.expr import Dialect, Element
from engine.fields.base import FieldType, Reader, Value
from engine.fields.compiled import Field
from engine.kernel.json import Json, JsonObject

Values = Mapping[str, Value]
"""A record inside the engine: values by field key."""
Stored = dict[str, Json]
"""A record as columns hold it, by column name."""


class Codec:
    """The columns of one table, each with how to fill and read it."""

    def __init__(self, form: FormTable) -> None:
        self.form = form
        self._plan = tuple(
            (field.key, form.columns[field.key].name, storer(field, form.dialect)) for field in form.stored
        )
        self._loads = {field.key: loader(field, form.dialect) for field in form.stored}
        self._by_key = {key: (name, store) for key, name, store in self._plan}

    def encode(self, rows: Iterable[Values]) -> list[Stored]:
        """Complete rows: what is not given is blank."""
        plan, encoded = self._plan, []
        for row in rows:
            get, stored = row.get, {}
            for key, name, store in plan:
                value = get(key)
                stored[name] = value if value is None or store is None else store(value)
            encoded.append(stored)
        return encoded

    def cell(self, key: str, value: Value) -> Json:
        """One value as its column holds it."""
        store = self._by_key[key][1]
        return value if value is None or store is None else store(value)

    def decode(self, keys: Sequence[str], rows: Iterable[Sequence[Json]]) -> list[dict[str, Value]]:
        """Selected columns, in the order of `keys`, as values."""
        loads = [(place, load) for place, key in enumerate(keys) if (load := self._loads[key]) is not None]
        decoded = []
        for row in rows:
            values = list(row)
            for place, load in loads:
                if values[place] is not None:
                    values[place] = load(values[place])
            decoded.append(dict(zip(keys, values, strict=True)))
        return decoded


def storer(field: Field, dialect: Dialect) -> Callable[[Value], Json] | None:
    """How a value becomes what the column holds; None when it is the same."""
    type_, options = field.face, field.face_options
    if type(type_).store is FieldType.store:
        return None
    return lambda value: type_.store(options, value, dialect)


def loader(field: Field, dialect: Dialect) -> Callable[[Json], Value] | None:
    """The inverse of `storer`."""
    type_, options = field.face, field.face_options
    if type(type_).load is FieldType.load:
        return None
    return lambda stored: type_.load(options, stored, dialect)


def on_wire(field: Field, column: Element, dialect: Dialect) -> tuple[Element, Reader | None]:
    """What to select for the wire, and how it goes on from there; None when it is the same."""
    return field.face.on_wire(field.face_options, column, dialect)


def masker(field: Field, dialect: Dialect) -> Reader:
    """From the column to what somebody gets who may not see it in clear."""
    type_, options = field.face, field.face_options

    def mask(stored: Json) -> Json:
        return None if stored is None else type_.mask(options, type_.load(options, stored, dialect))

    return mask


def to_wire(field: Field, value: Value) -> Json:
    """A value on the wire; rows of a subform as objects with all their columns."""
    if value is None:
        return None
    if field.rows:
        return [row_to_wire(field, row) for row in value] if isinstance(value, tuple) else []
    return field.face.wire(field.face_options, value)


def row_to_wire(field: Field, row: Values) -> JsonObject:
    """One row of a subform on the wire."""
    return {"id": row.get("id")} | {cell.key: to_wire(cell, row.get(cell.key)) for cell in field.rows}
