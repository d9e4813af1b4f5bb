"""Constants that a decision writes: JSON → a value of a kind."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from engine.fields.base import Value
from engine.kernel import decimals
from engine.kernel.json import Json
from engine.kernel.kinds import Kind


def literal(raw: Json, kind: Kind) -> Value:
    """("0.5", NUMBER) → Decimal("0.5"), (3, NUMBER) → Decimal(3), ("x", NUMBER) → None: it is none of that kind."""
    match raw:
        case bool():
            return raw if kind is Kind.BOOLEAN else None
        case int():
            return Decimal(raw) if kind is Kind.NUMBER else None
        case str():
            return _text(raw, kind)
        case _:
            return None


def _text(raw: str, kind: Kind) -> Value:
    if kind is Kind.NUMBER:
        return decimals.read(raw)
    if kind is Kind.DATE:
        try:
            return date.fromisoformat(raw)
        except ValueError:
            return None
    return raw if kind is Kind.TEXT else None
