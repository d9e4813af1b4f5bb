"""A rule at work: from the names of one record to the effects it wants, purely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import singledispatch

from engine.expr import Checked, truth
from engine.expr import evaluate as value_of
from engine.fields.base import Value
from engine.kernel.clock import Moment
from engine.rules.compiled import (
    Action,
    AssignAction,
    AttachAction,
    CreateAction,
    DecideAction,
    EachAction,
    Event,
    NotifyAction,
    OnSave,
    RefuseAction,
    Rule,
    SetAction,
    StartFlowAction,
    UpdateAction,
    UpdateRowsAction,
)
from engine.rules.decided import Decision, Table
from engine.rules.effects import (
    Assign,
    Attach,
    CreateRecord,
    Effect,
    Fail,
    Notify,
    Refuse,
    SetFields,
    StartFlow,
    UpdateRecords,
)
from engine.rules.messages import CATALOGUE
from engine.rules.names import NameMap, ids, reach, rows
from engine.rules.people import aim
from engine.rules.scorecards import answer_scorecard
from engine.rules.tables import Answer, answer_table
from engine.rules.trace import DecisionTrace, RuleTrace


@dataclass(frozen=True, slots=True)
class Outcome:
    """`trace` is None when the rule, or none of its actions, held for this record."""

    effects: tuple[Effect, ...] = ()
    trace: RuleTrace | None = None


def triggered(rule: Rule, event: Event, changed: Iterable[str]) -> bool:
    """Whether a save of this kind sets the rule off at all; a created record counts every answered field as changed."""
    trigger = rule.trigger
    if not isinstance(trigger, OnSave) or event not in trigger.events:
        return False
    return not trigger.fields or event is Event.DELETED or not trigger.fields.isdisjoint(changed)


def holds(rule: Rule, names: NameMap, moment: Moment) -> bool:
    """Whether the rule's condition is true of this record, and, with `became`, was not true of it before."""
    became = rule.trigger.became if isinstance(rule.trigger, OnSave) else None
    if became is not None:
        before = names.get("old")
        was = isinstance(before, Mapping) and truth(became, {**names, **before}, moment)
        if was or not truth(became, names, moment):
            return False
    return rule.when is None or truth(rule.when, names, moment)


def evaluate(rule: Rule, names: NameMap, moment: Moment, ids_for_new: Callable[[], str]) -> Outcome:
    """{"amount": 90, "customer": {…}} → Outcome((Refuse(…),), trace). `ids_for_new` names the records it creates.

    `names` holds what `rule.needs` asks for, and under each name of `rule.finds` the records found.
    """
    if not holds(rule, names, moment):
        return Outcome()
    run = _Run(rule.key, dict(names), moment, ids_for_new)
    run.do(rule.actions, "")
    if not run.done:
        return Outcome()
    inputs = {".".join(path): reach(names, path) for path in rule.reads}
    trace = RuleTrace(rule.key, rule.version, inputs, tuple(run.decisions), tuple(run.done))
    return Outcome(tuple(run.effects), trace)


@dataclass(slots=True)
class _Run:
    """What has been decided so far; later actions see what earlier ones set."""

    rule: str
    names: dict[str, object]
    moment: Moment
    ids_for_new: Callable[[], str]
    effects: list[Effect] = field(default_factory=list)
    decisions: list[DecisionTrace] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def do(self, actions: Iterable[Action], path: str) -> None:
        for place, action in enumerate(actions):
            if action.when is None or truth(action.when, self.names, self.moment):
                self.done.append(f"{path}{place}")
                perform(action, self, f"{path}{place}")

    def values(self, slots: Mapping[str, Checked], names: NameMap | None = None) -> dict[str, Value]:
        known = self.names if names is None else names
        return {key: value_of(slot, known, self.moment) for key, slot in slots.items()}

    def of_row(self, row: NameMap) -> dict[str, object]:
        """The names of a row, with what is not of the record itself, and the record as `this`."""
        general = {key: self.names.get(key) for key in ("me", "param")}
        return {**general, **row, "this": self.names}


@singledispatch
def perform(action: Action, run: _Run, path: str) -> None:
    raise NotImplementedError(type(action).__name__)


@perform.register
def _refuse(action: RefuseAction, run: _Run, path: str) -> None:
    said = action.message.fill(run.names, run.moment)
    run.effects.append(Refuse(CATALOGUE.problem("refused", action.at, zh=said.zh, en=said.en)))


@perform.register
def _set(action: SetAction, run: _Run, path: str) -> None:
    values = run.values(action.values)
    run.names.update(values)
    run.effects.append(SetFields(values))


@perform.register
def _create(action: CreateAction, run: _Run, path: str) -> None:
    if action.unless is not None and truth(action.unless, run.names, run.moment):
        return
    id_ = run.ids_for_new()
    run.effects.append(CreateRecord(id_, action.form, run.values(action.values)))
    if action.name is not None:
        run.names[action.name] = {"id": id_}


@perform.register
def _update(action: UpdateAction, run: _Run, path: str) -> None:
    found = ids(reach(run.names, action.record))
    if found:
        run.effects.append(UpdateRecords(action.form, found, run.values(action.values)))


@perform.register
def _update_rows(action: UpdateRowsAction, run: _Run, path: str) -> None:
    for row in rows(reach(run.names, action.rows)):
        known = run.of_row(row)
        if action.where is None or truth(action.where, known, run.moment):
            run.effects.append(UpdateRecords(action.form, ids(row), run.values(action.values, known)))


@perform.register
def _notify(action: NotifyAction, run: _Run, path: str) -> None:
    title = action.title.fill(run.names, run.moment)
    body = None if action.body is None else action.body.fill(run.names, run.moment)
    to = aim(action.to, run.names, run.moment)
    run.effects.append(Notify(f"{run.rule}/{path}", to, title, body, action.channels))


@perform.register
def _start_flow(action: StartFlowAction, run: _Run, path: str) -> None:
    if action.record is None:
        run.effects.append(StartFlow(action.flow, None))
        return
    run.effects += [StartFlow(action.flow, one) for one in ids(reach(run.names, action.record))]


@perform.register
def _decide(action: DecideAction, run: _Run, path: str) -> None:
    answer = answer_decision(action.decision, run.values(action.inputs), run.names, run.moment)
    run.decisions.append(answer.trace)
    run.names[action.name] = answer.outputs
    if answer.problem is not None:
        run.effects.append(Fail(answer.problem))


@perform.register
def _assign(action: AssignAction, run: _Run, path: str) -> None:
    run.effects.append(Assign(action.field, aim(action.among, run.names, run.moment), action.turn))


@perform.register
def _attach(action: AttachAction, run: _Run, path: str) -> None:
    run.effects += [Attach(one) for one in ids(reach(run.names, action.to))]


@perform.register
def _each(action: EachAction, run: _Run, path: str) -> None:
    source = (action.name,) if action.rows is None else action.rows
    before = run.names.get(action.name)
    for place, row in enumerate(rows(reach(run.names, source))):
        if action.where is None or truth(action.where, run.of_row(row), run.moment):
            run.names[action.name] = row
            run.do(action.do, f"{path}.{place}.")
    run.names[action.name] = before


def answer_decision(decision: Decision, inputs: Mapping[str, Value], names: NameMap, moment: Moment) -> Answer:
    """Asks a table or a scorecard."""
    if isinstance(decision, Table):
        return answer_table(decision, inputs, names, moment)
    return answer_scorecard(decision, inputs, names, moment)
