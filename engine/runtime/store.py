"""Where the write pipeline meets the data floor: rights, rows as they are, rows as they will be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from engine.data import writer
from engine.data.access import Visible
from engine.data.audit import Entry
from engine.data.codec import to_wire
from engine.data.compiled import Action, FieldRight
from engine.data.platform import users
from engine.expr import Ref
from engine.fields.base import Value
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.ids import new_id
from engine.kernel.json import JsonObject
from engine.rules.compiled import Rule
from engine.rules.trace import RuleTrace
from engine.runtime import query
from engine.runtime.batch import Batch
from engine.runtime.draft import OWNER, OWNER_DEPARTMENT, Draft, Op
from engine.runtime.people import system_actor

_DEPARTMENTS = sa.select(users.c.id, users.c.department_id).where(
    users.c.id.in_(sa.bindparam("ids", expanding=True)), users.c.workspace_id == sa.bindparam("workspace")
)


@dataclass(frozen=True, slots=True)
class PreImage:
    """A row the actor may read, and whether the action is allowed on it."""

    version: int
    values: Mapping[str, Value]
    allowed: bool


def may(batch: Batch, action: Action) -> bool:
    return batch.live.access.may(batch.form.key, batch.actor, action)


def rights(batch: Batch) -> Mapping[str, FieldRight]:
    return batch.live.access.columns(batch.form.key, batch.actor)


def allows(batch: Batch, action: Action, names: Mapping[str, object]) -> bool:
    """The access predicate on a row as it will be."""
    return batch.live.access.allows(batch.form.key, batch.asker, action, names)


def access_needs(batch: Batch, action: Action) -> frozenset[Ref]:
    return batch.live.access.needs(batch.form.key, batch.actor, action)


def pre_images(batch: Batch, ids: Sequence[str], action: Action, *, restore: bool) -> dict[str, PreImage]:
    """The rows as they are, locked: every field of them, whoever asks; refusing is the caller's business."""
    session, access, reader = batch.unit.session, batch.live.access, batch.live.reader(batch.form.key)
    system = system_actor(batch.actor.workspace_id)
    every = access.columns(batch.form.key, system)
    readable = access.visible(batch.form.key, batch.actor, Action.READ)
    found = reader.values(session, batch.asker, ids, visible=readable, columns=every, lock=True, bin=restore)
    acted = reader.among(session, batch.asker, found, visible=access.visible(batch.form.key, batch.actor, action))
    return {id_: PreImage(int(str(values["version"])), values, id_ in acted) for id_, values in found.items()}


def check_targets(batch: Batch) -> None:
    """References that came over the wire must lead to records the sender may read; ids that the engine itself found
    (rules, imports) are held by the foreign keys."""
    drafts = [draft for draft in batch.alive(Op.CREATE, Op.UPDATE) if draft.sent and not draft.change.parsed]
    pointing = {field.key for field in batch.form.pointing} | {f.key for f in batch.entity.own if f.rows}
    drafts = [draft for draft in drafts if draft.sent & pointing]
    if not drafts:
        return
    sent = [{key: draft.new[key] for key in draft.sent} for draft in drafts]

    def sees(target: str) -> Visible:
        return batch.live.access.visible(target, batch.actor, Action.READ)

    conflicts = batch.live.writer(batch.form.key).conflicts
    for problem in conflicts.references(batch.unit.session, sent, sees, batch.asker):
        drafts[problem.row or 0].complain(problem)


def find_clashes(batch: Batch) -> None:
    """Values that must be unique and are not, row by row, where some rows may land without the others."""
    drafts = batch.alive(Op.CREATE, Op.UPDATE) if batch.manner.partial else []
    rows = [{**draft.new, "id": draft.id} for draft in drafts]
    conflicts = batch.live.writer(batch.form.key).conflicts
    for problem in conflicts.unique(batch.unit.session, rows) if rows else ():
        drafts[problem.row or 0].complain(problem, reason=Reason.CONFLICT)


def fill_departments(batch: Batch, drafts: Iterable[Draft]) -> None:
    """The department of a record is its owner's on the day it became theirs."""
    drafts = list(drafts)
    owners = {str(draft.new[OWNER]) for draft in drafts if draft.new.get(OWNER)}
    known: dict[str, str | None] = {batch.actor.id: batch.actor.department_id}
    missing = owners - known.keys()
    if missing:
        asked = {"ids": list(missing), "workspace": batch.actor.workspace_id}
        known.update({row[0]: row[1] for row in batch.unit.session.rows(_DEPARTMENTS, asked)})
    for draft in drafts:
        draft.new[OWNER_DEPARTMENT] = known.get(str(draft.new.get(OWNER)))


