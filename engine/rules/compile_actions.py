"""The actions of a rule: each written line → one compiled action, or notes on why not."""

from __future__ import annotations

from functools import singledispatch

from engine.data.compiled import Entity
from engine.data.scope import EntityScope, RowScope
from engine.expr import Checked, Scope, Symbol, namespace
from engine.expr import field as plain_field
from engine.kernel.kinds import Kind, ValueType
from engine.rules import compiled as c
from engine.rules import definition as d
from engine.rules.decided import ANSWERS, Decision, Table
from engine.rules.ground import Path, Place
from engine.rules.pick import compile_people
from engine.rules.slots import Slots


class Job:
    """One action to compile: where it stands, with what around it. `turn` is unique in the app."""

    def __init__(self, path: str, slots: Slots, trigger: c.Trigger | None, turn: str, *, looped: bool = False) -> None:
        self.path = path
        self.slots = slots
        self.trigger = trigger
        self.turn = turn
        self.looped = looped

    @property
    def is_before(self) -> bool:
        return isinstance(self.trigger, c.OnSave) and self.trigger.phase is c.Phase.BEFORE

    def only_before(self, verb: str) -> None:
        if self.trigger is not None and not self.is_before:
            self.slots.say("only_before", f"{self.path}/{verb}", verb=verb)


def compile_action(
    written: d.ActionDefinition, path: str, slots: Slots, trigger: c.Trigger | None, turn: str
) -> c.Action | None:
    """`turn`: a name of the line that stays the same while it stays in its place."""
    return _compile(written, Job(path, slots, trigger, turn))


@singledispatch
def _compile(written: object, job: Job) -> c.Action | None:
    raise NotImplementedError(type(written).__name__)


@_compile.register
def _refuse(written: d.RefuseAction, job: Job) -> c.Action | None:
    path, slots, said = f"{job.path}/refuse", job.slots, written.refuse
    job.only_before("refuse")
    when = slots.truth(said.when, f"{path}/when")
    message = slots.text(said.message, f"{path}/message")
    if said.at is not None and said.at not in slots.entity.fields:
        form = slots.entity.label
        slots.say("unknown_field", f"{path}/at", name=said.at, form=form.zh, form_en=form.en)
    return None if message is None else c.RefuseAction(when=when, message=message, at=said.at)


@_compile.register
def _set(written: d.SetAction, job: Job) -> c.Action | None:
    if job.looped:
        job.slots.say("not_in_each", f"{job.path}/set", verb="set")
    when = job.slots.truth(written.when, f"{job.path}/when")
    values = job.slots.values(written.set, f"{job.path}/set", job.slots.entity)
    return c.SetAction(when=when, values=values)


@_compile.register
def _create(written: d.CreateAction, job: Job) -> c.Action | None:
    path, slots, create = f"{job.path}/create", job.slots, written.create
    target = slots.ground.model.entities.get(create.form)
    if target is None:
        slots.say("unknown_form", f"{path}/form", name=create.form)
        return None
    values = slots.values(create.set, f"{path}/set", target)
    for key in _unanswered(target, create):
        slots.say("create_misses", f"{path}/set", name=key)
    made = c.CreateAction(
        when=slots.truth(create.when, f"{path}/when"),
        form=create.form,
        values=values,
        unless=slots.truth(create.unless, f"{path}/unless"),
        name=create.as_,
    )
    if create.as_ is not None:
        id_only = Place(None, None)
        slots.call(
            create.as_, _reference(namespace({"id": plain_field(Kind.REFERENCE)}).members), id_only, f"{path}/as"
        )
    return made


def _unanswered(target: Entity, create: d.Create) -> list[str]:
    """Required fields that nothing fills."""
    return [
        field.key
        for field in target.own
        if field.required
        and field.writable
        and field.key not in create.set
        and field.default is None
        and field.default_expr is None
    ]


