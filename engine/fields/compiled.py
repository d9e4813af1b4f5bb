"""A field as the engines see it: everything resolved, typed and bound to its type."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.expr import Checked
from engine.fields.base import FieldOptions, FieldType, Value
from engine.kernel.kinds import Kind, ValueType
from engine.kernel.wording import Text

OWNER = "owner_id"

AnyType = FieldType[Any, Any]


@dataclass(frozen=True, slots=True)
class Computed:
    """How a field's value comes about. `stored`: from this record alone, kept in a column; else SQL at read time."""

    expression: Checked
    stored: bool
    digits: int | None


@dataclass(frozen=True, slots=True)
class Field:
    """`face` is the type that shows the value: its own, or for lookup, rollup and formula that of the result."""

    key: str
    uid: str
    label: Text
    type: AnyType
    options: FieldOptions
    value: ValueType
    face: AnyType
    face_options: FieldOptions
    required: bool = False
    unique: bool = False
    indexed: bool = False
    system: bool = False
    target: str | None = None
    computed: Computed | None = None
    rows: tuple[Field, ...] = ()
    choices: tuple[str, ...] | None = None
    default: Value = None
    default_expr: Checked | None = None
    help: Text | None = None

    @property
    def kind(self) -> Kind:
        return self.value.kind

    @property
    def has_column(self) -> bool:
        """Whether the entity's own table has a column for it."""
        if self.computed is not None:
            return self.computed.stored
        return self.type.has_column

    @property
    def writable(self) -> bool:
        """Whether people and programs may send a value."""
        return self.computed is None and not self.system and not self.type.assigned

    @property
    def assignable(self) -> bool:
        """Writable, or the owner: that is handed over by those to whom a role grants it by name."""
        return self.writable or self.key == OWNER
