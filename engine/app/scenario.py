"""Scenarios as they run: every form, flow, role and record name in them is known to exist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.expr import Checked
from engine.kernel.json import Json
from engine.kernel.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """`by` is a role, or "role:2" for a second person of it; None is the system."""

    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Create(Step):
    form: str
    name: str | None
    values: Mapping[str, Json]
    then_set: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Update(Step):
    record: str
    values: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete(Step):
    record: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Start(Step):
    flow: str
    record: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Step):
    """On the open task of a flow's step; `every`: on each open task of it."""

    step: str
    action: str
    comment: str
    every: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Step):
    """On the newest case of a record."""

    record: str
    action: str
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance(Step):
    by_time: timedelta


@dataclass(frozen=True, slots=True)
class Refused:
    at: str | None
    message: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Truth:
    """A sentence over the named records that must be true."""

    that: Checked


@dataclass(frozen=True, slots=True)
class Counted:
    form: str
    where: str | None
    count: int


@dataclass(frozen=True, slots=True)
class Told:
    """Somebody got a notice; `expected` False: nobody of these did."""

    role: str | None
    person: str | None
    title: str | None
    expected: bool


Expectation = Refused | Truth | Counted | Told


@dataclass(frozen=True, slots=True)
class Scenario:
    key: str
    label: Text
    now: datetime
    superiors: Mapping[str, str]
    given: tuple[Step, ...]
    when: tuple[Step, ...]
    then: tuple[Expectation, ...]