@_compile.register
def _update(written: d.UpdateAction, job: Job) -> c.Action | None:
    path, slots, update = f"{job.path}/update", job.slots, written.update
    if (update.record is None) == (update.records is None):
        slots.say("record_or_records", path)
        return None
    when = slots.truth(update.when, f"{path}/when")
    if update.record is not None:
        where = slots.leads(update.record, f"{path}/record")
        if where is None or where.entity is None or (where.rows and where.field is None):
            _not_a_record(job, where, f"{path}/record", update.record)
            return None
        if update.where is not None:
            slots.say("where_needs_records", f"{path}/where")
        values = slots.values(update.set, f"{path}/set", where.entity)
        return c.UpdateAction(when=when, form=where.entity.key, record=_split(update.record), values=values)
    return _update_rows(update, job, path, when)


def _update_rows(update: d.Update, job: Job, path: str, when: Checked | None) -> c.Action | None:
    assert update.records is not None
    slots = job.slots
    where = slots.leads(update.records, f"{path}/records")
    if where is None or where.entity is None or not where.rows:
        _not_a_record(job, where, f"{path}/records", update.records)
        return None
    inner = slots.of(where.entity, {"this": slots.this}, {})
    return c.UpdateRowsAction(
        when=when,
        form=where.entity.key,
        rows=_split(update.records),
        where=inner.truth(update.where, f"{path}/where"),
        values=inner.values(update.set, f"{path}/set", where.entity),
    )


def _not_a_record(job: Job, where: Place | None, path: str, name: str) -> None:
    if where is not None:
        job.slots.say("not_a_record", path, name=name)


@_compile.register
def _notify(written: d.NotifyAction, job: Job) -> c.Action | None:
    path, slots, notify = f"{job.path}/notify", job.slots, written.notify
    when = slots.truth(notify.when, f"{path}/when")
    to = compile_people(notify.to, f"{path}/to", slots)
    title = slots.text(notify.title, f"{path}/title")
    body = None if notify.body is None else slots.text(notify.body, f"{path}/body")
    return None if title is None else c.NotifyAction(when=when, to=to, title=title, body=body, channels=notify.by)


@_compile.register
def _start_flow(written: d.StartFlowAction, job: Job) -> c.Action | None:
    path, slots, start = f"{job.path}/start_flow", job.slots, written.start_flow
    when = slots.truth(start.when, f"{path}/when")
    form = slots.ground.flows.get(start.flow)
    if form is None:
        slots.say("unknown_flow", f"{path}/flow", name=start.flow)
        return None
    where = Place(None, slots.entity) if start.record is None else slots.leads(start.record, f"{path}/record")
    if where is not None and (where.entity is None or where.entity.key != form):
        slots.say("flow_of_other_form", f"{path}/flow", name=start.flow, form=form)
    if job.is_before:
        slots.say("only_after", path, verb="start_flow")
    return c.StartFlowAction(when=when, flow=start.flow, record=None if start.record is None else _split(start.record))


@_compile.register
def _decide(written: d.DecideAction, job: Job) -> c.Action | None:
    slots = job.slots
    when = slots.truth(written.when, f"{job.path}/when")
    decision = slots.ground.decisions.get(written.decide)
    if decision is None:
        slots.say("unknown_decision", f"{job.path}/decide", name=written.decide)
        slots.call(written.as_, Symbol(ValueType(Kind.JSON)), None, f"{job.path}/as")
        return None
    inputs = {}
    for column in decision.inputs:
        text = written.with_.get(column.key)
        if text is None:
            slots.say("missing_input", f"{job.path}/with", name=column.key, decision=written.decide)
            continue
        checked = slots.value(text, f"{job.path}/with/{column.key}", column.kind)
        if checked is not None:
            inputs[column.key] = checked
    for key in written.with_.keys() - {column.key for column in decision.inputs}:
        slots.say("unknown_input", f"{job.path}/with/{key}", name=key, decision=written.decide)
    slots.call(written.as_, answers(decision), None, f"{job.path}/as")
    return c.DecideAction(when=when, decision=decision, name=written.as_, inputs=inputs)


