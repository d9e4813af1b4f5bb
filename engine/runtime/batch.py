"""A batch of changes to one form on its way through the write pipeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.data.asking import Asker
from engine.data.compiled import Entity
from engine.fields.base import Value
from engine.fields.compiled import Field
from engine.kernel.actor import Actor
from engine.kernel.clock import Moment
from engine.kernel.diagnostics import Problem
from engine.runtime.draft import Change, Draft, Op
from engine.runtime.live import LiveApp
from engine.runtime.people import system_actor
from engine.runtime.prepared import PreparedForm
from engine.runtime.unit import WriteUnit

MAX_DEPTH = 8
"""Levels of rules setting each other off before it is called a circle."""


Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a batch is written.

    `partial`: rows without fault land although others have some (imports); else one fault refuses all.
    `silent`: no rules and no flows (history that is brought along); duplicates are not looked for either.
    `importing`: the import right is asked for instead of create.
    """

    partial: bool = False
    silent: bool = False
    importing: bool = False
    depth: int = 0
    cause: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one change; `values` is the row as it is now, `attached` the record it was a repeat of."""

    op: Op
    id: str
    version: int
    values: Mapping[str, Value]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    attached: str | None = None
    left: tuple[str, str] | None = None
    """What an attached repeat left behind: the subform and the id of its row."""

    @property
    def ok(self) -> bool:
        return not self.problems


@dataclass(slots=True)
class Batch:
    """Changes of one form on their way, with everything a stage may need."""

    unit: WriteUnit
    live: LiveApp
    asker: Asker
    form: PreparedForm
    manner: Manner
    again: Write
    drafts: list[Draft] = field(default_factory=list)
    appended: dict[str, dict[str, list[Values]]] = field(default_factory=dict)
    """Rows for subforms of other records of this form, by record and subform."""
    found: dict[tuple[str, str], Sequence[Values]] = field(default_factory=dict)
    """What the searches of rules found, asked once for the batch."""

    @property
    def entity(self) -> Entity:
        return self.form.form.entity

    @property
    def fields(self) -> Mapping[str, Field]:
        return self.entity.fields

    @property
    def moment(self) -> Moment:
        return self.asker.moment

    def names(self, draft: Draft, *, old: bool = False) -> dict[str, object]:
        """What expressions over this row may name."""
        names: dict[str, object] = {**draft.new, **draft.loaded, **self.asker.names()}
        if old:
            names["old"] = None if draft.old is None else {**draft.old, **draft.loaded_before}
        return names

    def as_system(self, form: str, changes: Sequence[Change]) -> tuple[Outcome, ...]:
        """Write on, one level deeper, with the rights of the system."""
        system = system_actor(self.actor.workspace_id, self.actor.locale)
        manner = Manner(silent=self.manner.silent, depth=self.manner.depth + 1, cause=self.manner.cause)
        return self.again(self.unit, self.live, system, form, changes, manner)

    @property
    def actor(self) -> Actor:
        return self.asker.actor

    def alive(self, *ops: Op) -> list[Draft]:
        """Drafts that are still going to be written, of these operations (of all, when none is named)."""
        return [d for d in self.drafts if d.alive and (not ops or d.change.op in ops)]


Write = Callable[[WriteUnit, LiveApp, Actor, str, Sequence[Change], Manner], tuple[Outcome, ...]]
