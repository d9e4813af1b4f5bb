"""What happens to records that refer to one that goes: they hold it back, forget it, or go with it."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from engine.data.compiled import Inverse
from engine.data.relations import FormTable
from engine.data.sets import among, listed
from engine.kernel.diagnostics import Reason
from engine.runtime.batch import Batch
from engine.runtime.draft import Change, Draft, Op
from engine.runtime.messages import CATALOGUE

Referrers = dict[str, list[str]]
"""Record → ids of the live records that refer to it."""


def hold_back(batch: Batch) -> None:
    """Refuse to delete what others need (`on_delete: restrict`)."""
    for inverse in _inverses(batch):
        drafts = batch.alive(Op.DELETE)
        if drafts and _policy(batch, inverse) == "restrict":
            found = _referrers(batch, inverse, [draft.id for draft in drafts])
            for draft in drafts:
                if found.get(draft.id):
                    _refuse(batch, draft, inverse, len(found[draft.id]))


def let_go(batch: Batch) -> None:
    """After the deletion: references to it are cleared, or their records deleted too, by the system."""
    for inverse in _inverses(batch):
        drafts = batch.alive(Op.DELETE)
        policy = _policy(batch, inverse) if drafts else "restrict"
        if policy == "restrict":
            continue
        found = _referrers(batch, inverse, [draft.id for draft in drafts])
        ids = list(dict.fromkeys(id_ for each in found.values() for id_ in each))
        if not ids:
            continue
        if policy == "cascade":
            changes = [Change(Op.DELETE, id_) for id_ in ids]
        else:
            changes = [Change(Op.UPDATE, id_, values={inverse.field: None}, parsed=True) for id_ in ids]
        batch.as_system(inverse.form, changes)


def _inverses(batch: Batch) -> list[Inverse]:
    """Each related list once, by its canonical name."""
    lists = batch.entity.inverses.values()
    return [each for each in lists if each.key == f"{each.form}__{each.field}"] if batch.alive(Op.DELETE) else []


def _policy(batch: Batch, inverse: Inverse) -> str:
    field = batch.live.app.model.entities[inverse.form].fields[inverse.field]
    return str(getattr(field.options, "on_delete", "clear"))


def _referrers(batch: Batch, inverse: Inverse, ids: Sequence[str]) -> Referrers:
    form: FormTable = batch.live.tables[inverse.form]
    bound = {"ids": listed(ids, form.dialect)}
    part = form.parts.get(inverse.field)
    if part is not None:
        target, source = part.table.c.target_id, part.table.c.parent_id
        statement = sa.select(target, source).join(form.table, form.columns["id"] == source)
    else:
        target = form.columns[inverse.field]
        statement = sa.select(target, form.columns["id"])
    statement = statement.where(among(target, form.dialect, "ids"))
    live = form.live(form.table)
    rows = batch.unit.session.rows(statement if live is None else statement.where(live), bound)
    found: Referrers = {}
    for target_id, source_id in rows:
        found.setdefault(target_id, []).append(source_id)
    return found


def _refuse(batch: Batch, draft: Draft, inverse: Inverse, count: int) -> None:
    label = batch.live.app.model.entities[inverse.form].label
    problem = CATALOGUE.problem("restricted", None, count=count, form=label.zh, form_en=label.en)
    draft.complain(problem, reason=Reason.CONFLICT)
