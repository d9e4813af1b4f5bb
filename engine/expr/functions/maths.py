"""Arithmetic: exact, half away from zero, division kept to 12 places."""

# ruff: noqa: E501  (one paragraph of the table per function; Chinese letters count twice)

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import TypeVar

import sqlalchemy as sa

from engine.expr import numbers
from engine.expr.functions.base import FORM, Function, Nulls, Sql, fn
from engine.expr.postgres import clamped, once, unit
from engine.expr.sqlvalue import Element
from engine.expr.values import Value

T = TypeVar("T")

ZERO, ONE = Decimal(0), Decimal(1)
DIGITS = 18
"""ROUND and its kin accept −18…18 digits."""

MAX_POWER = 1000


def places(digits: Decimal) -> int:
    return numbers.whole(digits, -DIGITS, DIGITS)


def _rounder(how: Callable[[Decimal, int], Decimal]) -> Callable[..., Decimal]:
    return lambda value, digits=ZERO: how(value, places(digits))


def _pg_digits(digits: Element | None) -> Element:
    return sa.literal(0, sa.Integer) if digits is None else clamped(digits, -DIGITS, DIGITS)


def _pg_round_up(value: Element, digits: Element | None = None) -> Element:
    """Cut off, then one unit further from zero if anything was cut."""
    to = _pg_digits(digits)

    def away(x: Element) -> Element:
        cut = sa.func.trunc(x, to)
        return cut + sa.case((cut == x, sa.literal(ZERO)), else_=sa.func.sign(x) * unit(to))

    return once(value, away)


def floor_to(value: Decimal, step: Decimal = ONE) -> Decimal | None:
    rest = numbers.modulo(value, abs(step))
    return None if rest is None else numbers.subtract(value, rest)


def ceil_to(value: Decimal, step: Decimal = ONE) -> Decimal | None:
    rest = numbers.modulo(-value, abs(step))
    return None if rest is None else numbers.add(value, rest)


def _pg_modulo(a: Element, b: Element) -> Element:
    return once(b, lambda by: sa.func.mod(sa.func.mod(a, sa.func.nullif(by, ZERO)) + by, sa.func.nullif(by, ZERO)))


def _pg_floor(value: Element, step: Element | None = None) -> Element:
    if step is None:
        return sa.func.floor(value)
    return once(value, lambda x: x - _pg_modulo(x, sa.func.abs(step)))


def _pg_ceil(value: Element, step: Element | None = None) -> Element:
    if step is None:
        return sa.func.ceil(value)
    return once(value, lambda x: x + _pg_modulo(-x, sa.func.abs(step)))


def power(base: Decimal, exponent: Decimal) -> Decimal | None:
    """Whole exponents up to 1000 either way, kept to 12 places."""
    if exponent != exponent.to_integral_value() or abs(exponent) > MAX_POWER or (not base and exponent <= 0):
        return None
    with localcontext(numbers.WIDE):
        raised = base ** int(exponent)
    return bounded(raised)


def bounded(value: Decimal) -> Decimal | None:
    """A computed number kept to 12 places, unknown beyond the limits."""
    return None if value.adjusted() >= numbers.MAX_WHOLE else numbers.fit(numbers.rounded(value, 12))


def square_root(value: Decimal) -> Decimal | None:
    return None if value < 0 else numbers.rounded(value.sqrt(numbers.WIDE), 12)


def _pg_square_root(value: Element) -> Element:
    positive = once(value, lambda x: sa.case((x >= ZERO, sa.func.round(x, 48))))
    return sa.func.round(sa.func.sqrt(positive), 12)


def total(values: tuple[Decimal | None, ...]) -> Decimal | None:
    """The sum of what is not blank; of nothing 0."""
    with localcontext(numbers.WIDE):
        return numbers.fit(sum((value for value in values if value is not None), ZERO))


def average(values: tuple[Decimal | None, ...]) -> Decimal | None:
    known = [value for value in values if value is not None]
    whole = total(values)
    return numbers.divide(whole, Decimal(len(known))) if known and whole is not None else None


def count(values: tuple[Value, ...]) -> Decimal:
    return Decimal(sum(value is not None for value in values))


def least(values: tuple[Decimal | None, ...]) -> Value:
    return min((value for value in values if value is not None), default=None)


def greatest(values: tuple[Decimal | None, ...]) -> Value:
    return max((value for value in values if value is not None), default=None)


def _spread(of: Callable[[tuple[T, ...]], Value]) -> Callable[..., Value]:
    return lambda *values: of(values)


