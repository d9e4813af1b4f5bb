"""The first half of a write: who may, what was sent, what follows from it, whether it may stand. Nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping

from engine.data.compiled import Action
from engine.expr import Ref, evaluate
from engine.fields.base import Value
from engine.forms.compute import compute_record
from engine.forms.validate import problems
from engine.kernel.diagnostics import Reason
from engine.kernel.ids import new_id
from engine.rules.compiled import Event
from engine.rules.effects import Assign, Attach, Effect, Fail, Refuse, SetFields
from engine.rules.rules import evaluate as run_rule
from engine.rules.rules import triggered
from engine.runtime import cases, duplicates, store
from engine.runtime.batch import Batch
from engine.runtime.draft import OWNER, OWNER_DEPARTMENT, Draft, Op, Sender, read_values
from engine.runtime.messages import CATALOGUE
from engine.runtime.numbers import give_numbers, next_in_turn
from engine.runtime.prepared import beyond
from engine.workflow.messages import CATALOGUE as FLOW_SAYS

EVENTS = {Op.CREATE: Event.CREATED, Op.UPDATE: Event.UPDATED, Op.RESTORE: Event.UPDATED, Op.DELETE: Event.DELETED}

_ACTIONS = {Op.CREATE: Action.CREATE, Op.UPDATE: Action.EDIT, Op.DELETE: Action.DELETE, Op.RESTORE: Action.DELETE}
_VERBS = {
    Action.CREATE: ("新增", "create"),
    Action.EDIT: ("修改", "edit"),
    Action.DELETE: ("删除", "delete"),
    Action.IMPORT: ("导入", "import"),
}


def action_of(batch: Batch, op: Op) -> Action:
    """The right that an operation asks for."""
    return Action.IMPORT if batch.manner.importing and op is Op.CREATE else _ACTIONS[op]


def admit(batch: Batch) -> None:
    """Access on what is there: the right to the action, and to each row as it stands."""
    for op in {draft.change.op for draft in batch.drafts}:
        action = action_of(batch, op)
        drafts = [draft for draft in batch.drafts if draft.change.op is op]
        if not store.may(batch, action):
            zh, en = _VERBS[action]
            label = batch.entity.label
            for draft in drafts:
                draft.complain(
                    CATALOGUE.problem("not_allowed", None, label=label.zh, label_en=label.en, action_zh=zh, action=en),
                    reason=Reason.FORBIDDEN,
                )
        elif op is not Op.CREATE:
            _admit_rows(batch, drafts, action)
        if op is Op.DELETE:
            _spare_cases(batch, drafts)


def _admit_rows(batch: Batch, drafts: list[Draft], action: Action) -> None:
    rows = store.pre_images(batch, [draft.id for draft in drafts], action, restore=drafts[0].change.op is Op.RESTORE)
    for draft in drafts:
        found = rows.get(draft.id)
        if found is None:
            draft.complain(CATALOGUE.problem("unknown_record"), reason=Reason.NOT_FOUND)
        elif not found.allowed:
            zh, en = _VERBS[action]
            draft.complain(CATALOGUE.problem("row_not_allowed", action_zh=zh, action=en), reason=Reason.FORBIDDEN)
        elif draft.change.version is not None and draft.change.version != found.version:
            draft.complain(CATALOGUE.problem("stale"), reason=Reason.STALE)
        else:
            draft.old = found.values
            draft.new = dict(found.values)


def _spare_cases(batch: Batch, drafts: list[Draft]) -> None:
    """A record on its way through a flow stays until the flow ends: a case must not speak of nothing."""
    if not any(flow.form == batch.form.key for flow in batch.live.app.flows.values()):
        return
    busy = cases.under_way(batch.unit, batch.live, [draft.id for draft in drafts])
    for draft in drafts:
        if draft.id in busy:
            draft.complain(FLOW_SAYS.problem("still_running"), reason=Reason.CONFLICT)


def read(batch: Batch) -> None:
    """What was sent, field by field."""
    sender = Sender(store.rights(batch), batch.actor.system)
    for draft in batch.alive(Op.CREATE, Op.UPDATE):
        if draft.change.op is Op.CREATE:
            draft.new = dict.fromkeys((*(field.key for field in batch.entity.own if field.writable), OWNER))
        read_values(draft, batch.fields, sender)
    store.check_targets(batch)


def complete(batch: Batch) -> None:
    """Owner, defaults and numbers of new rows; the department follows the owner."""
    created = batch.alive(Op.CREATE)
    for draft in created:
        if OWNER not in draft.sent:
            draft.new[OWNER] = draft.change.owner or (None if batch.actor.system else batch.actor.id)
    moved = [d for d in batch.alive(Op.UPDATE) if OWNER in d.sent and OWNER_DEPARTMENT not in d.sent]
    store.fill_departments(batch, created + moved)
    for draft in created:
        for field in batch.form.defaulted:
            if field.key not in draft.change.values:
                expression = field.default_expr
                draft.new[field.key] = (
                    field.default if expression is None else evaluate(expression, batch.names(draft), batch.moment)
                )
    give_numbers(batch, created)


def compute(batch: Batch) -> None:
    """Stored formulas, and what expressions will want to know of other records."""
    written = batch.alive(Op.CREATE, Op.UPDATE)
    for draft in written:
        compute_draft(batch, draft)
    store.gather(batch, batch.alive(), needs_before(batch))


def needs_before(batch: Batch) -> frozenset[Ref]:
    """Names that rules, conditions, checks and the access predicate read beyond a row's own values."""
    if batch.actor.system:
        return batch.form.needs_before
    return batch.form.needs_before | beyond(batch.form.form, store.access_needs(batch, Action.READ))


