"""Applies what flows decide: lock, decide, write the record, append, let the tasks follow, tell; one transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import reduce

import sqlalchemy as sa

from engine.data.asking import Asker
from engine.data.compiled import Action
from engine.data.platform import tasks
from engine.fields.base import Value
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason, Refused
from engine.kernel.ids import new_id
from engine.kernel.json import Json
from engine.kernel.wording import Text
from engine.runtime import casepage, cases, flow_timers
from engine.runtime.batch import MAX_DEPTH, Manner
from engine.runtime.cases import Held
from engine.runtime.directory import directory_of
from engine.runtime.draft import FLOW_STATE, Change, Op
from engine.runtime.live import LiveApp
from engine.runtime.messages import CATALOGUE
from engine.runtime.people import system_actor
from engine.runtime.subject import names_of, subject_of, title_of
from engine.runtime.telling import tell_of
from engine.runtime.unit import ReadUnit, WriteUnit
from engine.workflow.commands import (
    Advance,
    Approve,
    Command,
    Comment,
    Fail,
    Read,
    Reject,
    Retry,
    Start,
    Tick,
    Urge,
    Withdraw,
)
from engine.workflow.compiled import Flow
from engine.workflow.decide import decide
from engine.workflow.draft import Decision
from engine.workflow.effects import FillFields, MarkRecord, SetFields, Tell, Timer
from engine.workflow.events import Event
from engine.workflow.evolve import evolve
from engine.workflow.lifecycle import Status
from engine.workflow.messages import CATALOGUE as FLOW_SAYS
from engine.workflow.permit import Refusal, View
from engine.workflow.state import Case, new_case

_depth: ContextVar[int] = ContextVar("depth of flows that start each other", default=0)

_OPEN = (
    sa.select(tasks.c.id, tasks.c.user_id, tasks.c.case_id)
    .where(tasks.c.app_id == sa.bindparam("app"), tasks.c.step == sa.bindparam("step"), tasks.c.state == "open")
    .order_by(tasks.c.created_at, tasks.c.id)
)


@dataclass(frozen=True, slots=True)
class OpenTask:
    id: str
    user_id: str
    case_id: str


# -- what people, rules and the clock ask for ------------------------------------------------------------------------


def start(unit: WriteUnit, live: LiveApp, actor: Actor, flow: str, record: str, comment: str | None = None) -> Case:
    """Somebody starts a flow on a record they may read."""
    found = live.app.flows.get(flow)
    if found is None:
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_flow")
    _require(unit, live, actor, found.form, record)
    return _begin(unit, live, actor, found, record, comment)


def start_by_rule(unit: WriteUnit, live: LiveApp, flow: str, record: str) -> Case | None:
    """A rule, or the flow's own trigger, starts it; None when it is under way already or its condition is not true."""
    found = live.app.flows[flow]
    if flow in cases.running(unit, live, record):
        return None
    try:
        return _begin(unit, live, system_actor(live.workspace_id), found, record, None)
    except Refused as refused:
        if refused.problems[0].code in _NO_START:
            return None
        raise


_NO_START = frozenset({"workflow.not_startable", "workflow.start_refused", "workflow.already_running"})


def act(
    unit: WriteUnit,
    live: LiveApp,
    actor: Actor,
    task_id: str,
    action: str,
    comment: str | None = None,
    values: Mapping[str, Json] | None = None,
) -> Case:
    """Somebody decides their task: approve, reject, read."""
    made: dict[str, Command] = {
        "approve": Approve(task_id, comment or "", values or {}),
        "reject": Reject(task_id, comment or ""),
        "read": Read(task_id),
    }
    if action not in made:
        raise FLOW_SAYS.refused(Reason.NOT_FOUND, "unknown_move", action=action)
    return _send(unit, live, cases.of_task(unit, live, task_id), made[action], actor)


def move(unit: WriteUnit, live: LiveApp, actor: Actor, case_id: str, action: str, comment: str | None = None) -> Case:
    """Somebody moves a whole case: withdraw, urge, comment, retry."""
    made = {"withdraw": Withdraw, "urge": Urge, "comment": Comment, "retry": Retry}.get(action)
    if made is None:
        raise FLOW_SAYS.refused(Reason.NOT_FOUND, "unknown_move", action=action)
    casepage.require(unit, live, actor, case_id)
    return _send(unit, live, case_id, made(comment or ""), actor)


def tick(unit: WriteUnit, live: LiveApp, case_id: str, command: Tick) -> Case:
    """A timer of a step has run out."""
    return _send(unit, live, case_id, command, system_actor(live.workspace_id))


def run_due(unit: WriteUnit, live: LiveApp) -> int:
    """Tell every case whose limit has run out; how many there were."""
    due = flow_timers.take_due(unit, live)
    for case_id, command in due:
        tick(unit, live, case_id, command)
    return len(due)


def open_tasks(unit: ReadUnit, live: LiveApp, step: str) -> list[OpenTask]:
    """Whose turn it is at a step, over all its cases."""
    return [OpenTask(*row) for row in unit.session.rows(_OPEN, {"app": live.id, "step": step})]


def newest_case(unit: ReadUnit, live: LiveApp, record: str) -> str:
    """The id of the case that was started last on a record."""
    found = cases.newest(unit, live, record)
    if found is None:
        raise FLOW_SAYS.refused(Reason.NOT_FOUND, "no_such_case")
    return found


