"""The only thing that changes a case: `evolve(case, event) -> case`, live and in replay."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce, singledispatch
from typing import TypeVar

from engine.workflow.events import (
    Approved,
    Commented,
    Ended,
    Ending,
    Entered,
    Event,
    FieldsSet,
    IncidentRaised,
    Left,
    Mark,
    Passed,
    Queued,
    Read,
    Rejected,
    Reminded,
    Retried,
    Started,
    TaskClosed,
    TaskOpened,
    Urged,
    WayTaken,
    Withdrawn,
)
from engine.workflow.lifecycle import FOLLOWS, Status
from engine.workflow.state import Case, Incident, Task, TaskState

V = TypeVar("V")


class IllegalChange(Exception):
    """An event that this case cannot have had: a mistake of ours, or a log that was tampered with."""


def evolve(case: Case, event: Event) -> Case:
    """The case after the event; its `seq` is the number of the event."""
    return replace(_apply(event, case), seq=case.seq + 1)


def replay(case: Case, events: Iterable[Event]) -> Case:
    """The case after all the events."""
    return reduce(evolve, events, case)


@singledispatch
def _apply(event: object, case: Case) -> Case:
    raise NotImplementedError(type(event).__name__)


def _turned(case: Case, status: Status) -> Case:
    if status not in FOLLOWS[case.status]:
        raise IllegalChange(f"{case.status} → {status}")
    return replace(case, status=status)


def _with(mapping: Mapping[str, V], key: str, value: V) -> Mapping[str, V]:
    return {**mapping, key: value}


def _changed(case: Case, id: str, change: Callable[[Task], Task]) -> Case:
    """The case with one of its tasks changed."""
    if case.task(id) is None:
        raise IllegalChange(f"no task {id}")
    return replace(case, tasks=tuple(change(task) if task.id == id else task for task in case.tasks))


def _decided(case: Case, event: Approved | Rejected, state: TaskState) -> Case:
    def change(task: Task) -> Task:
        return replace(task, state=state, done_at=event.at, comment=event.comment)

    return _changed(case, event.task, change)


@_apply.register
def _(event: Started, case: Case) -> Case:
    return replace(_turned(case, Status.RUNNING), starter=event.starter, started_at=event.at)


@_apply.register
def _(event: Entered, case: Case) -> Case:
    return replace(
        case,
        at=(*(path for path in case.at if path != event.since), event.path),
        marks=_with(case.marks, event.step, Mark.CURRENT),
        entered=_with(case.entered, event.step, case.entered.get(event.step, 0) + 1),
    )


@_apply.register
def _(event: Queued, case: Case) -> Case:
    return replace(case, waiting=_with(case.waiting, event.step, event.users))


@_apply.register
def _(event: TaskOpened, case: Case) -> Case:
    task = Task(
        id=event.task,
        step=event.step,
        kind=event.task_kind,
        user=event.user,
        state=TaskState.OPEN,
        opened_at=event.at,
        because=event.because,
        due_at=event.due_at,
    )
    waiting = tuple(user for user in case.waiting.get(event.step, ()) if user != event.user)
    return replace(case, tasks=(*case.tasks, task), waiting=_with(case.waiting, event.step, waiting))


@_apply.register
def _(event: TaskClosed, case: Case) -> Case:
    return _changed(case, event.task, lambda task: replace(task, state=TaskState.CLOSED, done_at=event.at))


@_apply.register
def _(event: Approved, case: Case) -> Case:
    done = _decided(case, event, TaskState.APPROVED)
    return done if event.by is None else replace(done, approved_by=(*case.approved_by, event.by))


@_apply.register
def _(event: Rejected, case: Case) -> Case:
    return _decided(case, event, TaskState.REJECTED)


@_apply.register
def _(event: WayTaken, case: Case) -> Case:
    return replace(case, ways=_with(case.ways, event.step, event.way))


@_apply.register
def _(event: Left, case: Case) -> Case:
    return replace(case, marks=_with(case.marks, event.step, event.mark))


@_apply.register
def _(event: Urged, case: Case) -> Case:
    for id in event.tasks:
        case = _changed(case, id, lambda task: replace(task, urged_at=event.at))
    return case


@_apply.register
def _(event: Read, case: Case) -> Case:
    """A copy is done with when it is read; what is to be decided stays open."""

    def change(task: Task) -> Task:
        read = replace(task, read_at=event.at)
        return replace(read, state=TaskState.READ, done_at=event.at) if task.kind == "cc" else read

    return _changed(case, event.task, change)


@_apply.register
def _(event: IncidentRaised, case: Case) -> Case:
    incident = Incident(event.step, event.code, event.zh, event.en)
    return replace(_turned(case, Status.INCIDENT), incident=incident)


@_apply.register
def _(event: Retried, case: Case) -> Case:
    return replace(_turned(case, Status.RUNNING), incident=None)


@_apply.register
def _(event: Ending, case: Case) -> Case:
    """An incident that nobody mended is settled with the case."""
    going = case if case.status is Status.RUNNING else _turned(case, Status.RUNNING)
    return replace(going, ending=event.status, incident=None)


@_apply.register
def _(event: Ended, case: Case) -> Case:
    return replace(_turned(case, event.status), at=(), ended_at=event.at, ending=None, waiting={})


@_apply.register(Passed)
@_apply.register(FieldsSet)
@_apply.register(Reminded)
@_apply.register(Commented)
@_apply.register(Withdrawn)
def _(event: Event, case: Case) -> Case:
    """Worth remembering, but it changes nothing."""
    return case


__all__ = ["IllegalChange", "evolve", "replay"]
