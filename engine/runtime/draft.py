"""One row on its way through the write pipeline: what was sent, what it was, what it will be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from engine.data.compiled import FieldRight
from engine.fields.base import FieldError, Value
from engine.fields.compiled import Field
from engine.kernel.diagnostics import Problem, Reason
from engine.kernel.ids import new_id
from engine.rules.effects import Effect
from engine.runtime.messages import CATALOGUE

NOTHING: Mapping[str, object] = {}
OWNER = "owner_id"
OWNER_DEPARTMENT = "owner_department_id"
FLOW_STATE = "flow_state"
_KEPT_BY_SYSTEM = frozenset({OWNER_DEPARTMENT, FLOW_STATE})


class Op(StrEnum):
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Change:
    """What a door asks for. `values` are on the wire's terms, or values of the engine when `parsed`.

    `version` is the one the asker saw; None asks for no comparison (rules and flows, which hold the row's lock).
    `owner` is who owns a new row whose values do not say so; the actor, when absent. `at` and `by` date a row back:
    only the operator's doors (demo, history import) set them.
    """

    op: Op
    id: str | None = None
    version: int | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    parsed: bool = False
    owner: str | None = None
    at: datetime | None = None
    by: str | None = None


@dataclass(slots=True)
class Draft:
    """`old` is None for a new row, `new` holds every field of the row as it will be; `sent` the fields asked for."""

    row: int
    change: Change
    id: str
    old: Mapping[str, Value] | None = None
    new: dict[str, Value] = field(default_factory=dict)
    sent: frozenset[str] = frozenset()
    loaded: Mapping[str, Value] = field(default_factory=dict)
    loaded_before: Mapping[str, Value] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    attached: str | None = None
    left: tuple[str, str] | None = None
    consequences: list[Effect] = field(default_factory=list)
    reason: Reason = Reason.INVALID
    settled: frozenset[str] | None = None

    @classmethod
    def of(cls, row: int, change: Change) -> Draft:
        return cls(row, change, change.id or new_id())

    @property
    def alive(self) -> bool:
        """Whether it is still going to be written."""
        return not self.problems and self.attached is None

    @property
    def changed(self) -> frozenset[str]:
        """Fields whose value differs from before; found out once after `settle`."""
        return self.difference() if self.settled is None else self.settled

    def difference(self) -> frozenset[str]:
        if self.old is None:
            return frozenset([key for key, value in self.new.items() if value is not None])
        old = self.old
        return frozenset([key for key, value in self.new.items() if old.get(key) != value])

    def settle(self) -> None:
        """Nothing sets a field of this row any more."""
        self.settled = self.difference()

    def complain(self, *problems: Problem, reason: Reason = Reason.INVALID) -> None:
        if problems and not self.problems:
            self.reason = reason
        self.problems += (Problem(p.code, p.message, p.at, self.row) for p in problems)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose values these are: the fields they may know of and write. `trusted`: the system, bound by types alone."""

    rights: Mapping[str, FieldRight]
    trusted: bool = False

    def refusal(self, key: str, target: Field | None) -> Problem | None:
        """Why this field may not be sent; one that is hidden is as unknown as one that is not there."""
        right = FieldRight.WRITE if self.trusted else self.rights.get(key, FieldRight.HIDDEN)
        if target is None or right is FieldRight.HIDDEN:
            return CATALOGUE.problem("unknown_field", key, name=key)
        if target.system and key != OWNER and not (self.trusted and key in _KEPT_BY_SYSTEM):
            return CATALOGUE.problem("system_field", key, label=target.label.zh, label_en=target.label.en)
        if target.computed is not None or right not in {FieldRight.WRITE, FieldRight.MASKED}:
            return CATALOGUE.problem("unwritable_field", key, label=target.label.zh, label_en=target.label.en)
        return None


def read_values(draft: Draft, fields: Mapping[str, Field], sender: Sender) -> None:
    """What was sent → `draft.new`; each refusal is noted at its field, the rest goes on: all are told at once."""
    accepted = set()
    for key, raw in draft.change.values.items():
        target = fields.get(key)
        refusal = sender.refusal(key, target)
        if refusal is not None or target is None:
            draft.complain(refusal or CATALOGUE.problem("unknown_field", key, name=key))
            continue
        accepted.add(key)
        if draft.change.parsed:
            draft.new[key] = raw
            continue
        value, problems = parse(target, raw, key)
        draft.complain(*problems)
        draft.new[key] = value
    draft.sent = frozenset(accepted)


def parse(target: Field, raw: object, at: str) -> tuple[Value, list[Problem]]:
    """One wire value; blank text and empty lists are null. Rows get an id, mistakes are at "lines.0.qty"."""
    if raw is None or raw == [] or (isinstance(raw, str) and not raw.strip()):
        return None, []
    try:
        value = target.type.parse(target.options, raw)
    except FieldError as error:
        return None, list(error.problems(at))
    return (with_row_ids(value) if target.rows else value), []


def with_row_ids(rows: tuple[Mapping[str, Value], ...]) -> tuple[Mapping[str, Value], ...]:
    """Rows that are new get an id, so that they are the same rows from now on."""
    return tuple(row if row.get("id") else {**row, "id": new_id()} for row in rows)
