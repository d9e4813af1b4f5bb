"""What a decision wants done outside the case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.fields.base import Value
from engine.kernel.json import Json
from engine.kernel.wording import Text
from engine.workflow.lifecycle import Status


@dataclass(frozen=True, slots=True)
class FillFields:
    """What an approver wrote into the record; if it cannot be, the whole command is refused."""

    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class SetFields:
    """What the flow sets of the record. `strict`: if it cannot be, the command is refused; else an incident."""

    slot: str
    values: Mapping[str, Value]
    strict: bool


@dataclass(frozen=True, slots=True)
class MarkRecord:
    """The record's `flow_state`."""

    status: Status


@dataclass(frozen=True, slots=True)
class Tell:
    """`task`: where reading on leads; None: to the case."""

    users: tuple[str, ...]
    title: Text
    body: Text
    task: str | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Timer:
    """Comes back as a `Tick` at its time."""

    at: datetime
    step: str
    entered: int
    late: bool


Effect = FillFields | SetFields | MarkRecord | Tell | Timer
