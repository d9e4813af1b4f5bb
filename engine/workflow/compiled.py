"""Flows as they run: a tree of steps with every name resolved, and where each step stands in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from engine.expr import Checked, Ref
from engine.kernel.wording import Text
from engine.rules.people import Picker

Path = tuple[str, ...]
"""From the root to a step, keys of steps and ways in turn: ("by_amount", "large", "finance")."""


class Agreement(StrEnum):
    ANY = "any"
    ALL = "all"


class Order(StrEnum):
    PARALLEL = "parallel"
    SEQUENTIAL = "sequential"


class Party(StrEnum):
    """People who stand in a relation to the case."""

    STARTER = "starter"
    OWNER = "owner"
    CREATOR = "creator"


class AutoPass(StrEnum):
    SAME_PERSON = "same_person"
    STARTER = "starter"


class Opinion(StrEnum):
    NONE = "none"
    OPTIONAL = "optional"
    REQUIRED = "required"


class StepRight(StrEnum):
    """What who acts at a step may do with a field."""

    HIDDEN = "hidden"
    READ = "read"
    WRITE = "write"
    REQUIRED = "required"


class Overdue(StrEnum):
    REMIND = "remind"
    ESCALATE = "escalate"


class Empty(StrEnum):
    """Whom a step asks when it has nobody to ask."""

    ADMIN = "admin"
    PASS = "pass"
    PEOPLE = "people"


class StartOn(StrEnum):
    BUTTON = "button"
    CREATED = "created"
    UPDATED = "updated"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Limit:
    """`working`: hours of the business calendar, else hours by the clock."""

    hours: Decimal
    warn_before: Decimal | None
    working: bool
    then: Overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    key: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveStep(Step):
    """`barred` may not act here; `fallback` are asked when nobody else is and `empty` says PEOPLE."""

    who: tuple[Picker, ...]
    agreement: Agreement
    order: Order
    barred: frozenset[Party]
    empty: Empty
    fallback: tuple[Picker, ...]
    auto_pass: frozenset[AutoPass]
    rights: Mapping[str, StepRight]
    on_approve: Opinion
    on_reject: Opinion
    limit: Limit | None


@dataclass(frozen=True, slots=True)
class Way:
    """`when` is None for the way that is taken otherwise."""

    key: str
    label: Text
    when: Checked | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchStep(Step):
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyStep(Step):
    who: tuple[Picker, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetStep(Step):
    values: Mapping[str, Checked]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndStep(Step):
    approved: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A step where it stands: `next` is what follows it, None at the end of its list."""

    step: Step
    path: Path
    next: str | None

    @property
    def parent(self) -> str | None:
        """The step whose way it is on, None at the top."""
        return self.path[-3] if len(self.path) > 1 else None


@dataclass(frozen=True, slots=True)
class Start:
    on: StartOn
    when: Checked | None
    message: Text | None


@dataclass(frozen=True, slots=True)
class Flow:
    """`permits`: the roles that may start, withdraw or urge; `needs`: every path that is read of the record.

    `on_start`, `on_approve`, `on_reject`, `on_withdraw` are what is set of the record then, by slot name.
    """

    key: str
    uid: str
    label: Text
    form: str
    start: Start
    steps: tuple[Step, ...]
    spots: Mapping[str, Spot]
    slots: Mapping[str, Mapping[str, Checked]]
    permits: Mapping[str, frozenset[str]]
    version: str
    needs: frozenset[Ref] = field(default=frozenset())

    @property
    def first(self) -> str:
        return self.steps[0].key

    def step(self, key: str) -> Step:
        return self.spots[key].step
