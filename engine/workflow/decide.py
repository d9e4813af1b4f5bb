"""The decision: from a case and a command to facts and wishes, or a reason why not; pure."""

from __future__ import annotations

from datetime import timedelta
from functools import singledispatch

from engine.fields.base import Value
from engine.kernel.actor import Actor
from engine.kernel.diagnostics import Reason
from engine.kernel.wording import Text
from engine.rules.people import above
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
from engine.workflow.compiled import Agreement, ApproveStep, Flow, Opinion, Overdue, StepRight
from engine.workflow.draft import Decision, Draft, Stuck
from engine.workflow.effects import FillFields, MarkRecord, SetFields
from engine.workflow.events import (
    Approved,
    Because,
    Commented,
    FieldsSet,
    Mark,
    Rejected,
    Reminded,
    Retried,
    Started,
    Urged,
    Withdrawn,
)
from engine.workflow.events import Read as WasRead
from engine.workflow.lifecycle import LIVE, Status
from engine.workflow.permit import Ask, Refusal, View, barred, permit, refused
from engine.workflow.state import Case, Task
from engine.workflow.walk import advance, close, leave, open_task, settle, start_clock

URGE_AGAIN = timedelta(minutes=10)


def decide(flow: Flow, case: Case, command: Command, actor: Actor, view: View) -> Decision | Refusal:
    """What the command does to the case: nothing here reads a clock or a database, or changes anything."""
    ask = Ask(flow, case, command, actor, view)
    refusal = permit(ask)
    if refusal is not None:
        return refusal
    draft = Draft.of(ask)
    return _do(command, draft) or draft.decision()


@singledispatch
def _do(command: object, draft: Draft) -> Refusal | None:
    raise NotImplementedError(type(command).__name__)


@_do.register
def _start(command: Start, draft: Draft) -> Refusal | None:
    starter = draft.by or _owner(draft) or ""
    draft.happen(Started(at=draft.now, by=draft.by, starter=starter, comment=command.comment))
    written = draft.flow.slots.get("on_start", {})
    if written:
        try:
            values = draft.values(written)
        except Stuck as stuck:
            return Refusal(Reason.INVALID, stuck.problem)
        draft.want(SetFields("on_start", values, strict=True))
        draft.happen(FieldsSet(at=draft.now, step="on_start", fields=tuple(values)))
    draft.want(MarkRecord(Status.RUNNING))
    draft.again = True
    return None


def _owner(draft: Draft) -> str | None:
    """A flow that starts by itself is started in the name of the record's owner."""
    for name in ("owner_id", "created_by"):
        found = draft.view.names.get(name)
        if isinstance(found, str):
            return found
    return None


@_do.register
def _approve(command: Approve, draft: Draft) -> Refusal | None:
    task, step = _task(command.task, draft)
    refusal = _opinion(step.on_approve, command.comment) or _filled(step, command, draft)
    if refusal is not None:
        return refusal
    draft.happen(
        Approved(
            at=draft.now,
            by=draft.by,
            step=step.key,
            task=task.id,
            comment=command.comment,
            fields=tuple(command.values),
        )
    )
    if command.values:
        draft.want(FillFields(dict(command.values)))
    _settle_step(step, draft)
    return None


def _settle_step(step: ApproveStep, draft: Draft) -> None:
    """After an approval: the step is done, or the next person is asked, or others are still waited for."""
    if step.agreement is Agreement.ALL:
        waiting = draft.case.waiting.get(step.key, ())
        if draft.case.open_tasks(step.key):
            return
        if waiting:
            open_task(step, draft, waiting[0], Because.NEXT)
            if step.limit is not None:
                start_clock(step, draft, step.limit)
            return
    for task in draft.case.open_tasks(step.key):
        close(draft, step.key, task.id, Because.SETTLED)
    leave(draft, step.key)
    draft.again = True


@_do.register
def _reject(command: Reject, draft: Draft) -> Refusal | None:
    task, step = _task(command.task, draft)
    refusal = _opinion(step.on_reject, command.comment)
    if refusal is not None:
        return refusal
    draft.happen(Rejected(at=draft.now, by=draft.by, step=step.key, task=task.id, comment=command.comment))
    leave(draft, step.key, Mark.REFUSED)
    settle(draft, Status.REJECTED)
    draft.again = True
    return None


@_do.register
def _withdraw(command: Withdraw, draft: Draft) -> Refusal | None:
    draft.happen(Withdrawn(at=draft.now, by=draft.by, comment=command.comment))
    draft.tell(tuple(task.user for task in draft.case.open_tasks()), "withdrawn")
    settle(draft, Status.WITHDRAWN)
    draft.again = True
    return None


