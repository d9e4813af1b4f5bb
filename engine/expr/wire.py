"""The checked expression as JSON, for the browser's interpreter."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from engine.expr import numbers
from engine.expr.ir import Call, Checked, Expr, Lit, Ref
from engine.expr.values import Value
from engine.kernel.json import Json


def to_json(checked: Checked) -> Json:
    """`{"call": "gt", "args": [{"ref": ["amount"]}, {"lit": {"number": "5"}}]}`."""
    return expr_json(checked.expr)


def expr_json(expr: Expr) -> Json:
    match expr:
        case Lit(value=value):
            return {"lit": value_json(value)}
        case Ref(path=path, row=False):
            return {"ref": list(path)}
        case Ref(path=path):
            return {"ref": list(path), "row": True}
        case Call(fn=fn, args=args):
            return {"call": fn, "args": [expr_json(arg) for arg in args]}


def value_json(value: Value) -> Json:
    """Text, booleans and null as they are; 0.10 → {"number": "0.1"}; a day → {"date": "2026-01-31"}."""
    match value:
        case Decimal():
            return {"number": numbers.text(value)}
        case datetime():
            return {"datetime": value.astimezone(UTC).isoformat().replace("+00:00", "Z")}
        case date():
            return {"date": value.isoformat()}
        case tuple():
            return [value_json(item) for item in value]
        case _:
            return value
