"""Conditions, choices and blanks: three-valued, after Kleene; unknown is not true."""

# ruff: noqa: E501  (one paragraph of the table per function; Chinese letters count twice)

from __future__ import annotations

from decimal import Decimal

from engine.expr.functions.base import FORM, Function, Nulls, call, fn, number
from engine.expr.ir import Expr, Lit
from engine.expr.values import Value

TRUE = Lit(True)
FALSE = Lit(False)


def both(*values: Value) -> Value:
    """false if any is false, else unknown if any is unknown, else true."""
    if False in values:
        return False
    return None if None in values else True


def either(*values: Value) -> Value:
    """true if any is true, else unknown if any is unknown, else false."""
    if True in values:
        return True
    return None if None in values else False


def choose(*parts: Value) -> Value:
    """(condition, value, condition, value, …, otherwise): the value behind the first true condition."""
    for condition, value in zip(parts[::2], parts[1::2], strict=False):
        if condition is True:
            return value
    return parts[-1] if len(parts) % 2 else None


def first_known(*values: Value) -> Value:
    return next((value for value in values if value is not None), None)


def is_blank(value: Value) -> bool:
    return value is None or value in ("", ())


def equal(a: Value, b: Value) -> bool:
    return a == b


def _less(a: Decimal, b: Decimal) -> bool:
    return a < b


def _at_most(a: Decimal, b: Decimal) -> bool:
    return a <= b


def one_of(value: Value, *items: Value) -> Value:
    """`x in (a, b)` is `x == a or x == b`."""
    return either(*(None if value is None or item is None else value == item for item in items))


def has(items: tuple[Value, ...] | None, value: Value) -> Value:
    """Whether the list holds the value; a blank list holds nothing, and blanks in a list are nothing."""
    return either(*(None if value is None else value == item for item in items or () if item is not None))


def _negated(value: Value) -> Value:
    return None if value is None else not value


def _switch(value: Expr, *parts: Expr) -> Expr:
    """SWITCH(x, a, ra, b, rb, other) → IF(x == a, ra, x == b, rb, other)."""
    pairs = zip(parts[::2], parts[1::2], strict=False)
    flat = [arg for case, result in pairs for arg in (call("eq", value, case), result)]
    return call("IF", *flat, *(parts[-1:] if len(parts) % 2 else ()))


