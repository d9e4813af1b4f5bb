"""What an actor may do now, as moves for buttons; asked of the same first half as every decision."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.kernel.actor import Actor
from engine.kernel.json import JsonObject
from engine.kernel.wording import Text
from engine.workflow.commands import Approve, Command, Comment, Read, Reject, Retry, Start, Urge, Withdraw
from engine.workflow.compiled import ApproveStep, Flow, Opinion
from engine.workflow.permit import Ask, View, permit
from engine.workflow.state import Case
from engine.workflow.words import MOVES


@dataclass(frozen=True, slots=True)
class Move:
    """`task`: the task it is about, if it is about one."""

    action: str
    label: Text
    comment: Opinion
    task: str | None = None

    def wire(self) -> JsonObject:
        return {"action": self.action, "label": self.label.wire(), "comment": str(self.comment)}


_TASK: tuple[tuple[str, Callable[[str], Command]], ...] = (("approve", Approve), ("reject", Reject), ("read", Read))
_CASE: tuple[tuple[str, Command, Opinion], ...] = (
    ("start", Start(), Opinion.OPTIONAL),
    ("withdraw", Withdraw(), Opinion.OPTIONAL),
    ("urge", Urge(), Opinion.OPTIONAL),
    ("comment", Comment("…"), Opinion.REQUIRED),
    ("retry", Retry(), Opinion.OPTIONAL),
)


def available(flow: Flow, case: Case, actor: Actor, view: View) -> tuple[Move, ...]:
    """Every move that `decide` would not refuse for a reason the actor cannot do something about."""

    def may(command: Command) -> bool:
        return permit(Ask(flow, case, command, actor, view)) is None

    of_tasks = [
        Move(action, MOVES[action], _opinion(flow, task.step, action), task.id)
        for task in case.tasks
        if task.user == actor.id
        for action, command in _TASK
        if may(command(task.id)) and (action != "read" or (task.kind == "cc" and task.read_at is None))
    ]
    of_case = [Move(action, MOVES[action], comment) for action, command, comment in _CASE if may(command)]
    return (*of_tasks, *of_case)


def _opinion(flow: Flow, step_key: str, action: str) -> Opinion:
    step = flow.step(step_key)
    if not isinstance(step, ApproveStep) or action == "read":
        return Opinion.NONE
    return step.on_approve if action == "approve" else step.on_reject
