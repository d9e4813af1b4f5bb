"""A case as it stands: the fold of its events, and nothing that cannot be had from them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pydantic import TypeAdapter

from engine.kernel.json import JsonObject
from engine.workflow.events import Because, Mark
from engine.workflow.lifecycle import LIVE, Status

_SPACE = uuid.UUID("5b0f6c1e-7a53-5d53-9d1f-5a9d0c1c7e11")


class TaskState(StrEnum):
    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    CLOSED = "closed"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Task:
    """Somebody's turn (`approve`), or something somebody gets to know (`cc`, open until it is read)."""

    id: str
    step: str
    kind: str
    user: str
    state: TaskState
    opened_at: datetime
    because: Because
    due_at: datetime | None = None
    done_at: datetime | None = None
    read_at: datetime | None = None
    urged_at: datetime | None = None
    comment: str = ""

    @property
    def is_open(self) -> bool:
        return self.state is TaskState.OPEN


@dataclass(frozen=True, slots=True)
class Incident:
    step: str | None
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Case:
    """`at` are the places where it stands, as paths in the flow's tree; `entered` counts how often a step was entered.

    `waiting`: who is asked next at a sequential step. `ending`: how it ends, once the record has been told.
    """

    id: str
    flow: str
    record: str
    status: Status = Status.NEW
    seq: int = 0
    starter: str | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    at: tuple[tuple[str, ...], ...] = ()
    marks: Mapping[str, Mark] = field(default_factory=dict)
    entered: Mapping[str, int] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    waiting: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    approved_by: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()
    incident: Incident | None = None
    ending: Status | None = None

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    def task(self, id: str) -> Task | None:
        return next((task for task in self.tasks if task.id == id), None)

    def open_tasks(self, step: str | None = None) -> tuple[Task, ...]:
        """Whose turn it is, at one step or at all."""
        return tuple(
            task
            for task in self.tasks
            if task.is_open and task.kind == "approve" and (step is None or task.step == step)
        )

    @property
    def people(self) -> frozenset[str]:
        """Everybody who has or had to do with it."""
        starter = set() if self.starter is None else {self.starter}
        return frozenset(starter | {task.user for task in self.tasks})


def new_case(id: str, flow: str, record: str) -> Case:
    """A case about to be started."""
    return Case(id, flow, record)


def task_id(case: Case, number: int) -> str:
    """The id of the task that the event `number` opens: the same in every replay, different everywhere else."""
    return str(uuid.uuid5(_SPACE, f"{case.id}/{number}"))


_CASE: TypeAdapter[Case] = TypeAdapter(Case)


def case_to_wire(case: Case) -> JsonObject:
    wire: JsonObject = _CASE.dump_python(case, mode="json")
    return wire


def case_from_wire(wire: JsonObject) -> Case:
    return _CASE.validate_python(wire)


__all__ = ["Case", "Incident", "Task", "TaskState", "case_from_wire", "case_to_wire", "new_case", "task_id"]
