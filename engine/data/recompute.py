"""Values of rows that are there already, made anew: converted to another type, or computed by another formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from engine.data.codec import Codec, Values
from engine.data.convert import converter
from engine.data.database import ReadSession, WriteSession
from engine.data.partrows import PartReader
from engine.data.relations import FormTable
from engine.data.tables import Tables
from engine.expr import Dialect, evaluate
from engine.fields.base import FieldError, Value
from engine.fields.compiled import Field
from engine.kernel.clock import Moment
from engine.kernel.json import Json

CHUNK = 2000
"""Rows in memory at a time."""


def chunks(
    session: ReadSession, table: sa.Table, columns: Sequence[sa.ColumnElement[Json]]
) -> Iterator[Sequence[Json]]:
    """All rows of a table, some at a time, by id: each row the id and the columns."""
    statement = (
        sa.select(table.c.id, *columns).where(table.c.id > sa.bindparam("after")).order_by(table.c.id).limit(CHUNK)
    )
    after = ""
    while rows := session.rows(statement, {"after": after}):
        yield rows
        after = rows[-1][0]


def convert_column(session: WriteSession, form: FormTable, old: Field, new: Field, parked: str) -> None:
    """Fill the column of `new` with the values of `old`, which wait in the column `parked`."""
    table, convert = form.table, converter(old, new)
    source = sa.column(parked, old.face.column_type(old.face_options, form.dialect))
    column = form.columns[new.key]
    update = (
        sa.update(table)
        .where(table.c.id == sa.bindparam("at_id"))
        .values({column: sa.bindparam("news", type_=column.type)})
    )
    for rows in chunks(session, table, [source]):
        news = []
        for id_, raw in rows:
            value = None if raw is None else convert(old.face.load(old.face_options, raw, form.dialect))[0]
            if value is not None:
                news.append({"at_id": id_, "news": new.face.store(new.face_options, value, form.dialect)})
        if news:
            session.execute(update, news)


def recompute(session: WriteSession, tables: Tables, form: FormTable, fields: Sequence[Field], moment: Moment) -> None:
    """Stored formulas of all rows of a form, or of the rows of a subform. Versions stay: nobody changed anything."""
    ordered = _ordered(fields)
    codec, keys = Codec(form), tuple(form.columns)
    news = {form.columns[f.key]: sa.bindparam(f"new_{f.key}", type_=form.columns[f.key].type) for f in ordered}
    update = sa.update(form.table).where(form.table.c.id == sa.bindparam("at_id")).values(news)
    for rows in chunks(session, form.table, [form.columns[key] for key in keys]):
        records = codec.decode(keys, [row[1:] for row in rows])
        _add_parts(session, tables, form, ordered, records)
        session.execute(update, [_news(record, ordered, form.dialect, moment) for record in records])


def _ordered(fields: Sequence[Field]) -> list[Field]:
    """Each after those it is made of."""
    waiting, ordered = list(fields), list[Field]()
    while waiting:
        keys = {field.key for field in waiting}
        ready = [field for field in waiting if not _roots(field) & (keys - {field.key})] or waiting
        ordered += ready
        waiting = [field for field in waiting if field not in ready]
    return ordered


def _roots(field: Field) -> set[str]:
    return set() if field.computed is None else {ref.path[0] for ref in field.computed.expression.refs}


def _add_parts(
    session: ReadSession, tables: Tables, form: FormTable, fields: Sequence[Field], records: list[dict[str, Value]]
) -> None:
    """Rows of subforms that the formulas add up."""
    for key in {root for field in fields for root in _roots(field)} & form.parts.keys():
        reader = PartReader(tables, form.parts[key], "UTC")
        by_record = reader.values(session, [str(record["id"]) for record in records])
        for record in records:
            record[key] = by_record.get(str(record["id"]), ())


def _news(record: dict[str, Value], fields: Sequence[Field], dialect: Dialect, moment: Moment) -> dict[str, Json]:
    """What the columns of one row become; the next formula finds the value as it is kept."""
    news: dict[str, Json] = {"at_id": record["id"]}
    for field in fields:
        stored = _stored(record, field, dialect, moment)
        news[f"new_{field.key}"] = stored
        record[field.key] = None if stored is None else field.face.load(field.face_options, stored, dialect)
    return news


def _stored(record: Values, field: Field, dialect: Dialect, moment: Moment) -> Json:
    assert field.computed is not None, "only computed fields are computed"
    value = evaluate(field.computed.expression, record, moment)
    try:
        return None if value is None else field.face.store(field.face_options, value, dialect)
    except FieldError:
        return None
