"""Lists: several values of a multi-select, or a column of rows."""

# ruff: noqa: E501  (one paragraph of the table per function; Chinese letters count twice)

from __future__ import annotations

from decimal import Decimal

from engine.expr.functions.base import FORM, Function, Nulls, call, fn
from engine.expr.ir import Expr
from engine.expr.values import Value


def size(values: tuple[Value, ...] | None) -> Decimal:
    return Decimal(len(values or ()))


def different(values: tuple[Value, ...] | None) -> Decimal:
    return Decimal(len({value for value in values or () if value is not None}))


def _any_of(items: Expr, *wanted: Expr) -> Expr:
    return call("or", *(call("has", items, item) for item in wanted))


def _all_of(items: Expr, *wanted: Expr) -> Expr:
    return call("and", *(call("has", items, item) for item in wanted))


FUNCTIONS: tuple[Function, ...] = (
    fn("COUNT_ITEMS", "list", "number", size, sql=FORM, name="", nulls=Nulls.NEVER),
    fn("UNIQUE_ITEMS", "list", "number", different, sql=FORM, name="", nulls=Nulls.NEVER),
    fn("rows_values", "list", "list", lambda values: values, sql=FORM, name="", nulls=Nulls.NEVER),
    fn("rows_unique", "list", "number", different, sql=FORM, name="", nulls=Nulls.NEVER),
    fn("HASANY", "list item item*", "boolean", expand=_any_of, nulls=Nulls.SOME,
       usage="HASANY(list, item, …)", zh="含任一：多选里有其中任何一项。", en="Has any: whether the list holds one of the items.",
       examples=(('HASANY(tags, "a", "x")', "true"), ('HASANY(tags, "x")', "false"))),
    fn("HASALL", "list item item*", "boolean", expand=_all_of, nulls=Nulls.SOME,
       usage="HASALL(list, item, …)", zh="含全部：多选里每一项都有。", en="Has all: whether the list holds every one of the items.",
       examples=(('HASALL(tags, "a", "b")', "true"), ('HASALL(tags, "a", "x")', "false"))),
    fn("COUNTUNIQUE", "list any?", "number", nulls=Nulls.NEVER,
       usage="COUNTUNIQUE(lines.kind, condition?)", zh="不同值个数：一列里有几个不同的值，空的不算。",
       en="Count unique: how many different values a column has; blanks are skipped.",
       examples=(("COUNTUNIQUE(lines.kind)", "2"),)),
    fn("ANY", "any boolean", "boolean", nulls=Nulls.NEVER,
       usage="ANY(lines, condition)", zh="任一行：有一行满足条件。", en="Any: whether some row meets the condition.",
       examples=(("ANY(lines, amount > 200)", "true"), ("ANY(lines, amount > 900)", "false"))),
    fn("ALL", "any boolean", "boolean", nulls=Nulls.NEVER,
       usage="ALL(lines, condition)", zh="每一行：所有行都满足条件（没有行也算）。",
       en="All: whether every row meets the condition; true when there are none.",
       examples=(("ALL(lines, N(amount) < 900)", "true"), ("ALL(lines, amount > 0)", "false"))),
)  # fmt: skip
