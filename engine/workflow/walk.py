"""Walking the tree: what happens on arriving at each kind of step, and where a case goes from there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import singledispatch

from engine.workflow.compiled import (
    Agreement,
    ApproveStep,
    BranchStep,
    CopyStep,
    EndStep,
    Limit,
    Order,
    Path,
    SetStep,
    Step,
    Way,
)
from engine.workflow.draft import Draft, Stuck
from engine.workflow.effects import MarkRecord, SetFields, Timer
from engine.workflow.events import (
    Because,
    Ended,
    Ending,
    Entered,
    FieldsSet,
    Left,
    Mark,
    Passed,
    Queued,
    TaskClosed,
    TaskOpened,
    WayTaken,
)
from engine.workflow.hours import add_work
from engine.workflow.lifecycle import Status
from engine.workflow.people import already_agreed, asked, resolve
from engine.workflow.state import task_id

SLOT = {Status.APPROVED: "on_approve", Status.REJECTED: "on_reject", Status.WITHDRAWN: "on_withdraw"}
_TOLD = {Status.APPROVED: "approved", Status.REJECTED: "rejected"}


def advance(draft: Draft) -> None:
    """On and on, until somebody is waited for, the record must be written, an incident, or the end."""
    while draft.case.status is Status.RUNNING and not draft.again:
        if draft.case.ending is not None:
            _finish(draft, draft.case.ending)
        elif not draft.case.at:
            _enter(draft, draft.flow.first, None)
        elif not _go_on(draft, draft.case.at[-1]):
            return


def _go_on(draft: Draft, path: Path) -> bool:
    """One step further; False where the case waits for people."""
    step = draft.flow.step(path[-1])
    if draft.case.marks.get(step.key) is Mark.DONE:
        _onward(draft, path)
        return True
    if draft.case.open_tasks(step.key):
        return False
    try:
        arrive(step, draft, path)
    except Stuck as stuck:
        draft.stuck(step.key, stuck.problem.code, stuck.problem.message)
    return True


def _enter(draft: Draft, key: str, since: Path | None) -> None:
    path = draft.flow.spots[key].path
    draft.happen(Entered(at=draft.now, step=key, path=path, since=since))


def _onward(draft: Draft, since: Path) -> None:
    """To the next step; out of a branch that has come to its end; or to the end of the flow."""
    spot = draft.flow.spots[since[-1]]
    while spot.next is None and spot.parent is not None:
        leave(draft, spot.parent)
        spot = draft.flow.spots[spot.parent]
    if spot.next is not None:
        _enter(draft, spot.next, since)
    else:
        settle(draft, Status.APPROVED)


def leave(draft: Draft, step: str, mark: Mark = Mark.DONE) -> None:
    draft.happen(Left(at=draft.now, step=step, mark=mark))


def settle(draft: Draft, status: Status) -> None:
    """It is clear how the case ends: nobody is waited for any more, the record still has to be told."""
    for task in draft.case.open_tasks():
        close(draft, task.step, task.id, Because.WITHDRAWN if status is Status.WITHDRAWN else Because.SETTLED)
    draft.happen(Ending(at=draft.now, by=draft.by, status=status))
    draft.again = bool(draft.flow.slots.get(SLOT[status]))


def close(draft: Draft, step: str, task: str, because: Because) -> None:
    draft.happen(TaskClosed(at=draft.now, step=step, task=task, because=because))


def _finish(draft: Draft, status: Status) -> None:
    slot = SLOT[status]
    written = draft.flow.slots.get(slot, {})
    if written:
        try:
            values = draft.values(written)
        except Stuck as stuck:
            draft.stuck(slot, stuck.problem.code, stuck.problem.message)
            return
        draft.want(SetFields(slot, values, strict=status is Status.WITHDRAWN))
        draft.happen(FieldsSet(at=draft.now, step=slot, fields=tuple(values)))
    draft.want(MarkRecord(status))
    draft.happen(Ended(at=draft.now, status=status))
    if status in _TOLD and draft.case.starter is not None:
        draft.tell((draft.case.starter,), _TOLD[status])


# -- arriving ------------------------------------------------------------------------------------------------------


@singledispatch
def arrive(step: Step, draft: Draft, path: Path) -> None:
    raise NotImplementedError(type(step).__name__)


@arrive.register
def _approve(step: ApproveStep, draft: Draft, path: Path) -> None:
    whom = asked(step, draft)
    if whom.passed:
        draft.happen(Passed(at=draft.now, step=step.key, because=whom.because))
        leave(draft, step.key)
        return
    left = []
    for user in whom.users:
        because = already_agreed(step, user, draft)
        if because is None:
            left.append(user)
            continue
        draft.happen(Passed(at=draft.now, step=step.key, because=because, user=user))
    someone = len(left) < len(whom.users)
    if not left or (someone and step.agreement is Agreement.ANY):
        leave(draft, step.key)
        return
    _ask(step, draft, left, whom.because)


def _ask(step: ApproveStep, draft: Draft, users: Sequence[str], because: Because) -> None:
    if step.order is Order.SEQUENTIAL:
        draft.happen(Queued(at=draft.now, step=step.key, users=tuple(users[1:])))
        users = users[:1]
    for user in users:
        open_task(step, draft, user, because)
    if step.limit is not None:
        start_clock(step, draft, step.limit)


def open_task(step: Step, draft: Draft, user: str, because: Because) -> None:
    """A task, and word of it to whoever has it."""
    limit = step.limit if isinstance(step, ApproveStep) else None
    id = task_id(draft.case, draft.case.seq + 1)
    opened = TaskOpened(
        at=draft.now,
        step=step.key,
        task=id,
        task_kind="approve" if isinstance(step, ApproveStep) else "cc",
        user=user,
        because=because,
        due_at=None if limit is None else _after(draft, limit, limit.hours),
    )
    draft.happen(opened)
    draft.tell((user,), "task" if opened.task_kind == "approve" else "copy", task=id)


def start_clock(step: ApproveStep, draft: Draft, limit: Limit) -> None:
    entered = draft.case.entered.get(step.key, 0)
    if limit.warn_before is not None and limit.warn_before < limit.hours:
        soon = _after(draft, limit, limit.hours - limit.warn_before)
        draft.want(Timer(soon, step.key, entered, late=False))
    draft.want(Timer(_after(draft, limit, limit.hours), step.key, entered, late=True))


def _after(draft: Draft, limit: Limit, hours: Decimal) -> datetime:
    """So many hours from now, of work or by the clock."""
    if limit.working:
        return add_work(draft.view.moment, hours)
    return draft.now + timedelta(seconds=float(hours * 3600))


@arrive.register
def _branch(step: BranchStep, draft: Draft, path: Path) -> None:
    way = _way(step, draft)
    draft.happen(WayTaken(at=draft.now, step=step.key, way=way.key))
    if way.steps:
        _enter(draft, way.steps[0].key, path)
    else:
        leave(draft, step.key)


def _way(step: BranchStep, draft: Draft) -> Way:
    """The first whose condition is true. Unknown is not true, but here it is not "no" either: that would send a case
    with a blank amount down the easy way, so it is an incident."""
    for way in step.ways:
        if way.when is None:
            continue
        value = draft.value(way.when)
        if value is True:
            return way
        if value is None:
            raise Stuck("unknown_way", step=step.label.zh, step_en=step.label.en, text=way.when.text)
    return next(way for way in step.ways if way.when is None)


@arrive.register
def _copy(step: CopyStep, draft: Draft, path: Path) -> None:
    for user in resolve(step.who, draft):
        open_task(step, draft, user, Because.NAMED)
    leave(draft, step.key)


@arrive.register
def _set(step: SetStep, draft: Draft, path: Path) -> None:
    """On its own, so that what went before stands even when the record refuses."""
    if draft.events:
        draft.again = True
        return
    values = draft.values(step.values)
    draft.want(SetFields(step.key, values, strict=False))
    draft.happen(FieldsSet(at=draft.now, step=step.key, fields=tuple(values)))
    leave(draft, step.key)
    draft.again = True


@arrive.register
def _end(step: EndStep, draft: Draft, path: Path) -> None:
    leave(draft, step.key)
    settle(draft, Status.APPROVED if step.approved else Status.REJECTED)