def gather(batch: Batch, drafts: Sequence[Draft], refs: frozenset[Ref]) -> None:
    """What expressions name beyond a row's own values, for the whole batch in few statements."""
    if not refs or not drafts:
        return
    session, gatherer, form = batch.unit.session, batch.live.gatherer, batch.form.key
    here = frozenset(ref for ref in refs if ref.path[0] != "old")
    before = frozenset(Ref(ref.path[1:]) for ref in refs if ref.path[0] == "old")
    rows = [{**draft.new, "id": draft.id} for draft in drafts]
    for draft, names in zip(drafts, gatherer.gather(session, batch.asker, form, rows, here), strict=True):
        draft.loaded = names
    if before:
        changed = [draft for draft in drafts if draft.old is not None]
        olds = [draft.old or {} for draft in changed]
        for draft, names in zip(changed, gatherer.gather(session, batch.asker, form, olds, before), strict=True):
            draft.loaded_before = names


def save(batch: Batch) -> None:
    """Rows, compared with the version they had; what a constraint refuses comes back as a sentence."""
    changes = batch.live.writer(batch.form.key)
    session = batch.unit.session
    for draft in batch.alive():
        draft.settle()
    created, updated = batch.alive(Op.CREATE), [d for d in batch.alive(Op.UPDATE) if d.changed]
    for draft in created:
        at, by = draft.change.at or batch.unit.now, draft.change.by or batch.actor.id
        draft.new |= {
            "id": draft.id,
            "created_at": at,
            "created_by": by,
            "updated_at": at,
            "updated_by": by,
            "version": 1,
        }
        draft.new.setdefault("flow_state", None)
    _kept(created, lambda: changes.insert_many(session, [draft.new for draft in created]))
    _kept(updated, lambda: changes.update_many(session, [_change(batch, draft) for draft in updated]))
    deleted, restored = batch.alive(Op.DELETE), batch.alive(Op.RESTORE)
    _kept(deleted, lambda: changes.soft_delete_many(session, [_mark(batch, d) for d in deleted], batch.unit.now))
    _kept(restored, lambda: changes.restore_many(session, [_mark(batch, d) for d in restored]))


def _kept(drafts: Sequence[Draft], act: Callable[[], None]) -> None:
    """Do it for these drafts; a refusal of the data floor is told at the draft it speaks of."""
    if not drafts:
        return
    try:
        act()
    except Refused as refused:
        for problem in refused.problems:
            drafts[problem.row or 0].complain(problem, reason=refused.reason)


def _change(batch: Batch, draft: Draft) -> writer.Change:
    values = {key: draft.new[key] for key in draft.changed}
    version = int(str((draft.old or {})["version"]))
    values |= {"updated_at": batch.unit.now, "updated_by": batch.actor.id}
    draft.new |= {"updated_at": batch.unit.now, "updated_by": batch.actor.id, "version": version + 1}
    return writer.Change(draft.id, version, values)


def _mark(batch: Batch, draft: Draft) -> writer.Change:
    version = int(str((draft.old or {})["version"]))
    stamp = {"updated_at": batch.unit.now, "updated_by": batch.actor.id}
    draft.new |= {**stamp, "version": version + 1}
    return writer.Change(draft.id, version, stamp)


def record_audit(batch: Batch, drafts: Sequence[Draft]) -> None:
    """Evidence per row: which fields, from what to what, on the wire's terms."""
    entries = [_entry(batch, draft) for draft in drafts if draft.changed or draft.change.op is not Op.UPDATE]
    batch.unit.note(batch.live.workspace_id, entries)


_UNTOLD = frozenset({"id", "version", "created_at", "created_by", "updated_at", "updated_by"})


def _entry(batch: Batch, draft: Draft) -> Entry:
    old = draft.old or {}
    known = batch.fields
    changed = sorted(key for key in draft.changed - _UNTOLD if key in known)
    fields = {key: [to_wire(known[key], old.get(key)), to_wire(known[key], draft.new[key])] for key in changed}
    body: JsonObject = {"fields": fields, "version": draft.new.get("version")}
    if batch.manner.cause is not None:
        body["cause"] = batch.manner.cause
    by = draft.change.by or batch.actor.id
    return Entry(by, f"record.{draft.change.op}", body, batch.live.key, batch.form.key, draft.id)


def with_found(batch: Batch, rule: Rule, names: dict[str, object]) -> dict[str, object]:
    """The names of a record, and under the name of each of the rule's searches what it found."""
    for name, find in rule.finds.items():
        key = (rule.key, name)
        if key not in batch.found:
            batch.found[key] = query.found(batch.unit, batch.live, batch.asker, find)
        names[name] = batch.found[key]
    return names


def keep_trace(batch: Batch, draft: Draft, trace: RuleTrace) -> None:
    """Why the rule came out as it did; only runs in which it held are kept."""
    told = trace.wire()
    _keep(batch, draft, {"kind": "rule", "key": trace.rule, "inputs": told["inputs"], "outcome": told})


def keep_failure(batch: Batch, draft: Draft, problem: Problem) -> None:
    """A rule that went wrong after the save: visible beside the record, and the save stands."""
    _keep(batch, draft, {"kind": "failure", "key": problem.code[:41], "inputs": None, "outcome": problem.wire()})


def _keep(batch: Batch, draft: Draft, what: JsonObject) -> None:
    here = {"app_id": batch.live.id, "app_version": batch.live.number, "form": batch.form.key, "record_id": draft.id}
    batch.unit.traces.append({"id": new_id(), "actor_id": batch.actor.id, "at": batch.unit.now, **here, **what})
