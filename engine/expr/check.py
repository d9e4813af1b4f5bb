"""From text to a checked expression, or to every reason why not."""

from __future__ import annotations

from engine.expr.ir import Checked
from engine.expr.scope import Scope
from engine.kernel.diagnostics import Diagnostic
from engine.kernel.kinds import Kind, ValueType

Verdict = Checked | tuple[Diagnostic, ...]


def check(
    text: str,
    scope: Scope,
    *,
    expect: ValueType | Kind | None = None,
    sql: bool = False,
    path: str = "",
) -> Verdict:
    """`amount > 5` → Checked; `amont > 5` → (expr.unknown_name at [0, 5),). `sql`: it must also run in the database."""
    raise NotImplementedError


def check_measure(text: str, scope: Scope, *, path: str = "") -> Verdict:
    """An aggregate over a form's own rows: `SUM(amount) / COUNT()`, `COUNT(id, state == "won")`."""
    raise NotImplementedError