def compute_draft(batch: Batch, draft: Draft) -> None:
    form = batch.form
    draft.new.update(compute_record(draft.new, form.stored, form.row_stored, batch.moment))


def run_rules(batch: Batch) -> None:
    """Rules before the save: each once per row; what one sets, the next sees."""
    if batch.manner.silent:
        return
    for draft in batch.alive():
        event = EVENTS[draft.change.op]
        rules = batch.form.before[event]
        changed = draft.difference() if rules else frozenset[str]()
        for rule in rules:
            if draft.alive and triggered(rule, event, changed):
                names = store.with_found(batch, rule, batch.names(draft, old=True))
                outcome = run_rule(rule, names, batch.moment, new_id)
                if outcome.trace is not None:
                    store.keep_trace(batch, draft, outcome.trace)
                for effect in outcome.effects:
                    _apply(batch, draft, effect)
                changed = draft.difference() if outcome.effects else changed


def _apply(batch: Batch, draft: Draft, effect: Effect) -> None:
    match effect:
        case Refuse(problem) | Fail(problem):
            draft.complain(problem)
        case SetFields(values):
            _set(batch, draft, values)
        case Assign(field, among, turn):
            _set(batch, draft, {field: next_in_turn(batch, among, turn)})
        case Attach(to):
            draft.attached = to
        case _:
            draft.consequences.append(effect)


def _set(batch: Batch, draft: Draft, values: Mapping[str, Value]) -> None:
    pointing = {field.key for field in batch.form.pointing} & values.keys()
    draft.new.update(values)
    if OWNER in values:
        store.fill_departments(batch, [draft])
    compute_draft(batch, draft)
    if pointing:
        store.gather(batch, [draft], needs_before(batch))


def validate(batch: Batch) -> None:
    """Required answers, conditions and checks: what a person sends must stand; rules and flows are bound by checks."""
    for draft in batch.alive(Op.CREATE, Op.UPDATE):
        # A read-only field is closed to people, not to rules and flows.
        free = draft.old is None or batch.actor.system
        sent = frozenset[str]() if free else draft.sent & draft.changed
        draft.complain(*problems(batch.form.form, batch.names(draft), sent, batch.moment))


def find_duplicates(batch: Batch) -> None:
    """Unique fields, and the form's own idea of duplicates: refuse, warn, or attach."""
    store.find_clashes(batch)
    if not batch.manner.silent:
        duplicates.find_duplicates(batch)


def recheck_access(batch: Batch) -> None:
    """Access on what will be there: nobody may write a row out of their own sight. An edit may well be the last one
    that the edit scope allows ("while it is a draft"), so it is the read scope that is asked."""
    if batch.actor.system:
        return
    for draft in batch.alive(Op.UPDATE):
        if not store.allows(batch, Action.READ, batch.names(draft)):
            draft.complain(CATALOGUE.problem("result_not_allowed"), reason=Reason.FORBIDDEN)
