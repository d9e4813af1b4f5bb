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


class Wish(NamedTuple):
    """What the author of a measure says about its looks."""

    shown_as: str | None = None
    digits: int | None = None
    unit: bool = False
    counted: bool = False


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

    def of_measure(self, key: str, kind: Kind, wish: Wish, source: Face | None = None) -> Face:
        """What shows an aggregate: as the author says; else as the field it is made of, unless a unit stands beside it;
        else a plain number with thousands separated."""
        if kind is not Kind.NUMBER:
            return source or self._new(key, _BY_KIND[kind], {})
        name = _SHOWN_AS.get(wish.shown_as or "")
        if name is None and source is not None and not wish.unit:
            return source if wish.digits is None else self._redigited(source, wish.digits)
        name = name or "decimal"
        digits = wish.digits if wish.digits is not None else 0 if wish.counted else 2
        said: dict[str, Json] = {
            "digits": digits,
            "grouping": True,
            "currency": getattr(_options(source), "currency", None),
        }
        return self._new(key, name, said)

    def _redigited(self, face: Face, digits: int) -> Face:
        known = face.type.options.model_fields
        return Face(face.type, face.options.model_copy(update={"digits": digits})) if "digits" in known else face

    def _new(self, key: str, name: str, wishes: Mapping[str, Json]) -> Face:
        type_ = self._registry[name]
        known = type_.options.model_fields
        said = {wish: value for wish, value in wishes.items() if value is not None and wish in known}
        return Face(type_, type_.options.model_validate({"key": key, "type": name, "label": key, **said}))

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


def _options(face: Face | None) -> FieldOptions | None:
    return None if face is None else face.options


_SHOWN_AS: Mapping[str, str] = MappingProxyType({"number": "decimal", "percent": "percent", "money": "money"})
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
