"""The SQL host: SQLAlchemy elements with bound parameters only."""

from __future__ import annotations

from engine.expr.ir import Checked
from engine.expr.sqlvalue import Element, SqlScope, SqlValue
from engine.expr.values import Value


def to_sql(checked: Checked, scope: SqlScope) -> SqlValue:
    """The expression as an element over the scope's columns; a measure becomes an aggregate."""
    raise NotImplementedError


def number_text(value: SqlValue) -> SqlValue:
    """SQLite: a scaled integer as canonical decimal text (scale None); otherwise unchanged."""
    raise NotImplementedError


def sort_key(value: SqlValue) -> Element:
    """What to ORDER BY, so that decimal text sorts as numbers on SQLite."""
    raise NotImplementedError


def load(value: SqlValue, raw: object) -> Value:
    """What the driver returned for the element, as a value: (scale 2, 12345) → Decimal("123.45")."""
    raise NotImplementedError
