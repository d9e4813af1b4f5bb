"""Cases, tasks and what one may do with them."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypeAliasType, TypedDict

from builder.server.shapes.values import Named, Text

CaseState = TypeAliasType("CaseState", Literal["running", "approved", "rejected", "withdrawn", "incident"])
StepState = TypeAliasType("StepState", Literal["done", "current", "skipped", "refused"])
TaskState = TypeAliasType("TaskState", Literal["open", "approved", "rejected", "closed", "read"])
StepRight = TypeAliasType("StepRight", Literal["hidden", "read", "write", "required"])


class Move(TypedDict):
    action: str
    label: Text
    comment: Literal["none", "optional", "required"]


class CaseEvent(TypedDict):
    at: str
    by: Named | None
    event: str
    step: str | None
    label: Text
    comment: str | None


class CaseTask(TypedDict):
    id: str
    step: str
    step_label: Text
    kind: str
    state: TaskState
    user: Named | None
    created_at: str
    due_at: str | None
    done_at: str | None
    read: bool
    comment: str | None


class Incident(TypedDict):
    code: str
    message: Text
    step: str


class Case(TypedDict):
    """`at`: the steps it stands at; `path`: how far it came in the flow's tree; `moves`: what the caller may do."""

    id: str
    flow: str
    flow_label: Text
    form: str
    record: str
    record_title: str
    status: CaseState
    started_by: Named | None
    started_at: str
    ended_at: str | None
    at: list[str]
    tasks: list[CaseTask]
    timeline: list[CaseEvent]
    path: dict[str, StepState]
    moves: list[Move]
    incident: Incident | None


class Moved(TypedDict):
    case: Case


class SummaryLine(TypedDict):
    label: Text
    text: str


class TaskItem(TypedDict):
    """A task, or among what was started a case (`kind` "case"), with a few fields of its record."""

    id: str
    case: str
    app: str
    form: str
    record: str
    title: str
    flow_label: Text
    step_label: Text
    kind: str
    state: TaskState | CaseState
    starter: Named | None
    created_at: str
    due_at: str | None
    overdue: bool
    urged: bool
    read: bool
    summary: list[SummaryLine]


class BoxCounts(TypedDict):
    todo: int
    done: int
    started: int
    cc_unread: int


class TaskPage(TypedDict):
    items: list[TaskItem]
    counts: BoxCounts
    next: str | None


class TaskView(TypedDict):
    """`fields`: what the step lets its holder do with fields, beside their role."""

    task: TaskItem
    case: Case
    moves: list[Move]
    fields: dict[str, StepRight]
