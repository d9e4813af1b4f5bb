"""Arithmetic with the same answer everywhere: exact, bounded, and unknown where it cannot be."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, ROUND_UP, Context, Decimal

from engine.kernel.decimals import DIVISION_PLACES

MAX_WHOLE = 30
"""Digits before the point; a result that needs more is unknown."""

MAX_PLACES = 24
"""Digits after the point that a product keeps; a quotient keeps 12."""

WIDE = Context(prec=120, rounding=ROUND_HALF_UP)
"""Wide enough for the exact product of any two numbers within the limits."""

_LIMIT = Decimal(10) ** MAX_WHOLE
_UNITS = {places: Decimal(1).scaleb(-places) for places in range(-MAX_WHOLE, MAX_PLACES + 1)}
_ZERO = Decimal(0)


def fit(value: Decimal) -> Decimal | None:
    """The number within the limits: at most 24 places, and unknown from 10^30 on."""
    if _places(value) > MAX_PLACES:
        value = WIDE.quantize(value, _UNITS[MAX_PLACES])
    return value if -_LIMIT < value < _LIMIT else None


def _places(value: Decimal) -> int:
    """Digits after the point; asking the text is three times faster than asking for the tuple."""
    spelled = str(value)
    if "E" in spelled:
        return -int(value.as_tuple().exponent)
    point = spelled.find(".")
    return 0 if point < 0 else len(spelled) - point - 1


def add(a: Decimal, b: Decimal) -> Decimal | None:
    return _bounded(WIDE.add(a, b))


def subtract(a: Decimal, b: Decimal) -> Decimal | None:
    return _bounded(WIDE.subtract(a, b))


def _bounded(value: Decimal) -> Decimal | None:
    return value if -_LIMIT < value < _LIMIT else None


def multiply(a: Decimal, b: Decimal) -> Decimal | None:
    return fit(WIDE.multiply(a, b))


def divide(a: Decimal, b: Decimal) -> Decimal | None:
    """7/2 → 3.5; 1/3 → 0.333333333333; x/0 → None."""
    if not b:
        return None
    quotient = WIDE.divide(a, b)
    return None if quotient.adjusted() >= MAX_WHOLE else _bounded(rounded(quotient, DIVISION_PLACES))


def rounded(value: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> Decimal:
    """(2.5, 0) → 3; (-2.5, 0) → -3; (1250, -2) → 1300."""
    if places >= 0 and _places(value) <= places:
        return value
    return WIDE.add(value.quantize(_UNITS[places], rounding, WIDE), _ZERO)


def ceiling(value: Decimal, places: int) -> Decimal:
    """Away from zero: (1.21, 1) → 1.3; (-1.21, 1) → -1.3."""
    return rounded(value, places, ROUND_UP)


def truncated(value: Decimal, places: int = 0) -> Decimal:
    """Towards zero: (1.29, 1) → 1.2; (-1.29, 1) → -1.2."""
    return rounded(value, places, ROUND_DOWN)


def floor(value: Decimal) -> Decimal:
    return rounded(value, 0, ROUND_FLOOR)


def ceil(value: Decimal) -> Decimal:
    return rounded(value, 0, ROUND_CEILING)


def modulo(a: Decimal, b: Decimal) -> Decimal | None:
    """The remainder with the sign of the divisor: (-7, 3) → 2; (7, -3) → -2."""
    if not b:
        return None
    rest = WIDE.remainder(a, b)
    return WIDE.add(rest, b) if rest and (rest < 0) != (b < 0) else WIDE.add(rest, _ZERO)


def text(value: Decimal) -> str:
    """The one spelling of a number: 1234.50 → "1234.5"; 1E+2 → "100"; -0 → "0"."""
    spelled = str(value)
    if "E" in spelled:
        spelled = format(value, "f")
    if "." in spelled:
        spelled = spelled.rstrip("0").rstrip(".")
    return "0" if spelled in {"-0", ""} else spelled


def whole(value: Decimal, low: int, high: int) -> int:
    """An argument that counts something: cut to an integer and held within the bounds."""
    return int(min(max(value, Decimal(low)), Decimal(high)))
