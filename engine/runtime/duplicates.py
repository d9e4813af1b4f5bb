"""Duplicates: what a form calls the same, looked for in the table and within the batch, set-wise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data.asking import answers, asked_of
from engine.data.compiled import Action, Duplicate, OnDuplicate
from engine.data.joins import Joins, View
from engine.data.sets import among, listed
from engine.expr import evaluate, to_sql, truth
from engine.fields.base import Value
from engine.kernel.diagnostics import Problem, Reason
from engine.kernel.ids import new_id
from engine.kernel.wording import Text
from engine.runtime import query
from engine.runtime.batch import Batch
from engine.runtime.draft import Change, Draft, Op
from engine.runtime.messages import CATALOGUE

Key = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Existing:
    """A record that a newcomer repeats; `title` is shown only to those who may read it."""

    id: str
    title: str | None


def find_duplicates(batch: Batch) -> None:
    """Refuse, warn or attach, as the form says; the first rule that bites decides."""
    for duplicate in batch.entity.duplicates:
        drafts = [d for d in batch.alive(Op.CREATE, Op.UPDATE) if _concerned(batch, duplicate, d)]
        if drafts:
            _judge(batch, duplicate, drafts)


def _concerned(batch: Batch, duplicate: Duplicate, draft: Draft) -> bool:
    """Rows whose matching fields are all answered, and changed if the row is not new."""
    if any(draft.new.get(key) in {None, ""} for key in duplicate.match):
        return False
    if draft.change.op is Op.UPDATE and not draft.changed.intersection(duplicate.match):
        return False
    return duplicate.where is None or truth(duplicate.where, batch.names(draft), batch.moment)


def _judge(batch: Batch, duplicate: Duplicate, drafts: Sequence[Draft]) -> None:
    there = existing(batch, duplicate, drafts)
    for draft in drafts:
        key = key_of(duplicate, draft.new)
        found = there.get(key)
        if found is None or found.id == draft.id:
            there[key] = Existing(draft.id, None)
        elif duplicate.then is OnDuplicate.ATTACH and draft.change.op is Op.CREATE:
            draft.attached = found.id
            draft.warnings.append(_said(batch, duplicate, found, "attached"))
            _append(batch, duplicate, draft)
        elif duplicate.then is OnDuplicate.WARN:
            draft.warnings.append(_said(batch, duplicate, found, "duplicate"))
        else:
            draft.complain(_said(batch, duplicate, found, "duplicate"), reason=Reason.CONFLICT)


def key_of(duplicate: Duplicate, values: Mapping[str, Value]) -> Key:
    return tuple(values.get(key) for key in duplicate.match)


def existing(batch: Batch, duplicate: Duplicate, drafts: Sequence[Draft]) -> dict[Key, Existing]:
    """Records that are there already, by their matching values; the oldest of several."""
    form, writer = batch.live.tables[batch.form.key], batch.live.writer(batch.form.key)
    joins = Joins(View(batch.live.tables, batch.moment.zone.key), form)
    columns = [form.columns[key] for key in duplicate.match]
    seen = batch.live.access.visible(batch.form.key, batch.actor, Action.READ)
    readable = sa.true() if seen.element is None else seen.element
    title = form.columns.get(batch.entity.title)
    shown = sa.null() if title is None else sa.case((readable, sa.cast(title, sa.Text)), else_=None)
    where = [among(columns[0], form.dialect, "values")]
    if duplicate.where is not None:
        where.append(to_sql(duplicate.where, joins).element)
    if form.deleted is not None:
        where.append(form.deleted.is_(None))
    statement = (
        sa.select(form.columns["id"], shown, *columns)
        .select_from(joins.source)
        .where(*where)
        .order_by(form.columns["id"].desc())
    )
    first = {writer.codec.cell(duplicate.match[0], draft.new[duplicate.match[0]]) for draft in drafts}
    bound = answers(asked_of(statement), batch.asker, batch.live.app.model, form.dialect)
    rows = batch.unit.session.rows(statement, {"values": listed(first, form.dialect), **bound})
    by_cells = {tuple(row[2:]): Existing(row[0], row[1]) for row in rows}
    keyed: dict[Key, Existing] = {}
    for draft in drafts:
        cells = tuple(writer.codec.cell(key, draft.new[key]) for key in duplicate.match)
        if cells in by_cells:
            keyed[key_of(duplicate, draft.new)] = by_cells[cells]
    return keyed


def _append(batch: Batch, duplicate: Duplicate, draft: Draft) -> None:
    """What the repeat leaves behind: a row in a subform of the record that was there first."""
    attach = duplicate.attach
    if attach is None or draft.attached is None:
        return
    names = batch.names(draft)
    row = {key: evaluate(slot, names, batch.moment) for key, slot in attach.set.items()}
    draft.left = (attach.into, new_id())
    cells = {"id": draft.left[1]} | {cell.key: row.get(cell.key) for cell in batch.fields[attach.into].rows}
    batch.appended.setdefault(draft.attached, {}).setdefault(attach.into, []).append(cells)


def append_rows(batch: Batch) -> None:
    """One ordinary update per record that was repeated, by the system: its rules and its history see it."""
    if not batch.appended:
        return
    rows = query.stored(batch.unit, batch.live, batch.form.key, list(batch.appended))
    changes = []
    for id_, subforms in batch.appended.items():
        values: dict[str, object] = {}
        for key, new in subforms.items():
            before = rows[id_].get(key)
            values[key] = (*(before if isinstance(before, tuple) else ()), *new)
        changes.append(Change(Op.UPDATE, id_, values=values, parsed=True))
    batch.as_system(batch.form.key, changes)


def _said(batch: Batch, duplicate: Duplicate, found: Existing, name: str) -> Problem:
    title = f"（{found.title}）" if found.title else ""
    labels = [batch.fields[key].label for key in duplicate.match]
    at = duplicate.match[0]
    if duplicate.message is not None:
        said: Text = duplicate.message
        return CATALOGUE.problem("duplicate_custom", at, zh=said.zh, en=said.en, title=title)
    fields = "、".join(f"“{label.zh}”" for label in labels)
    fields_en = ", ".join(f"“{label.en}”" for label in labels)
    return CATALOGUE.problem(name, at, fields=fields, fields_en=fields_en, title=title)
