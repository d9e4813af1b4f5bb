"""Everything that can happen to a case, as facts; what is written here is the log that a case is replayed from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from engine.kernel.json import JsonObject
from engine.workflow.lifecycle import Status


class Mark(StrEnum):
    """How it stands with a step."""

    CURRENT = "current"
    DONE = "done"
    REFUSED = "refused"


class Because(StrEnum):
    """Why a person has a task, or why a task needs nobody any more."""

    NAMED = "named"
    EMPTY = "empty"
    ESCALATED = "escalated"
    NEXT = "next"
    SETTLED = "settled"
    SAME_PERSON = "same_person"
    STARTER = "starter"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """When, and by whom; None: by the system."""

    at: datetime
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Started(Fact):
    kind: Literal["started"] = "started"
    starter: str
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered(Fact):
    """`since`: the place that was left for it."""

    kind: Literal["entered"] = "entered"
    step: str
    path: tuple[str, ...]
    since: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued(Fact):
    """Who is asked next at a sequential step, in order."""

    kind: Literal["queued"] = "queued"
    step: str
    users: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskOpened(Fact):
    kind: Literal["task_opened"] = "task_opened"
    step: str
    task: str
    task_kind: Literal["approve", "cc"]
    user: str
    because: Because = Because.NAMED
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClosed(Fact):
    """Without its holder having decided."""

    kind: Literal["task_closed"] = "task_closed"
    step: str
    task: str
    because: Because


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved(Fact):
    """`fields`: what the approver filled in; the values are in the record's own history."""

    kind: Literal["approved"] = "approved"
    step: str
    task: str
    comment: str = ""
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected(Fact):
    kind: Literal["rejected"] = "rejected"
    step: str
    task: str
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed(Fact):
    """Nobody had to be asked: all of the step (no `user`), or one of its people."""

    kind: Literal["passed"] = "passed"
    step: str
    because: Because
    user: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WayTaken(Fact):
    kind: Literal["way_taken"] = "way_taken"
    step: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsSet(Fact):
    """`step`: a set step, or a slot such as "on_start"."""

    kind: Literal["fields_set"] = "fields_set"
    step: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Left(Fact):
    kind: Literal["left"] = "left"
    step: str
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Urged(Fact):
    kind: Literal["urged"] = "urged"
    tasks: tuple[str, ...]
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminded(Fact):
    """By a timer: before the time is up, or after (`late`)."""

    kind: Literal["reminded"] = "reminded"
    step: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Read(Fact):
    kind: Literal["read"] = "read"
    step: str
    task: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commented(Fact):
    kind: Literal["commented"] = "commented"
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    kind: Literal["withdrawn"] = "withdrawn"
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentRaised(Fact):
    """The case cannot go on by itself: somebody must mend the cause and retry."""

    kind: Literal["incident_raised"] = "incident_raised"
    step: str | None
    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retried(Fact):
    kind: Literal["retried"] = "retried"
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending(Fact):
    """It is settled how the case ends; what the record gets then is still to be written."""

    kind: Literal["ending"] = "ending"
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Fact):
    kind: Literal["ended"] = "ended"
    status: Status


Event = (
    Started
    | Entered
    | Queued
    | TaskOpened
    | TaskClosed
    | Approved
    | Rejected
    | Passed
    | WayTaken
    | FieldsSet
    | Left
    | Urged
    | Reminded
    | Read
    | Commented
    | Withdrawn
    | IncidentRaised
    | Retried
    | Ending
    | Ended
)

_EVENT: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="kind")])


def event_to_wire(event: Event) -> JsonObject:
    """Approved(…) → {"kind": "approved", "at": "2026-03-01T01:00:00Z", "step": "manager", …}."""
    wire: JsonObject = _EVENT.dump_python(event, mode="json")
    return wire


def event_from_wire(wire: JsonObject) -> Event:
    return _EVENT.validate_python(wire)


def step_of(event: Event) -> str | None:
    """The step an event speaks of, if any."""
    found = getattr(event, "step", None)
    return found if isinstance(found, str) else None
