"""Faces: the type that shows a computed value."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from engine.fields.base import FieldOptions, FieldType, Rollup
from engine.kernel.json import Json
from engine.kernel.kinds import Kind, ValueType

RATIO_DIGITS = 4
"""Digits of a computed number that says nothing about them."""


class Face(NamedTuple):
    type: FieldType[Any, Any]
    options: FieldOptions


class Faces:
    """Finds the face among the types of the registry."""

    def __init__(self, registry: Mapping[str, FieldType[Any, Any]]) -> None:
        self._registry = registry

    def of(self, options: FieldOptions, value: ValueType, source: Face | None = None) -> Face:
        """What the author said with `as`; else the type of the field the value comes from (`source`); else by kind:
        a number is a decimal, a count an integer."""
        wanted: str | None = getattr(options, "as_", None)
        if wanted is None and source is not None:
            return source
        derived = self._registry[options.type].derived(options)
        counted = isinstance(derived, Rollup) and derived.aggregate == "count"
        return self.made(options, wanted or ("integer" if counted else _BY_KIND[value.kind]))

    def made(self, options: FieldOptions, name: str) -> Face:
        """The type `name` with whatever of the author's wishes it knows."""
        type_ = self._registry[name]
        written: dict[str, Json] = {"key": options.key, "type": name, "label": options.label}
        wishes = {wish: getattr(options, wish, None) for wish in ("digits", "currency", "unit")}
        if name == "percent" and wishes["digits"] is not None:
            wishes["digits"] = max(0, wishes["digits"] - 2)  # of the fraction; the type counts those of the percentage
        elif name == "decimal" and wishes["digits"] is None:
            wishes["digits"] = RATIO_DIGITS
        known = type_.options.model_fields
        written |= {wish: said for wish, said in wishes.items() if said is not None and wish in known}
        return Face(type_, type_.options.model_validate(written))


_BY_KIND: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "text",
        Kind.NUMBER: "decimal",
        Kind.BOOLEAN: "boolean",
        Kind.DATE: "date",
        Kind.DATETIME: "datetime",
        Kind.REFERENCE: "text",
        Kind.JSON: "text",
    }
)