def answers(decision: Decision) -> Symbol:
    """`gate.result`, `gate.count`, …: what a decision is asked for."""
    symbols = {key: plain_field(kind) for key, kind in ANSWERS[type(decision)].items()}
    if isinstance(decision, Table):
        symbols |= {out.key: plain_field(out.kind, choices=out.choices) for out in decision.outputs}
    return namespace(symbols)


@_compile.register
def _assign(written: d.AssignAction, job: Job) -> c.Action | None:
    path, slots, assign = f"{job.path}/assign", job.slots, written.assign
    where = slots.leads(assign.field, f"{path}/field")
    if where is not None and not where.is_person:
        slots.say("not_a_person", f"{path}/field", name=assign.field)
    when = slots.truth(assign.when, f"{path}/when")
    among = compile_people(assign.among, f"{path}/among", slots)
    return c.AssignAction(when=when, field=assign.field, among=among, turn=job.turn)


@_compile.register
def _attach(written: d.AttachAction, job: Job) -> c.Action | None:
    path, slots = f"{job.path}/attach", job.slots
    trigger = job.trigger
    if isinstance(trigger, c.OnSave) and (not job.is_before or trigger.events != {c.Event.CREATED}):
        slots.say("only_before", path, verb="attach")
    where = slots.leads(written.attach.to, f"{path}/to")
    if where is not None and (where.entity is None or where.entity.key != slots.entity.key):
        slots.say("not_a_record", f"{path}/to", name=written.attach.to)
    return c.AttachAction(when=slots.truth(written.attach.when, f"{path}/when"), to=_split(written.attach.to))


@_compile.register
def _each(written: d.EachAction, job: Job) -> c.Action | None:
    path, slots, each = f"{job.path}/each", job.slots, written.each
    if job.looped:
        slots.say("not_in_each", path, verb="each")
        return None
    if (each.rows is None) == (each.form is None):
        slots.say("rows_or_form", path)
        return None
    when = slots.truth(each.when, f"{path}/when")
    row = _row(each, job, path)
    if row is None:
        return None
    members, entity = row
    inner = slots.nested()
    inner.call(each.as_, _reference(members), Place(None, entity), f"{path}/as")
    done = [
        _compile(one, Job(f"{path}/do/{place}", inner, job.trigger, f"{job.turn}.{place}", looped=True))
        for place, one in enumerate(each.do)
    ]
    where, find = None, None
    if each.form is not None and entity is not None:
        find = c.Find(each.form, slots.of(entity, {}, {}).truth(each.where, f"{path}/where", sql=True))
    else:
        where = slots.truth(each.where, f"{path}/where", scope=slots.row_scope(members))
    rows = None if each.rows is None else _split(each.rows)
    kept = tuple(action for action in done if action is not None)
    return c.EachAction(when=when, rows=rows, find=find, where=where, name=each.as_, do=kept)


def _row(each: d.Each, job: Job, path: str) -> tuple[Scope, Entity | None] | None:
    """What a row is: its names, and its entity when it is a record of its own."""
    model = job.slots.ground.model
    if each.form is not None:
        entity = model.entities.get(each.form)
        if entity is None:
            job.slots.say("unknown_form", f"{path}/form", name=each.form)
            return None
        return EntityScope(model, entity, member=True), entity
    assert each.rows is not None
    where = job.slots.leads(each.rows, f"{path}/rows")
    if where is None or not where.rows:
        _not_a_record(job, where, f"{path}/rows", each.rows)
        return None
    if where.entity is not None:
        return EntityScope(model, where.entity, member=True), where.entity
    return (RowScope(model, where.field), None) if where.field is not None else None


def _reference(members: Scope | None) -> Symbol:
    return Symbol(ValueType(Kind.REFERENCE), optional=False, members=members)


def _split(path: str) -> Path:
    return tuple(path.split("."))
