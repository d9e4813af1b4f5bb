"""Cells of decision tables: `> 30`, `18..60`, `"a", "b"`, `not "d"`, `-`."""

from __future__ import annotations

from engine.expr.check import Verdict
from engine.expr.scope import Scope
from engine.kernel.kinds import ValueType


def check_unary(
    cell: str, input: ValueType, scope: Scope, *, choices: tuple[str, ...] | None = None, path: str = ""
) -> Verdict:
    """`> 30` → Checked(`value > 30`) over the reserved name `value`; always boolean."""
    raise NotImplementedError