@_do.register
def _urge(command: Urge, draft: Draft) -> Refusal | None:
    tasks = draft.case.open_tasks()
    if any(task.urged_at is not None and draft.now - task.urged_at < URGE_AGAIN for task in tasks):
        return refused(Reason.TOO_MANY, "urged_already", minutes=URGE_AGAIN.seconds // 60)
    draft.happen(Urged(at=draft.now, by=draft.by, tasks=tuple(task.id for task in tasks), comment=command.comment))
    body = Text(command.comment, command.comment) if command.comment else None
    for task in tasks:
        draft.tell((task.user,), "urged", body, task=task.id, urgent=True)
    return None


@_do.register
def _read(command: Read, draft: Draft) -> Refusal | None:
    task = draft.case.task(command.task)
    if task is not None and task.read_at is None:
        draft.happen(WasRead(at=draft.now, by=draft.by, step=task.step, task=task.id))
    return None


@_do.register
def _comment(command: Comment, draft: Draft) -> Refusal | None:
    if not command.comment.strip():
        return refused(Reason.INVALID, "comment_required", "comment")
    draft.happen(Commented(at=draft.now, by=draft.by, comment=command.comment))
    starter = () if draft.case.starter is None else (draft.case.starter,)
    users = (*starter, *(task.user for task in draft.case.open_tasks()))
    draft.tell(users, "comment", Text(command.comment, command.comment))
    return None


@_do.register
def _retry(command: Retry, draft: Draft) -> Refusal | None:
    draft.happen(Retried(at=draft.now, by=draft.by, comment=command.comment))
    draft.again = True
    return None


@_do.register
def _tick(command: Tick, draft: Draft) -> Refusal | None:
    """A timer of an earlier visit, or of a step that is done, has nothing to say."""
    tasks = draft.case.open_tasks(command.step)
    current = draft.case.status in LIVE and draft.case.entered.get(command.step) == command.entered
    step = draft.flow.spots[command.step].step if command.step in draft.flow.spots else None
    if not (current and tasks and isinstance(step, ApproveStep) and step.limit is not None):
        return None
    if command.late and step.limit.then is Overdue.ESCALATE and _escalate(step, tasks, draft):
        start_clock(step, draft, step.limit)
        return None
    draft.happen(Reminded(at=draft.now, step=step.key, late=command.late))
    for task in tasks:
        draft.tell((task.user,), "late" if command.late else "soon", task=task.id, urgent=command.late)
    return None


def _escalate(step: ApproveStep, tasks: tuple[Task, ...], draft: Draft) -> bool:
    """Each task goes to the superior of whoever has it, once per superior; False when nobody is above."""
    kept_out = barred(step, draft.case, draft.view.names)
    moved = False
    for task in tasks:
        superior = above(task.user, 1, draft.view.directory)
        if superior is None or superior in kept_out or not draft.view.directory.has(superior):
            continue
        close(draft, step.key, task.id, Because.ESCALATED)
        moved = True
        if all(other.user != superior for other in draft.case.open_tasks(step.key)):
            open_task(step, draft, superior, Because.ESCALATED)
    return moved


@_do.register
def _advance(command: Advance, draft: Draft) -> Refusal | None:
    advance(draft)
    return None


@_do.register
def _fail(command: Fail, draft: Draft) -> Refusal | None:
    place = draft.case.at[-1][-1] if draft.case.at and draft.case.ending is None else None
    draft.stuck(place, command.code, command.message)
    return None


# -- what an approver brings along ---------------------------------------------------------------------------------


def _task(id: str, draft: Draft) -> tuple[Task, ApproveStep]:
    task = draft.case.task(id)
    step = None if task is None else draft.flow.step(task.step)
    assert task is not None
    assert isinstance(step, ApproveStep), "permit has looked"
    return task, step


def _opinion(rule: Opinion, comment: str) -> Refusal | None:
    if rule is Opinion.REQUIRED and not comment.strip():
        return refused(Reason.INVALID, "comment_required", "comment")
    return None


def _filled(step: ApproveStep, command: Approve, draft: Draft) -> Refusal | None:
    """Only what the step opens may be written, and what it requires must be answered."""
    for key in command.values:
        if step.rights.get(key) not in {StepRight.WRITE, StepRight.REQUIRED}:
            return refused(Reason.FORBIDDEN, "field_not_open", key, name=key)
    for key, right in step.rights.items():
        value: Value = command.values.get(key, draft.view.names.get(key))
        if right is StepRight.REQUIRED and value in (None, "", (), []):
            return refused(Reason.INVALID, "field_required", key, name=key)
    return None
