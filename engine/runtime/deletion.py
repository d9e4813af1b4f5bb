"""What happens to what refers to a record that goes: it holds it back, forgets it, or goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import sqlalchemy as sa

from engine.data.relations import FormTable
from engine.data.sets import among, listed
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Reason
from engine.runtime import query
from engine.runtime.batch import Batch
from engine.runtime.draft import Change, Draft, Op
from engine.runtime.messages import CATALOGUE

Referrers = dict[str, list[str]]
"""Record → ids of the live records that refer to it, each once."""
Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class _Reference:
    """A field of `form` that refers to records of the batch; with `lines` it stands in each line of that subform."""

    form: str
    field: Field
    lines: Field | None = None

    @property
    def policy(self) -> str:
        """A link to one record among many goes with either end."""
        return str(getattr(self.field.options, "on_delete", "clear"))


def hold_back(batch: Batch) -> None:
    """Refuse to delete what others need (`on_delete: restrict`); what goes too needs nothing."""
    ids = [draft.id for draft in batch.alive(Op.DELETE)]
    wanted = [each for each in _references(batch) if each.policy == "restrict"] if ids else []
    found = [(reference, _referrers(batch, reference, ids)) for reference in wanted]
    going: set[str] = set()
    while going != (still := {draft.id for draft in batch.alive(Op.DELETE)}):
        going = still
        for draft in batch.alive(Op.DELETE):
            for reference, referrers in found:
                gone = going if reference.form == batch.entity.key else frozenset[str]()
                count = sum(source not in gone for source in referrers.get(draft.id, ()))
                if count:
                    _refuse(batch, draft, reference, count)


def let_go(batch: Batch) -> None:
    """After the deletion: references to it are cleared, or their records and lines deleted too, by the system."""
    gone = frozenset(draft.id for draft in batch.alive(Op.DELETE))
    for reference in _references(batch) if gone else ():
        if reference.policy == "restrict":
            continue
        ids = list(dict.fromkeys(chain.from_iterable(_referrers(batch, reference, list(gone)).values())))
        if not ids:
            continue
        if reference.policy == "cascade" and reference.lines is None:
            batch.as_system(reference.form, [Change(Op.DELETE, id_) for id_ in ids])
        else:
            batch.as_system(reference.form, list(_forgotten(batch, reference, ids, gone)))


def _references(batch: Batch) -> Iterator[_Reference]:
    """Every field of the app that refers to the form of the batch."""
    target = batch.entity.key
    for form in batch.live.tables.own:
        for field in form.entity.own:
            if field.target == target and field.computed is None:
                yield _Reference(form.key, field)
            for cell in field.rows:
                if cell.target == target and cell.computed is None:
                    yield _Reference(form.key, cell, field)


def _referrers(batch: Batch, reference: _Reference, ids: Sequence[str]) -> Referrers:
    form: FormTable = batch.live.tables[reference.form]
    part = form.parts.get((reference.lines or reference.field).key)
    if part is None:
        target = form.columns[reference.field.key]
        statement = sa.select(target, form.columns["id"])
    else:
        target = part.table.c[reference.field.key if part.rows is not None else "target_id"]
        source = part.table.c.parent_id
        statement = sa.select(target, source).join(form.table, form.columns["id"] == source).distinct()
    live = form.live(form.table)
    statement = statement.where(among(target, form.dialect, "ids"))
    statement = statement if live is None else statement.where(live)
    found: Referrers = {}
    for target_id, source_id in batch.unit.session.rows(statement, {"ids": listed(ids, form.dialect)}):
        found.setdefault(target_id, []).append(source_id)
    return found


def _forgotten(batch: Batch, reference: _Reference, ids: Sequence[str], gone: frozenset[str]) -> Iterator[Change]:
    """Records without what is gone: a reference is blank, a list lacks those links, lines are blank there or go."""
    held = reference.lines or reference.field
    if not held.value.many and not held.rows:
        yield from (Change(Op.UPDATE, id_, values={held.key: None}, parsed=True) for id_ in ids)
        return
    without = _LISTS[reference.policy if reference.lines else "link"]
    for id_, values in query.stored(batch.unit, batch.live, reference.form, list(ids)).items():
        items = values.get(held.key)
        kept = without(reference.field.key, items if isinstance(items, tuple) else (), gone)
        yield Change(Op.UPDATE, id_, values={held.key: tuple(kept)}, parsed=True)


def _lines_blank(key: str, lines: Sequence[Values], gone: frozenset[str]) -> list[Value]:
    return [{**line, key: None} if line.get(key) in gone else line for line in lines]


def _lines_left(key: str, lines: Sequence[Values], gone: frozenset[str]) -> list[Value]:
    return [line for line in lines if line.get(key) not in gone]


def _links_left(_key: str, links: Sequence[str], gone: frozenset[str]) -> list[Value]:
    return [link for link in links if link not in gone]


_LISTS: Mapping[str, Callable[..., list[Value]]] = {
    "clear": _lines_blank,
    "cascade": _lines_left,
    "link": _links_left,
}


def _refuse(batch: Batch, draft: Draft, reference: _Reference, count: int) -> None:
    label = batch.live.app.model.entities[reference.form].label
    problem = CATALOGUE.problem("restricted", None, count=count, form=label.zh, form_en=label.en)
    draft.complain(problem, reason=Reason.CONFLICT)
