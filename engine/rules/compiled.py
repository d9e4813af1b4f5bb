"""Rules as they run: every expression typed, every decision, form and text resolved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from engine.expr import Checked, Ref
from engine.kernel.wording import Text
from engine.rules.decided import Decision
from engine.rules.people import Picker
from engine.rules.schedule import Cron
from engine.rules.template import Template

Path = tuple[str, ...]


class Phase(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class Event(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"


# -- triggers ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OnSave:
    """`fields`: empty, or one of them must change; `became`: true now and not true of the record before."""

    phase: Phase
    events: frozenset[Event]
    fields: frozenset[str]
    became: Checked | None


@dataclass(frozen=True, slots=True)
class OnDate:
    """`field` + one of `offset_days`, at `at`; `working`: when that is a day off, on the next working day."""

    field: str
    offset_days: tuple[int, ...]
    at: time
    working: bool


@dataclass(frozen=True, slots=True)
class OnTime:
    """Whenever the clock matches; `working`: on working days only."""

    cron: Cron
    working: bool


Trigger = OnSave | OnDate | OnTime


# -- actions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One line of `do`; done when `when` is absent or true."""

    when: Checked | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAction(Action):
    message: Template
    at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAction(Action):
    values: Mapping[str, Checked]


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateAction(Action):
    form: str
    values: Mapping[str, Checked]
    unless: Checked | None
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateAction(Action):
    """The record(s) that `record` leads to get `values`, which speak of this record."""

    form: str
    record: Path
    values: Mapping[str, Checked]


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRowsAction(Action):
    """The rows of the list `rows` get `values`; `where` and `values` speak of the row, `this` is the record."""

    form: str
    rows: Path
    where: Checked | None
    values: Mapping[str, Checked]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotifyAction(Action):
    to: tuple[Picker, ...]
    title: Template
    body: Template | None
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFlowAction(Action):
    flow: str
    record: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideAction(Action):
    decision: Decision
    name: str
    inputs: Mapping[str, Checked]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignAction(Action):
    """`turn` names the counter that remembers whose turn it is."""

    field: str
    among: tuple[Picker, ...]
    turn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachAction(Action):
    to: Path


@dataclass(frozen=True, slots=True)
class Find:
    """Records of a form that a rule walks through; `where` runs in the database, once for a whole batch.

    `needs` are the paths the rule reads of each.
    """

    form: str
    where: Checked | None
    needs: frozenset[Ref] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EachAction(Action):
    """`do` for each row of the list `rows` of the record, or for each record that `find` yields, called `name`."""

    rows: Path | None
    find: Find | None
    where: Checked | None
    name: str
    do: tuple[Action, ...]


# -- rules ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Rule:
    """`needs`: every path that is read of the record (`old`, `me`, `param` too); `finds`: what else, by name."""

    key: str
    uid: str
    label: Text
    form: str
    trigger: Trigger
    when: Checked | None
    actions: tuple[Action, ...]
    version: str
    needs: frozenset[Ref] = frozenset()
    finds: Mapping[str, Find] = field(default_factory=dict)
    reads: tuple[Path, ...] = ()
    """The paths of `needs` whose values every trace keeps."""

    @property
    def is_before(self) -> bool:
        return isinstance(self.trigger, OnSave) and self.trigger.phase is Phase.BEFORE


@dataclass(frozen=True, slots=True)
class RuleSet:
    """All active rules and decisions of an app."""

    rules: Mapping[str, Rule]
    decisions: Mapping[str, Decision]
    saved: Mapping[tuple[str, Phase, Event], tuple[Rule, ...]]
    """Rules that a save sets off, by form, phase and event, in the order they are written."""

    def on_save(self, form: str, phase: Phase, event: Event) -> tuple[Rule, ...]:
        return self.saved.get((form, phase, event), ())

    @property
    def timed(self) -> tuple[Rule, ...]:
        """Rules that the clock sets off."""
        return tuple(rule for rule in self.rules.values() if not isinstance(rule.trigger, OnSave))
