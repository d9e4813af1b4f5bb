"""What a read selects: the fields somebody may see, as elements, and how each goes to the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from engine.data.codec import masker, on_wire, to_wire
from engine.data.compiled import FieldRight
from engine.data.joins import Joins
from engine.data.messages import CATALOGUE
from engine.data.relations import FormTable, Part
from engine.data.rights import Columns
from engine.expr import Dialect, Element, SqlValue, load
from engine.fields.base import Reader
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.json import Json, JsonObject

ALWAYS = ("id", "version")


@dataclass(frozen=True, slots=True)
class Selection:
    """`keys` and `elements` go together; `readers` lists by place what changes on its way; `parts` are read apart.
    `plain`: every key is a column of the form, so that nothing but the record itself is needed."""

    keys: tuple[str, ...]
    elements: tuple[Element, ...]
    readers: tuple[tuple[int, Reader], ...]
    parts: tuple[Part, ...]
    plain: bool

    def items(self, rows: Iterable[Sequence[Json]]) -> list[JsonObject]:
        """Rows → flat objects on the wire; what a row has beyond `keys` is left out."""
        columns: list[Iterable[Json]] = list(zip(*rows, strict=True))
        if not columns:
            return []
        for place, read in self.readers:
            columns[place] = map(read, columns[place])
        keys = self.keys
        return [dict(zip(keys, row, strict=False)) for row in zip(*columns, strict=True)]


def selection(joins: Joins, columns: Columns, fields: Sequence[str] | None, *, rows: bool) -> Selection:
    """The fields named, or all that may be read (with rows of subforms where `rows` asks for them)."""
    form = joins.form
    wanted = _named(form, columns, fields) if fields is not None else _all(form, columns, rows=rows)
    keys: list[str] = []
    elements: list[Element] = []
    readers: list[tuple[int, Reader]] = []
    parts: list[Part] = []
    for key in dict.fromkeys((*_always(form), *wanted)):
        field = form.entity.fields[key]
        if key in form.parts:
            parts.append(form.parts[key])
            continue
        keys.append(key)
        if field.computed is None or field.computed.stored:
            element, reader = _stored(field, form.column(joins.root, key), form.dialect, columns[key])
        else:
            value = joins.value((key,))
            element, reader = value.element, _computed_reader(field, value, columns[key])
        elements.append(element)
        if reader is not None:
            readers.append((len(keys) - 1, reader))
    plain = not parts and all(key in form.columns for key in keys)
    return Selection(tuple(keys), tuple(elements), tuple(readers), tuple(parts), plain)


def _always(form: FormTable) -> tuple[str, ...]:
    return tuple(key for key in ALWAYS if key in form.columns)


def _all(form: FormTable, columns: Columns, *, rows: bool) -> list[str]:
    return [key for key, field in form.entity.fields.items() if key in columns.readable and (rows or not field.rows)]


def _named(form: FormTable, columns: Columns, fields: Sequence[str]) -> Sequence[str]:
    unknown = [key for key in fields if key not in columns.readable]
    if unknown:
        raise Refused(
            Reason.INVALID,
            [CATALOGUE.problem("unknown_field", "fields", name=key, form=form.entity.key) for key in unknown],
        )
    return fields


def _stored(field: Field, column: Element, dialect: Dialect, right: FieldRight) -> tuple[Element, Reader | None]:
    return (column, masker(field, dialect)) if right is FieldRight.MASKED else on_wire(field, column, dialect)


def _computed_reader(field: Field, value: SqlValue, right: FieldRight) -> Reader:
    face, options = field.face, field.face_options
    shown: Callable[[Json], Json] = (
        (lambda got: face.mask(options, got)) if right is FieldRight.MASKED else (lambda got: to_wire(field, got))
    )

    def read(raw: Json) -> Json:
        got = None if raw is None else load(value, raw)
        return None if got is None else shown(got)

    return read
