"""The checked expression: three frozen shapes that every host understands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from engine.expr.values import Value
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import ValueType


@dataclass(frozen=True, slots=True)
class Lit:
    """A constant: `"a"` → Lit("a"), `0.10` → Lit(Decimal("0.10")), `null` → Lit(None)."""

    value: Value


@dataclass(frozen=True, slots=True)
class Ref:
    """A name or path: `customer.level` → Ref(("customer", "level")).

    With `row` the path starts at the row an aggregate is looking at: in `SUM(lines.amount)` the amount is
    Ref(("amount",), row=True). `Ref(())` means the form's own rows, which a measure aggregates.
    """

    path: tuple[str, ...]
    row: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A function on arguments; operators are functions too: `a + b` → Call("add", (Ref(("a",)), Ref(("b",))))."""

    fn: str
    args: tuple[Expr, ...]


Expr = Lit | Ref | Call


@dataclass(frozen=True, slots=True)
class Checked:
    """An expression that passed the checks.

    `refs` holds every path that is read, always spelled from the record on: `SUM(lines.amount)` reads
    Ref(("lines",)) and Ref(("lines", "amount"), row=True). `hints` are advice, never errors.
    `program` is the tree kept for the Python host.
    """

    text: str
    expr: Expr
    type: ValueType
    optional: bool
    refs: frozenset[Ref]
    measure: bool = False
    hints: tuple[Diagnostic, ...] = ()
    program: object = field(default=None, compare=False, repr=False)


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and all its parts, outermost first."""
    yield expr
    if isinstance(expr, Call):
        for arg in expr.args:
            yield from walk(arg)


def calls(expr: Expr) -> frozenset[str]:
    """`IF(a > TODAY(), 1, 2)` → {"IF", "gt", "TODAY"}: e.g. to tell what depends on the clock."""
    return frozenset(part.fn for part in walk(expr) if isinstance(part, Call))
