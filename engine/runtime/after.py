"""The second half of a write: evidence, and what the change sets off – other records, messages, flows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from engine.expr import truth
from engine.fields.base import Value
from engine.kernel.diagnostics import Problem, Reason, Refused
from engine.kernel.ids import new_id
from engine.rules.compiled import Rule
from engine.rules.effects import (
    Assign,
    CreateRecord,
    Effect,
    Fail,
    Notify,
    Refuse,
    SetFields,
    StartFlow,
    UpdateRecords,
)
from engine.rules.rules import evaluate as run_rule
from engine.rules.rules import triggered
from engine.runtime import fire, notices, store
from engine.runtime.batch import MAX_DEPTH, Batch, Manner
from engine.runtime.before import EVENTS
from engine.runtime.draft import OWNER, Change, Draft, Op
from engine.runtime.messages import CATALOGUE
from engine.runtime.numbers import next_in_turn
from engine.runtime.people import system_actor
from engine.workflow.compiled import Flow, StartOn


@dataclass(slots=True)
class Consequences:
    """What the rules of a batch want, sorted so that each form is written once."""

    created: dict[str, list[Change]] = field(default_factory=lambda: defaultdict(list))
    updated: dict[str, dict[str, dict[str, Value]]] = field(default_factory=lambda: defaultdict(dict))
    notices: list[tuple[Draft, Notify]] = field(default_factory=list)
    flows: list[tuple[str, str]] = field(default_factory=list)
    last: Rule | None = None

    def update(self, form: str, id_: str, values: dict[str, Value]) -> None:
        self.updated[form].setdefault(id_, {}).update(values)


def run_rules(batch: Batch) -> None:
    """Rules after the save, each once per row in one pass; then all they want, form by form, to a bounded depth."""
    if batch.manner.silent:
        return
    wanted = Consequences()
    saved = batch.alive()
    if any(batch.form.after.values()):
        store.gather(batch, saved, batch.form.needs_after)
    for draft in saved:
        for effect in draft.consequences:
            sort_effect(batch, draft, effect, wanted)
        _run_for(batch, draft, wanted)
    apply(batch, wanted)


def _run_for(batch: Batch, draft: Draft, wanted: Consequences) -> None:
    event = EVENTS[draft.change.op]
    for rule in batch.form.after[event]:
        if not triggered(rule, event, draft.changed):
            continue
        names = store.with_found(batch, rule, batch.names(draft, old=True))
        outcome = run_rule(rule, names, batch.moment, new_id)
        if outcome.trace is None:
            continue
        store.keep_trace(batch, draft, outcome.trace)
        wanted.last = rule
        for effect in outcome.effects:
            sort_effect(batch, draft, effect, wanted)


def sort_effect(batch: Batch, draft: Draft, effect: Effect, wanted: Consequences) -> None:
    """Put one effect where it will be done."""
    match effect:
        case Refuse(problem):
            _refuse(draft, problem)
        case Fail(problem):
            store.keep_failure(batch, draft, problem)
        case Notify():
            wanted.notices.append((draft, effect))
        case StartFlow(flow, record):
            wanted.flows.append((flow, record or draft.id))
        case _:
            _sort_write(batch, draft, effect, wanted)


def _sort_write(batch: Batch, draft: Draft, effect: Effect, wanted: Consequences) -> None:
    """Effects that write records."""
    match effect:
        case SetFields(values):
            wanted.update(batch.form.key, draft.id, dict(values))
        case Assign(name, among, turn):
            wanted.update(batch.form.key, draft.id, {name: next_in_turn(batch, among, turn)})
        case CreateRecord(id_, form, values):
            owner = draft.new.get(OWNER)
            change = Change(Op.CREATE, id_, values=values, parsed=True, owner=owner if isinstance(owner, str) else None)
            wanted.created[form].append(change)
        case UpdateRecords(form, ids, values):
            for id_ in ids:
                wanted.update(form, id_, dict(values))
        case _:
            pass


def _refuse(draft: Draft, problem: Problem) -> None:
    """The row is written already: the whole transaction has to go."""
    raise Refused(Reason.INVALID, [Problem(problem.code, problem.message, problem.at, draft.row)])


def apply(batch: Batch, wanted: Consequences) -> None:
    """Write what the rules want, as the system and one level deeper."""
    deeper = Manner(depth=batch.manner.depth + 1, cause=None if wanted.last is None else wanted.last.key)
    if (wanted.created or wanted.updated) and deeper.depth > MAX_DEPTH:
        rule = "?" if wanted.last is None else wanted.last.key
        raise CATALOGUE.refused(Reason.CONFLICT, "too_deep", limit=MAX_DEPTH, rule=rule)
    actor = system_actor(batch.actor.workspace_id, batch.actor.locale)
    for form, changes in wanted.created.items():
        batch.again(batch.unit, batch.live, actor, form, changes, deeper)
    for form, rows in wanted.updated.items():
        updates = [Change(Op.UPDATE, id_, values=values, parsed=True) for id_, values in rows.items()]
        outcomes = batch.again(batch.unit, batch.live, actor, form, updates, deeper)
        if form == batch.form.key:
            _follow(batch, {outcome.id: outcome.values for outcome in outcomes})
    notices.send(batch, wanted.notices)
    for flow, record in wanted.flows:
        fire.start_by_rule(batch.unit, batch.live, flow, record)


def _follow(batch: Batch, rows: dict[str, object]) -> None:
    """The outcome of this batch shows what rules made of its rows."""
    for draft in batch.drafts:
        values = rows.get(draft.id)
        if isinstance(values, dict):
            draft.new = values


def record_audit(batch: Batch) -> None:
    """One row of evidence per committed change."""
    store.record_audit(batch, batch.alive())


def start_flows(batch: Batch) -> None:
    """Flows that start by themselves when a record is saved."""
    if batch.manner.silent:
        return
    kinds = {Op.CREATE: StartOn.CREATED, Op.UPDATE: StartOn.UPDATED}
    flows = [f for f in batch.live.app.flows.values() if f.form == batch.form.key and f.start.on in kinds.values()]
    for draft in batch.alive(Op.CREATE, Op.UPDATE) if flows else ():
        for flow in flows:
            if flow.start.on is kinds[draft.change.op] and _starts(batch, flow, draft):
                fire.start_by_rule(batch.unit, batch.live, flow.key, draft.id)


def _starts(batch: Batch, flow: Flow, draft: Draft) -> bool:
    """Whether the flow's condition has become true with this save."""
    if flow.start.when is None:
        return True
    names = batch.names(draft)
    was = draft.old is not None and truth(flow.start.when, {**names, **draft.old, **draft.loaded_before}, batch.moment)
    return not was and truth(flow.start.when, names, batch.moment)
