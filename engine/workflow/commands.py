"""What people, timers and the runtime may ask of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.kernel.json import Json
from engine.kernel.wording import Text


@dataclass(frozen=True, slots=True)
class Start:
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Approve:
    """`values`: fields that the step opens to the approver, as sent."""

    task: str
    comment: str = ""
    values: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reject:
    task: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Withdraw:
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Urge:
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    task: str


@dataclass(frozen=True, slots=True)
class Comment:
    comment: str


@dataclass(frozen=True, slots=True)
class Retry:
    """After an incident."""

    comment: str = ""


@dataclass(frozen=True, slots=True)
class Tick:
    """A timer of the `entered`th visit to a step; `late`: the time is up, else it soon will be."""

    step: str
    entered: int
    late: bool


@dataclass(frozen=True, slots=True)
class Advance:
    """Go on until somebody is waited for; asked by the runtime after it has written what was decided."""


@dataclass(frozen=True, slots=True)
class Fail:
    """What was decided could not be written to the record."""

    code: str
    message: Text


Command = Start | Approve | Reject | Withdraw | Urge | Read | Comment | Retry | Tick | Advance | Fail

TaskCommand = Approve | Reject | Read
