"""From one field type to another: which changes are possible, and each value as it becomes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import sqlalchemy as sa

from engine.data.relations import storage
from engine.fields.base import FieldError, Value
from engine.fields.compiled import Field
from engine.kernel.decimals import rounded
from engine.kernel.kinds import Kind

_READABLE = frozenset({Kind.NUMBER, Kind.BOOLEAN, Kind.DATE, Kind.DATETIME})
"""Kinds that can be read out of text."""

LOCALE = "zh-CN"


def same_storage(old: Field, new: Field, target: str | None) -> bool:
    """Whether the column can stay as it is; `target` is what the form the old one points to is called now."""
    return storage(old, target) == storage(new)


def converts(old: Field, new: Field, target: str | None) -> bool:
    """Whether values of the one can become values of the other at all; single ones may still fail."""
    if not (old.has_column and new.has_column) or target != new.target:
        return False
    if Kind.JSON in {old.kind, new.kind} or old.value.many:
        return False
    if new.value.many:
        return old.kind is new.kind
    if old.kind is new.kind or new.kind is Kind.TEXT:
        return True
    if old.kind is Kind.TEXT:
        return new.kind in _READABLE
    return {old.kind, new.kind} == {Kind.DATE, Kind.DATETIME}


Converter = Callable[[Value], tuple[Value, bool]]
"""Value → the value as it becomes, and whether something got lost."""


def converter(old: Field, new: Field) -> Converter:
    """Text "12.5" → (Decimal("12.5"), False); "about 5" → (None, True); 1.005 for two digits → (1.01, True); the
    choice "a" → (("a",), False)."""
    read = _reader(old, new)

    def convert(value: Value) -> tuple[Value, bool]:
        if value is None:
            return None, False
        try:
            became = read(value)
        except (FieldError, TypeError, ValueError, ArithmeticError):
            return None, True
        return became, isinstance(value, Decimal) and isinstance(became, Decimal) and became != value

    return convert


def _reader(old: Field, new: Field) -> Callable[[Value], Value]:
    face, options = new.face, new.face_options
    if new.value.many:
        return lambda value: face.parse(options, [old.face.wire(old.face_options, value)])
    if old.kind is new.kind is Kind.NUMBER:
        return lambda value: _fitted(new, value)
    if new.kind is Kind.TEXT and old.kind is not Kind.TEXT:
        return lambda value: face.parse(options, _plain(old, value))
    if old.kind is new.kind:
        return lambda value: face.parse(options, old.face.wire(old.face_options, value))
    return lambda value: face.from_cell(options, value)


def _plain(old: Field, value: Value) -> str:
    """A value as text that can be read again: what the wire has, or what people see of yes and no."""
    wire = old.face.wire(old.face_options, value)
    return wire if isinstance(wire, str) else old.face.text(old.face_options, value, LOCALE)


def _fitted(new: Field, value: Value) -> Value:
    """A number with the digits the new column keeps."""
    assert isinstance(value, Decimal), "numbers are exact"
    places = new.face.sql(new.face_options, sa.column("value"), "sqlite").scale or 0
    fitted = rounded(value, places)
    new.face.store(new.face_options, fitted, "sqlite")  # refuses what is too large
    return fitted
