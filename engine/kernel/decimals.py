"""Exact numbers: one way to read, divide and round them, the same in Python, SQL and the browser."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

DIVISION_PLACES = 12
"""A quotient keeps 12 digits after the point, rounded half away from zero, in every host."""

MAX_DIGITS = 18
"""Digits a stored number may have in all, so that its scaled integer fits 64 bits."""

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
_ONE = Decimal(1)
_STEPS = tuple(_ONE.scaleb(-places) for places in range(13))

_PLAIN = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")


def read(text: str) -> Decimal | None:
    """ "1234.50" → Decimal("1234.50"); "NaN", "1e5", "１２", "" → None. Grouping and units are for importers."""
    if len(text) > 60 or not text.isascii() or _PLAIN.fullmatch(text) is None:
        return None
    return Decimal(text)


def rounded(value: Decimal, places: int = 0) -> Decimal:
    """Half away from zero: 2.5 → 3, -2.5 → -3, (1.005, 2) → 1.01, (1250, -2) → 1300."""
    if places >= 0:
        return EXACT.quantize(value, _STEPS[places] if places < len(_STEPS) else Decimal(1).scaleb(-places))
    tens = EXACT.quantize(EXACT.scaleb(value, places), _ONE)
    return EXACT.quantize(EXACT.scaleb(tens, -places), _ONE)


def divide(dividend: Decimal, divisor: Decimal) -> Decimal | None:
    """7/2 → 3.5; 1/3 → 0.333333333333; x/0 → None."""
    if divisor == 0:
        return None
    return plain(rounded(EXACT.divide(dividend, divisor), DIVISION_PLACES))


def plain(value: Decimal) -> Decimal:
    """Without trailing zeros or exponent: 3.500 → 3.5, 1E+2 → 100."""
    value = EXACT.normalize(value)
    return EXACT.quantize(value, _ONE) if value == value.to_integral_value() else value


def fits(value: Decimal, places: int) -> bool:
    """Whether the number can be stored with `places` digits after the point."""
    return value.is_finite() and abs(value) < Decimal(10) ** (MAX_DIGITS - places)
