"""Who may do what now: the first half of every decision, and all that the buttons ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from engine.expr import truth
from engine.kernel.actor import Actor
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Problem, Reason
from engine.rules.names import NameMap, ids
from engine.rules.people import Directory
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
    TaskCommand,
    Tick,
    Urge,
    Withdraw,
)
from engine.workflow.compiled import ApproveStep, Flow, Party
from engine.workflow.lifecycle import LIVE, Status
from engine.workflow.messages import CATALOGUE
from engine.workflow.state import Case


@dataclass(frozen=True, slots=True)
class View:
    """All that a decision may look at: the names of the record (and `me`, `param`, `case`), the people, the time."""

    names: NameMap
    directory: Directory
    moment: Moment


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not."""

    reason: Reason
    problem: Problem


@dataclass(frozen=True, slots=True)
class Ask:
    """One question: may this actor do this to this case?"""

    flow: Flow
    case: Case
    command: Command
    actor: Actor
    view: View


Check = Callable[[Ask], Refusal | None]


def permit(ask: Ask) -> Refusal | None:
    """The first reason against it, or None."""
    statuses, checks = _PERMITS[type(ask.command)]
    for check in checks:
        refusal = check(ask)
        if refusal is not None:
            return refusal
    if ask.case.status not in statuses:
        return refused(Reason.CONFLICT, "not_now", status=str(ask.case.status))
    return None


def refused(reason: Reason, code: str, at: str | None = None, **values: object) -> Refusal:
    return Refusal(reason, CATALOGUE.problem(code, at, None, **values))


def barred(step: ApproveStep, case: Case, names: NameMap) -> frozenset[str]:
    """The people who may not act at the step because of what they have to do with the case."""
    parties = {
        Party.STARTER: ids(case.starter),
        Party.OWNER: ids(names.get("owner_id")),
        Party.CREATOR: ids(names.get("created_by")),
    }
    return frozenset(user for party in step.barred for user in parties[party])


# -- checks --------------------------------------------------------------------------------------------------------


def _by_role(action: str) -> Check:
    """One of the actor's roles must grant the move."""

    def check(ask: Ask) -> Refusal | None:
        granted = ask.flow.permits.get(action, frozenset())
        if ask.actor.system or not ask.actor.roles.isdisjoint(granted):
            return None
        return refused(Reason.FORBIDDEN, "not_granted")

    return check


def _startable(ask: Ask) -> Refusal | None:
    start = ask.flow.start
    if start.when is None or truth(start.when, ask.view.names, ask.view.moment):
        return None
    if start.message is None:
        return refused(Reason.INVALID, "not_startable", label=ask.flow.label.zh, label_en=ask.flow.label.en)
    return refused(Reason.INVALID, "start_refused", zh=start.message.zh, en=start.message.en)


def _own_task(ask: Ask) -> Refusal | None:
    command = cast(TaskCommand, ask.command)
    task = ask.case.task(command.task)
    if task is None or task.user != ask.actor.id:
        return refused(Reason.NOT_FOUND, "no_such_task")
    return None


def _open_task(ask: Ask) -> Refusal | None:
    task = ask.case.task(cast(TaskCommand, ask.command).task)
    if task is None or task.kind != "approve":
        return refused(Reason.NOT_FOUND, "no_such_task")
    return None if task.is_open else refused(Reason.CONFLICT, "already_decided")


def _not_barred(ask: Ask) -> Refusal | None:
    task = ask.case.task(cast(TaskCommand, ask.command).task)
    step = None if task is None else ask.flow.step(task.step)
    if isinstance(step, ApproveStep) and ask.actor.id in barred(step, ask.case, ask.view.names):
        return refused(Reason.FORBIDDEN, "own_case")
    return None


def _starter(ask: Ask) -> Refusal | None:
    return None if ask.actor.id == ask.case.starter else refused(Reason.FORBIDDEN, "only_starter")


def _involved(ask: Ask) -> Refusal | None:
    known = ask.actor.id in ask.case.people or ask.actor.builder or ask.actor.admin
    return None if known else refused(Reason.FORBIDDEN, "not_involved")


def _someone_waits(ask: Ask) -> Refusal | None:
    return None if ask.case.open_tasks() else refused(Reason.CONFLICT, "nobody_to_urge")


def _keeper(ask: Ask) -> Refusal | None:
    allowed = ask.actor.admin or ask.actor.builder or ask.actor.system
    return None if allowed else refused(Reason.FORBIDDEN, "only_keeper")


def _system(ask: Ask) -> Refusal | None:
    return None if ask.actor.system else refused(Reason.FORBIDDEN, "not_granted")


_ANY = frozenset(Status) - {Status.NEW}
_NEW = frozenset({Status.NEW})
_STUCK = frozenset({Status.INCIDENT})

_PERMITS: Mapping[type[Command], tuple[frozenset[Status], tuple[Check, ...]]] = {
    Start: (_NEW, (_by_role("start"), _startable)),
    Approve: (LIVE, (_own_task, _open_task, _not_barred)),
    Reject: (LIVE, (_own_task, _open_task)),
    Read: (_ANY, (_own_task,)),
    Withdraw: (LIVE, (_starter, _by_role("withdraw"))),
    Urge: (LIVE, (_starter, _by_role("urge"), _someone_waits)),
    Comment: (_ANY, (_involved,)),
    Retry: (_STUCK, (_keeper,)),
    Tick: (_ANY, (_system,)),
    Advance: (LIVE, (_system,)),
    Fail: (LIVE, (_system,)),
}
"""Command → the states of a case in which it makes sense, and what else must hold."""