FUNCTIONS: tuple[Function, ...] = (
    fn("eq", "same same", "boolean", equal, sql=FORM, name=""),
    fn("ne", "same same", "boolean", lambda a, b: a != b, sql=FORM, name=""),
    fn("lt", "ordered ordered", "boolean", _less, sql=FORM, name=""),
    fn("le", "ordered ordered", "boolean", _at_most, sql=FORM, name=""),
    fn("gt", "ordered ordered", "boolean", lambda a, b: _less(b, a), sql=FORM, name=""),
    fn("ge", "ordered ordered", "boolean", lambda a, b: _at_most(b, a), sql=FORM, name=""),
    fn("in", "same same*", "boolean", one_of, sql=FORM, name="", nulls=Nulls.SOME),
    fn("not_in", "same same*", "boolean", lambda x, *items: _negated(one_of(x, *items)), sql=FORM, name="", nulls=Nulls.SOME),
    fn("has", "list item", "boolean", has, sql=FORM, name="", nulls=Nulls.SOME),
    fn("is_null", "any", "boolean", lambda value: value is None, sql=FORM, name="", nulls=Nulls.NEVER),
    fn(
        "and", "boolean boolean*", "boolean", both, sql=FORM, name="AND", nulls=Nulls.SOME,
        usage="AND(condition, …)",
        zh="并且：全部条件成立才成立，与 and 相同。",
        en="And: true when every condition is; the same as “and”.",
        examples=(("AND(1 < 2, 2 < 3)", "true"), ("AND(false, null)", "false"), ("AND(true, null)", "null")),
    ),
    fn(
        "or", "boolean boolean*", "boolean", either, sql=FORM, name="OR", nulls=Nulls.SOME,
        usage="OR(condition, …)",
        zh="或者：任一条件成立就成立，与 or 相同。",
        en="Or: true when any condition is; the same as “or”.",
        examples=(("OR(1 > 2, 2 < 3)", "true"), ("OR(true, null)", "true"), ("OR(false, null)", "null")),
    ),
    fn(
        "not", "boolean", "boolean", _negated, sql=FORM, name="NOT",
        usage="NOT(condition)",
        zh="非：条件不成立时成立，与 not 相同。",
        en="Not: true when the condition is false; the same as “not”.",
        examples=(("NOT(1 > 2)", "true"), ("NOT(null)", "null")),
    ),
    fn(
        "IF", "boolean same same?", "same", choose, sql=FORM, nulls=Nulls.ALL,
        usage="IF(condition, yes, no?)",
        zh="如果：条件成立取第二个值，否则（包括未知时）取第三个值；不写第三个就是空。",
        en="If: the second value when the condition is true, otherwise (also when unknown) the third, or blank.",
        examples=(('IF(5 > 3, "big", "small")', '"big"'), ('IF(null > 3, "big", "small")', '"small"')),
    ),
    fn(
        "IFS", "boolean same any*", "same", expand=lambda *parts: call("IF", *parts), nulls=Nulls.ALL,
        usage="IFS(condition, value, condition, value, …, otherwise?)",
        zh="多重如果：取第一个成立的条件后面的值，都不成立取最后单独的一个。",
        en="Ifs: the value behind the first true condition, or the single last one.",
        examples=(('IFS(75 >= 90, "A", 75 >= 60, "B", "C")', '"B"'),),
    ),
    fn(
        "SWITCH", "same same any*", "same", expand=_switch, nulls=Nulls.ALL,
        usage="SWITCH(value, case, result, case, result, …, otherwise?)",
        zh="对照：取与值相等的那一项后面的结果，都不等取最后单独的一个。",
        en="Switch: the result behind the case that equals the value, or the single last one.",
        examples=(('SWITCH("b", "a", 1, "b", 2, 0)', "2"), ('SWITCH("x", "a", 1, "b", 2, 0)', "0")),
    ),
    fn(
        "COALESCE", "same same*", "same", first_known, sql=FORM, nulls=Nulls.ALL,
        usage="COALESCE(value, value, …)",
        zh="首个非空：从左到右第一个不为空的值。",
        en="First known: the first value that is not blank.",
        examples=(("COALESCE(null, 3, 4)", "3"),),
    ),
    fn(
        "ISBLANK", "any", "boolean", is_blank, sql=FORM, nulls=Nulls.NEVER,
        usage="ISBLANK(value)",
        zh="为空：没有填写、空文本或空列表。",
        en="Is blank: not answered, an empty text or an empty list.",
        examples=(("ISBLANK(null)", "true"), ('ISBLANK("")', "true"), ("ISBLANK(0)", "false")),
    ),
    fn(
        "IFBLANK", "same same", "same", nulls=Nulls.LAST,
        expand=lambda value, other: call("IF", call("ISBLANK", value), other, value),
        usage="IFBLANK(value, other)",
        zh="空则取：值为空（包括空文本）时取另一个。",
        en="If blank: the other value when this one is blank or an empty text.",
        examples=(('IFBLANK("", "none")', '"none"'), ('IFBLANK("a", "none")', '"a"')),
    ),
    fn(
        "BETWEEN", "ordered ordered ordered", "boolean", nulls=Nulls.SOME,
        expand=lambda value, low, high: call("and", call("ge", value, low), call("le", value, high)),
        usage="BETWEEN(value, low, high)",
        zh="介于：大于等于下限并且小于等于上限。",
        en="Between: at least the lower and at most the upper bound.",
        examples=(("BETWEEN(5, 1, 5)", "true"), ("BETWEEN(6, 1, 5)", "false")),
    ),
    fn(
        "N", "number", "number", lambda value: value if value is not None else Decimal(0), sql=FORM, nulls=Nulls.NEVER,
        usage="N(number)",
        zh="空当零：空的数字当作 0；条件成立为 1，否则为 0。",
        en="Number: a blank number counts as 0; a condition as 1 when true, else 0.",
        examples=(("N(null)", "0"), ("N(5)", "5"), ("N(2 > 1)", "1")),
    ),
    fn("N_BOOLEAN", "boolean", "number", name="N", nulls=Nulls.NEVER,
       expand=lambda value: call("IF", value, number(1), number(0))),
)  # fmt: skip
