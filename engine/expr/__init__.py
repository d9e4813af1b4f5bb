"""One expression language, three hosts: parse → ir → check → Python, SQL, browser."""

from engine.expr.check import Verdict, check, check_measure, in_database
from engine.expr.counted import counted
from engine.expr.ir import Call, Checked, Expr, Lit, Ref, calls, walk
from engine.expr.run import evaluate, truth
from engine.expr.scope import Names, Scope, Symbol, field, namespace
from engine.expr.sql import load, number_text, sort_key, to_sql
from engine.expr.sqlvalue import Dialect, Element, SqlRows, SqlScope, SqlValue
from engine.expr.unary import check_unary
from engine.expr.values import Scalar, Value
from engine.expr.wire import to_json

__all__ = [
    "Call",
    "Checked",
    "Dialect",
    "Element",
    "Expr",
    "Lit",
    "Names",
    "Ref",
    "Scalar",
    "Scope",
    "SqlRows",
    "SqlScope",
    "SqlValue",
    "Symbol",
    "Value",
    "Verdict",
    "calls",
    "check",
    "check_measure",
    "check_unary",
    "counted",
    "evaluate",
    "field",
    "in_database",
    "load",
    "namespace",
    "number_text",
    "sort_key",
    "to_json",
    "to_sql",
    "truth",
    "walk",
]