FUNCTIONS: tuple[Function, ...] = (
    fn("add", "number number", "number", numbers.add, sql=FORM, name=""),
    fn("sub", "number number", "number", numbers.subtract, sql=FORM, name=""),
    fn("mul", "number number", "number", numbers.multiply, sql=FORM, name=""),
    fn("div", "number number", "number", numbers.divide, sql=FORM, name="", nulls=Nulls.PARTIAL),
    fn("neg", "number", "number", lambda value: -value, sql=FORM, name=""),
    fn(
        "ROUND", "number number?", "number", _rounder(numbers.rounded),
        sql=Sql(lambda value, digits=None: sa.func.round(value, _pg_digits(digits))),
        usage="ROUND(number, digits?)",
        zh="四舍五入：保留 n 位小数（默认 0），5 远离 0 进位；n 为负数时取整到十、百……",
        en="Round: keep that many digits (0 if not given), half away from zero; negative digits round to tens, hundreds…",
        examples=(("ROUND(2.5)", "3"), ("ROUND(-2.5)", "-3"), ("ROUND(1.005, 2)", "1.01"), ("ROUND(1250, -2)", "1300")),
    ),
    fn(
        "ROUNDUP", "number number?", "number", _rounder(numbers.ceiling), sql=Sql(_pg_round_up),
        usage="ROUNDUP(number, digits?)",
        zh="向上舍入：远离 0 进位。",
        en="Round up: away from zero.",
        examples=(("ROUNDUP(1.21, 1)", "1.3"), ("ROUNDUP(-1.21, 1)", "-1.3"), ("ROUNDUP(3)", "3")),
    ),
    fn(
        "ROUNDDOWN", "number number?", "number", _rounder(numbers.truncated),
        sql=Sql(lambda value, digits=None: sa.func.trunc(value, _pg_digits(digits))),
        usage="ROUNDDOWN(number, digits?)",
        zh="向下舍入：向 0 截断。",
        en="Round down: towards zero.",
        examples=(("ROUNDDOWN(1.29, 1)", "1.2"), ("ROUNDDOWN(-1.29, 1)", "-1.2")),
    ),
    fn("TRUNC", "number", "number", numbers.truncated, sql=Sql(sa.func.trunc),
       usage="TRUNC(number)", zh="取整：去掉小数部分。", en="Truncate: drop the digits after the point.",
       examples=(("TRUNC(1.9)", "1"), ("TRUNC(-1.9)", "-1"))),
    fn("INT", "number", "number", numbers.floor, sql=Sql(sa.func.floor),
       usage="INT(number)", zh="向下取整：不大于它的最大整数。", en="Integer: the largest whole number not above it.",
       examples=(("INT(1.9)", "1"), ("INT(-1.1)", "-2"))),
    fn("ABS", "number", "number", abs, sql=FORM,
       usage="ABS(number)", zh="绝对值：去掉负号。", en="Absolute: without the sign.",
       examples=(("ABS(-3.5)", "3.5"),)),
    fn("SIGN", "number", "number", lambda value: Decimal((value > 0) - (value < 0)), sql=Sql(sa.func.sign),
       usage="SIGN(number)", zh="符号：正数为 1，零为 0，负数为 -1。", en="Sign: 1, 0 or -1.",
       examples=(("SIGN(-2)", "-1"), ("SIGN(0)", "0"))),
    fn("FLOOR", "number number?", "number", floor_to, sql=Sql(_pg_floor), nulls=Nulls.PARTIAL,
       usage="FLOOR(number, step?)", zh="向下取整到倍数：不大于它的最大的步长倍数（步长默认 1）。",
       en="Floor: the largest multiple of the step (1 if not given) not above it.",
       examples=(("FLOOR(7.8, 5)", "5"), ("FLOOR(-7.8, 5)", "-10"), ("FLOOR(1.25, 0.1)", "1.2"))),
    fn("CEILING", "number number?", "number", ceil_to, sql=Sql(_pg_ceil), nulls=Nulls.PARTIAL,
       usage="CEILING(number, step?)", zh="向上取整到倍数：不小于它的最小的步长倍数（步长默认 1）。",
       en="Ceiling: the smallest multiple of the step (1 if not given) not below it.",
       examples=(("CEILING(7.1, 5)", "10"), ("CEILING(-7.1, 5)", "-5"))),
    fn("MOD", "number number", "number", numbers.modulo, sql=Sql(_pg_modulo), nulls=Nulls.PARTIAL,
       usage="MOD(number, by)", zh="求余：余数的正负与除数相同；除以 0 为空。",
       en="Modulo: the remainder with the sign of the divisor; blank for division by 0.",
       examples=(("MOD(7, 3)", "1"), ("MOD(-7, 3)", "2"), ("MOD(7, 0)", "null"))),
    fn("POWER", "number number", "number", power, nulls=Nulls.PARTIAL,
       usage="POWER(number, exponent)", zh="乘方：指数为 -1000 到 1000 的整数，结果保留 12 位小数。",
       en="Power: with a whole exponent from -1000 to 1000, kept to 12 places.",
       examples=(("POWER(2, 10)", "1024"), ("POWER(1.05, 3)", "1.157625"), ("POWER(2, -1)", "0.5"))),
    fn("SQRT", "number", "number", square_root, sql=Sql(_pg_square_root), nulls=Nulls.PARTIAL,
       usage="SQRT(number)", zh="平方根：保留 12 位小数；负数为空。", en="Square root: kept to 12 places; blank for negative numbers.",
       examples=(("SQRT(9)", "3"), ("SQRT(2)", "1.414213562373"), ("SQRT(-1)", "null"))),
    fn("SUM", "number number*", "number", _spread(total), sql=FORM, nulls=Nulls.NEVER,
       usage="SUM(lines.amount, condition?) / SUM(number, …)",
       zh="求和：一组行的某一列（可加条件），或几个数字；空的不算，没有就是 0。",
       en="Sum: of a column of rows, perhaps those that meet a condition, or of several numbers; blanks are skipped, of nothing 0.",
       examples=(("SUM(1, null, 2.5)", "3.5"), ("SUM(lines.amount)", "350.5"), ('SUM(lines.amount, kind == "a")', "100"))),
    fn("AVG", "number number*", "number", _spread(average), sql=FORM, nulls=Nulls.ALL,
       usage="AVG(lines.amount, condition?) / AVG(number, …)",
       zh="平均：一组行的某一列（可加条件），或几个数字；空的不算。",
       en="Average: of a column of rows or of several numbers; blanks are skipped.",
       examples=(("AVG(1, null, 2)", "1.5"), ("AVG(lines.amount)", "175.25"))),
    fn("MIN", "ordered ordered*", "same", _spread(least), sql=FORM, nulls=Nulls.ALL,
       usage="MIN(lines.amount, condition?) / MIN(value, …)",
       zh="最小：一组行的某一列（可加条件），或几个数字、日期；空的不算。",
       en="Minimum: of a column of rows or of several numbers or dates; blanks are skipped.",
       examples=(("MIN(3, null, 2)", "2"), ("MIN(lines.amount)", "100"))),
    fn("MAX", "ordered ordered*", "same", _spread(greatest), sql=FORM, nulls=Nulls.ALL,
       usage="MAX(lines.amount, condition?) / MAX(value, …)",
       zh="最大：一组行的某一列（可加条件），或几个数字、日期；空的不算。",
       en="Maximum: of a column of rows or of several numbers or dates; blanks are skipped.",
       examples=(("MAX(0, -5)", "0"), ('MAX(DATE(2026, 1, 1), DATE(2026, 2, 1))', "DATE(2026, 2, 1)"), ("MAX(lines.amount)", "250.5"))),
    fn("COUNT", "any any*", "number", _spread(count), sql=FORM, nulls=Nulls.NEVER,
       usage="COUNT(lines, condition?) / COUNT(lines.amount, condition?) / COUNT(value, …)",
       zh="计数：有几行（可加条件）、某一列有几个不为空、多选选了几项，或几个值中有几个不为空。",
       en="Count: rows, perhaps those that meet a condition; values that are not blank; items of a multi-select.",
       examples=(("COUNT(1, null, 2)", "2"), ("COUNT(lines)", "3"), ("COUNT(lines.amount)", "2"), ("COUNT(lines, amount > 100)", "1"))),
    fn("rows_sum", "list", "number", total, sql=FORM, name="", nulls=Nulls.NEVER),
    fn("rows_avg", "list", "number", average, sql=FORM, name="", nulls=Nulls.PARTIAL),
    fn("rows_min", "list", "same", least, sql=FORM, name="", nulls=Nulls.PARTIAL),
    fn("rows_max", "list", "same", greatest, sql=FORM, name="", nulls=Nulls.PARTIAL),
    fn("rows_count", "list", "number", count, sql=FORM, name="", nulls=Nulls.NEVER),
)  # fmt: skip
