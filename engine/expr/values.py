"""What an expression may yield in Python: plain, immutable values only."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

Scalar = str | Decimal | bool | date | datetime | None
"""text and choice keys and ids (str), numbers (Decimal, never float), boolean, date, datetime (aware, UTC), unknown."""

Value = Scalar | tuple[Scalar, ...]
"""A scalar, or the values of a list (a multi-select, the column of a subform)."""
