"""What an operation would do to the records that are there, counted before anybody decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import sqlalchemy as sa

from engine.data.convert import converter
from engine.data.database import ReadSession
from engine.data.operations import (
    AddIndex,
    ConvertField,
    DropField,
    DropForm,
    FieldOperation,
    Operation,
    Recompute,
    RemoveChoices,
    RequireField,
    Spot,
    Weight,
)
from engine.data.recompute import chunks
from engine.data.relations import FormTable
from engine.data.tables import Tables
from engine.expr import Element
from engine.fields.compiled import Field
from engine.kernel.json import Json


def weigh(session: ReadSession, tables: Tables, operation: Operation) -> Weight:
    """Against the tables as they are now, before the operation."""
    count = _COUNTS.get(type(operation))
    return Weight() if count is None else count(session, tables, operation)


def repeated(session: ReadSession, form: FormTable, fields: Sequence[str]) -> int:
    """How many values occur more than once among live rows; blanks may."""
    columns = [form.columns[key] for key in fields]
    groups = sa.select(sa.literal(1)).where(*_live(form), *(column.is_not(None) for column in columns))
    groups = groups.group_by(*columns).having(sa.func.count() > 1)
    return int(session.scalar(sa.select(sa.func.count()).select_from(groups.subquery())))


# -- the form and field an operation is about, as they are now ---------------------------------------------------------
def _now(tables: Tables, operation: FieldOperation) -> tuple[FormTable | None, Field | None]:
    return _now_by_uid(tables, operation.spot, operation.field.uid)


def _now_by_uid(tables: Tables, spot: Spot, field_uid: str) -> tuple[FormTable | None, Field | None]:
    form = next((form for form in tables.own if form.entity.uid == spot.entity.uid), None)
    if form is not None and spot.part is not None:
        uid = spot.part.uid
        form = next((part.rows for part in form.parts.values() if part.field.uid == uid), None)
    if form is None:
        return None, None
    return form, next((field for field in form.entity.fields.values() if field.uid == field_uid), None)


# -- counting ----------------------------------------------------------------------------------------------------------
def _live(form: FormTable) -> list[Element]:
    live = form.live(form.table)
    return [] if live is None else [live]


def _count(session: ReadSession, form: FormTable, *conditions: Element) -> int:
    statement = sa.select(sa.func.count()).select_from(form.table).where(*_live(form), *conditions)
    return int(session.scalar(statement))


def _all_rows(session: ReadSession, tables: Tables, operation: DropForm) -> Weight:
    return Weight(loses=_count(session, tables[operation.spot.entity.key]))


def _computed_rows(session: ReadSession, tables: Tables, operation: Recompute) -> Weight:
    form, _ = _now(tables, operation)
    return Weight(affects=0 if form is None else _count(session, form))


def _answered(session: ReadSession, tables: Tables, operation: DropField) -> Weight:
    spot, field = operation.spot, operation.field
    part = None if spot.part else tables[spot.entity.key].parts.get(field.key)
    if part is not None:
        return Weight(loses=int(session.scalar(sa.select(sa.func.count()).select_from(part.table))))
    form, known = _now(tables, operation)
    if form is None or known is None or known.key not in form.columns:
        return Weight()
    return Weight(loses=_count(session, form, form.columns[known.key].is_not(None)))


def _blank(session: ReadSession, tables: Tables, operation: RequireField) -> Weight:
    form, field = _now(tables, operation)
    if form is None or field is None or field.key not in form.columns:
        return Weight()
    return Weight(affects=_count(session, form, form.columns[field.key].is_(None)))


def _indexed(session: ReadSession, tables: Tables, operation: AddIndex) -> Weight:
    """Values that occur more than once, of what must be unique; else the rows to be indexed."""
    form, field = _now_by_uid(tables, operation.spot, operation.spec.uid)
    if form is None:
        return Weight()
    if not operation.spec.unique:
        return Weight(affects=_count(session, form))
    if field is None or field.key not in form.columns:
        return Weight()
    return Weight(affects=repeated(session, form, (field.key,)))


def _holding(session: ReadSession, tables: Tables, operation: RemoveChoices) -> Weight:
    form, field = _now(tables, operation)
    if form is None or field is None or field.key not in form.columns:
        return Weight()
    column = form.columns[field.key]
    if not field.value.many:
        return Weight(affects=_count(session, form, column.in_(operation.keys)))
    text = sa.cast(column, sa.Text())
    held = sa.or_(*(text.contains(f'"{key}"', autoescape=True) for key in operation.keys))
    return Weight(affects=_count(session, form, held))


def _converted(session: ReadSession, tables: Tables, operation: ConvertField) -> Weight:
    """Every value tried: the only honest answer."""
    form, old = _now_by_uid(tables, operation.spot, operation.old.uid)
    if form is None or old is None:
        return Weight()
    convert, loses, affects = converter(old, operation.field), 0, 0
    for rows in chunks(session, form.table, [form.columns[old.key]]):
        values = [old.face.load(old.face_options, raw, form.dialect) for _, raw in rows if raw is not None]
        affects += len(values)
        loses += sum(convert(value)[1] for value in values)
    return Weight(loses, affects)


_COUNTS: Mapping[type[Operation], Callable[[ReadSession, Tables, Json], Weight]] = {
    DropForm: _all_rows,
    DropField: _answered,
    ConvertField: _converted,
    RemoveChoices: _holding,
    RequireField: _blank,
    AddIndex: _indexed,
    Recompute: _computed_rows,
}