# -- firing ----------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Firing:
    """One command on its way: the case as it becomes, and what is to be told and timed once it is written."""

    unit: WriteUnit
    live: LiveApp
    held: Held
    events: list[Event] = field(default_factory=list)
    told: list[Tell] = field(default_factory=list)
    timers: list[Timer] = field(default_factory=list)

    def carry_out(self, command: Command, actor: Actor) -> None:
        """Decide, write, and go on until somebody is waited for."""
        system = system_actor(self.live.workspace_id)
        while True:
            answer = decide(self.held.flow, self.held.case, command, actor, self.view(actor))
            if isinstance(answer, Refusal):
                raise Refused(answer.reason, [answer.problem])
            failure = self._write(answer, actor)
            if failure is not None:
                command, actor = failure, system
                continue
            self._absorb(answer)
            if not answer.again:
                return
            command, actor = Advance(), system

    def view(self, actor: Actor) -> View:
        names = names_of(self.unit, self.live, self.held, actor)
        return View(names, directory_of(self.unit, self.live), self.unit.moment(self.live.app.zone))

    def _absorb(self, answer: Decision) -> None:
        self.held = replace(self.held, case=reduce(evolve, answer.events, self.held.case))
        self.events += answer.events
        self.told += [effect for effect in answer.effects if isinstance(effect, Tell)]
        self.timers += [effect for effect in answer.effects if isinstance(effect, Timer)]

    # -- the record --------------------------------------------------------------------------------------------
    def _write(self, answer: Decision, actor: Actor) -> Fail | None:
        """Into the record first: what it refuses has not happened. Where that must not stop the case, an incident."""
        for effect in answer.effects:
            if isinstance(effect, FillFields):
                # The step opens the fields; what types and checks of the form refuse is refused to the approver.
                self._change(replace(actor, system=True), effect.values, parsed=False)
        values, strict = wanted_of(answer)
        if not values or (values.keys() == {FLOW_STATE} and not subject_of(self.unit, self.live, self.held)):
            return None
        system = system_actor(self.live.workspace_id)
        if strict:
            self._change(system, values, parsed=True)
            return None
        return self._attempt(lambda: self._change(system, values, parsed=True))

    def _change(self, actor: Actor, values: Mapping[str, object], *, parsed: bool) -> None:
        from engine.runtime import write as door  # noqa: PLC0415  (its last stages start flows, so it imports us)

        change = Change(Op.UPDATE, self.held.case.record, values=values, parsed=parsed)
        manner = Manner(depth=_depth.get(), cause=self.held.flow.key)
        door.write(self.unit, self.live, actor, self.held.form, [change], manner)

    def _attempt(self, act: Callable[[], None]) -> Fail | None:
        """Do it so that a refusal leaves no trace but a sentence."""
        try:
            with self.unit.attempt():
                act()
        except Refused as refused:
            return Fail(refused.problems[0].code, _sentence(refused))
        return None


def wanted_of(answer: Decision) -> tuple[dict[str, Value], bool]:
    """What the flow writes into the record, and whether a record that refuses it refuses the whole command."""
    values: dict[str, Value] = {}
    strict: bool | None = None
    for effect in answer.effects:
        if isinstance(effect, SetFields):
            values |= effect.values
            strict = effect.strict
        if isinstance(effect, MarkRecord):
            values[FLOW_STATE] = str(effect.status)
            strict = effect.status is Status.RUNNING if strict is None else strict
    return values, strict is True


def _sentence(refused: Refused) -> Text:
    said = [problem.message for problem in refused.problems]
    return Text("；".join(each.zh for each in said), "; ".join(each.en for each in said))


def _begin(unit: WriteUnit, live: LiveApp, actor: Actor, flow: Flow, record: str, comment: str | None) -> Case:
    case = new_case(new_id(), flow.key, record)
    held = Held(case, flow, flow.form, live.number, live.app)
    depth = _depth.get() + 1
    if depth > MAX_DEPTH:
        raise CATALOGUE.refused(Reason.CONFLICT, "too_deep", limit=MAX_DEPTH, rule=flow.key)
    token = _depth.set(depth)
    try:
        cases.begin(unit, live, flow, case, actor.id)
        return _fire(unit, live, held, Start(comment or ""), actor)
    finally:
        _depth.reset(token)


def _send(unit: WriteUnit, live: LiveApp, case_id: str, command: Command, actor: Actor) -> Case:
    return _fire(unit, live, cases.load(unit, live, case_id, lock=True), command, actor)


def _fire(unit: WriteUnit, live: LiveApp, held: Held, command: Command, actor: Actor) -> Case:
    firing = Firing(unit, live, held)
    firing.carry_out(command, actor)
    title = title_of(live, held.form, subject_of(unit, live, held))
    cases.keep(unit, live, firing.held, held.case, firing.events, title)
    flow_timers.set_timers(unit, live, firing.held.case.id, firing.timers)
    for each in firing.told:
        tell_of(unit, live, firing.held, each, title)
    return firing.held.case


def _require(unit: WriteUnit, live: LiveApp, actor: Actor, form: str, record: str) -> None:
    """Who starts a flow must see the record; to others it does not exist."""
    asker = Asker(actor, unit.moment(live.app.zone), live.parameters)
    visible = live.access.visible(form, actor, Action.READ)
    if not live.reader(form).among(unit.session, asker, [record], visible=visible):
        raise CATALOGUE.refused(Reason.NOT_FOUND, "unknown_record")


__all__ = ["OpenTask", "act", "move", "newest_case", "open_tasks", "run_due", "start", "start_by_rule", "tick"]
