"""Uploads become part of the record that names them; nobody can put somebody else's file into a record of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import sqlalchemy as sa

from engine.data.asking import Asker
from engine.data.platform import files
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.json import Json, JsonObject
from engine.runtime.batch import Batch
from engine.runtime.draft import Draft, Op
from engine.runtime.live import LiveApp
from engine.runtime.messages import CATALOGUE
from engine.runtime.query import require
from engine.runtime.unit import ReadUnit

_KNOWN = sa.select(
    files.c.id, files.c.by, files.c.app_id, files.c.record_id, files.c.name, files.c.size, files.c.type
).where(
    files.c.workspace_id == sa.bindparam("workspace"),
    files.c.id.in_(sa.bindparam("ids", expanding=True)),
    files.c.deleted_at.is_(None),
)
_CLAIM = (
    sa.update(files)
    .where(files.c.id == sa.bindparam("file"), files.c.record_id.is_(None))
    .values(
        app_id=sa.bindparam("app"),
        form=sa.bindparam("in_form"),
        record_id=sa.bindparam("record"),
        field=sa.bindparam("in_field"),
    )
)


class Known(NamedTuple):
    """An upload; without a record it is its sender's alone."""

    id: str
    by: str
    app: str | None
    record: str | None
    name: str
    size: int
    type: str

    def may_be_in(self, batch: Batch, draft: Draft) -> bool:
        if self.record is None:
            return batch.actor.system or self.by == batch.actor.id
        return batch.actor.system or (self.app, self.record) == (batch.live.id, draft.id)


def claim(batch: Batch) -> None:
    """Every file that a row names must be one of the sender's uploads, or be in that record already; its name, size
    and type are those of the upload, whatever was sent."""
    named = [
        (draft, field, entry)
        for field in batch.entity.own
        if _holds_files(field)
        for draft in batch.alive(Op.CREATE, Op.UPDATE)
        if field.key in draft.changed
        for entry in entries(field, draft.new[field.key])
    ]
    if not named:
        return
    known = _known(batch, {entry["id"] for _, _, entry in named})
    claims = []
    for draft, field, entry in named:
        file = known.get(entry["id"])
        if file is None or not file.may_be_in(batch, draft):
            draft.complain(CATALOGUE.problem("unknown_file", field.key, name=entry["name"]))
            continue
        entry.update(name=file.name, size=file.size, type=file.type)
        if file.record is None:
            place = {"app": batch.live.id, "in_form": batch.entity.key, "record": draft.id, "in_field": field.key}
            claims.append({"file": file.id, **place})
    if claims:
        batch.unit.session.execute(_CLAIM, claims)


def entries(field: Field, value: Value) -> Iterator[JsonObject]:
    """The files in a value, those in the rows of a subform included: each {"id", "name", "size", "type"}."""
    if value is None:
        return
    if field.type.holds_files:
        yield from _items(value)
    for row in _items(value) if field.rows else ():
        for inner in field.rows:
            yield from entries(inner, row.get(inner.key))


def may_read(unit: ReadUnit, live: LiveApp, asker: Asker, form: str, record: str, field: str, file: str) -> bool:
    """Whether the record and the field are readable and still hold the file; Refused when the record is not."""
    target = live.app.forms[form].entity.fields.get(field) if form in live.app.forms else None
    item = require(unit, live, asker, form, record)
    return target is not None and any(entry["id"] == file for entry in _shown(target, item.get(field)))


def _shown(field: Field, value: Json) -> Iterator[JsonObject]:
    """As `entries`, of a value on the wire: a masked one is a text and holds none."""
    return entries(field, value) if isinstance(value, list) else iter(())


def _holds_files(field: Field) -> bool:
    return field.type.holds_files or any(_holds_files(row) for row in field.rows)


def _items(value: Value) -> Iterable[JsonObject]:
    return value if isinstance(value, tuple | list) else ()


def _known(batch: Batch, ids: set[str]) -> Mapping[str, Known]:
    rows = batch.unit.session.rows(_KNOWN, {"workspace": batch.actor.workspace_id, "ids": sorted(ids)})
    return {row[0]: Known(*row) for row in rows}
