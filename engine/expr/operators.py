"""How operators and choices are typed: what may be compared, added up, listed and chosen from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from engine.expr.checker import Checker, Rule
from engine.expr.functions import FUNCTIONS
from engine.expr.functions.base import call
from engine.expr.ir import Call, Expr, Lit, Ref
from engine.expr.messages import CATALOGUE, kind_words
from engine.expr.syntax import Apply, Several
from engine.expr.typed import Typed, broken, guess, unified
from engine.kernel.diagnostics import Span
from engine.kernel.kinds import ORDERED, Kind, ValueType

BOOLEAN = ValueType(Kind.BOOLEAN)
NUMBER = ValueType(Kind.NUMBER)
DATE = ValueType(Kind.DATE)


def _pair(c: Checker, node: Apply) -> tuple[Typed, Typed]:
    return c.single(node.args[0]), c.single(node.args[1])


def compare(c: Checker, left: Typed, right: Typed, span: Span) -> tuple[bool, Kind | None]:
    """Whether the two may be compared, complaining if not; literals are checked against choices."""
    if left.broken or right.broken:
        return False, None
    good, kind = unified(left.kind, right.kind)
    if good and kind is not Kind.JSON:
        check_choice(c, left, right)
        check_choice(c, right, left)
        return True, kind
    kinds = {left.kind, right.kind}
    written = next((side for side in (left, right) if isinstance(side.expr, Lit) and side.kind is Kind.TEXT), None)
    if written and kinds & {Kind.DATE, Kind.DATETIME}:
        c.complain("date_as_text", written.span)
    elif kinds == {Kind.DATE, Kind.DATETIME}:
        c.complain("date_and_datetime", span)
    else:
        differ(c, left.type, right.type, span)
    return False, None


def differ(c: Checker, left: ValueType | None, right: ValueType | None, span: Span) -> Typed:
    (left_zh, left_en), (right_zh, right_en) = kind_words(left), kind_words(right)
    return c.complain("kinds_differ", span, left_zh=left_zh, left_en=left_en, right_zh=right_zh, right_en=right_en)


def check_choice(c: Checker, field: Typed, value: Typed) -> None:
    """`level == "x"` where the choices are a, b, d."""
    if field.choices is None or not isinstance(value.expr, Lit) or not isinstance(value.expr.value, str):
        return
    if value.expr.value not in field.choices:
        words = guess(value.expr.value, field.choices)
        c.complain("unknown_choice", value.span, name=value.expr.value, **words)


def _equality(c: Checker, node: Apply) -> Typed:
    """`x == null` asks whether x is blank of a value; every other comparison with null is unknown."""
    sides = tuple(c.type(arg) for arg in node.args)
    tested = next((other for side, other in (sides, sides[::-1]) if side.null), None)
    if tested is not None and not tested.broken and tested.rows is None:
        expr: Expr = call("ISBLANK" if tested.many else "is_null", tested.expr)
        return Typed(call("not", expr) if node.fn == "ne" else expr, BOOLEAN, False, node.span)
    left, right = (c.one(side) for side in sides)
    if not compare(c, left, right, node.span)[0]:
        return _condition(node)
    return Typed(Call(node.fn, (left.expr, right.expr)), BOOLEAN, left.optional or right.optional, node.span)


def _condition(node: Apply) -> Typed:
    """A comparison that has been complained about is still a condition."""
    return Typed(Lit(None), BOOLEAN, True, node.span, broken=True)


def _order(c: Checker, node: Apply) -> Typed:
    left, right = _pair(c, node)
    good, kind = compare(c, left, right, node.span)
    if good and kind is not None and kind not in ORDERED:
        c.not_kind("not_ordered", (left if left.type else right).at(node.span))
        good = False
    if not good:
        return _condition(node)
    return Typed(Call(node.fn, (left.expr, right.expr)), BOOLEAN, left.optional or right.optional, node.span)


def _within(c: Checker, node: Apply) -> Typed:
    wanted, items = node.args
    if not isinstance(items, Several):
        return _member(c, node)
    value = c.single(wanted)
    options = tuple(c.single(item) for item in items.items)
    if not options:
        return c.complain("empty_list", items.span)
    good = not value.broken
    for option in options:
        good = compare(c, value, option, option.span)[0] and good
    if not good:
        return _condition(node)
    optional = value.optional or any(option.optional for option in options)
    return Typed(Call(node.fn, (value.expr, *(option.expr for option in options))), BOOLEAN, optional, node.span)


def _member(c: Checker, node: Apply) -> Typed:
    """`owner_id in me.subordinates`, `product in lines.product`."""
    value, items = c.single(node.args[0]), c.type(node.args[1])
    if items.broken or value.broken:
        return _condition(node)
    if items.rows is not None:
        return c.complain("rows_here", items.span, name=items.name)
    if not items.many:
        return c.complain("in_needs_list", items.span)
    if not compare(
        c,
        value,
        Typed(items.expr, ValueType(items.kind or Kind.TEXT), False, items.span, choices=items.choices),
        node.span,
    )[0]:
        return _condition(node)
    expr: Expr = call("has", items.expr, value.expr)
    return Typed(call("not", expr) if node.fn == "not_in" else expr, BOOLEAN, value.optional, node.span)


def _logic(c: Checker, node: Apply) -> Typed:
    """and, or, not, also spelled AND, OR, NOT."""
    fn = node.fn.lower()
    if not node.args or (fn == "not" and len(node.args) != 1):
        return c.complain("argument_count", node.span, name=node.fn, usage=FUNCTIONS[fn].usage)
    parts = tuple(condition(c, c.single(arg)) for arg in node.args)
    if any(part.broken for part in parts):
        return _condition(node)
    return Typed(Call(fn, tuple(part.expr for part in parts)), BOOLEAN, any(p.optional for p in parts), node.span)


def condition(c: Checker, typed: Typed) -> Typed:
    if typed.type is None or typed.kind is Kind.BOOLEAN:
        return typed
    return c.not_kind("not_boolean", typed)


def _sum(c: Checker, node: Apply) -> Typed:
    """Numbers add up; a date moves by days; two dates differ by days."""
    left, right = _pair(c, node)
    if left.broken or right.broken:
        return broken(node.span)
    kinds = (left.kind, right.kind)
    if Kind.TEXT in kinds and node.fn == "add":
        return c.complain("text_sum", node.span)
    if Kind.DATETIME in kinds:
        return c.complain("time_sum", node.span)
    if Kind.DATE in kinds:
        return _date_sum(c, node, left, right)
    return _arithmetic(c, node, left, right)


def _date_sum(c: Checker, node: Apply, left: Typed, right: Typed) -> Typed:
    subtract = node.fn == "sub"
    if subtract and left.kind is Kind.DATE and right.kind is Kind.DATE:
        return Typed(call("DAYS", right.expr, left.expr), NUMBER, left.optional or right.optional, node.span)
    day, count = (left, right) if left.kind is Kind.DATE else (right, left)
    if count.kind not in {None, Kind.NUMBER} or (subtract and day is right):
        return c.not_kind("not_number", day if subtract and day is right else count)
    moved = call("ADD_DAYS", day.expr, call("neg", count.expr) if subtract else count.expr)
    return Typed(moved, DATE, True, node.span)


def _product(c: Checker, node: Apply) -> Typed:
    left, right = _pair(c, node)
    if left.broken or right.broken:
        return broken(node.span)
    if Kind.TEXT in (left.kind, right.kind) and node.fn == "mul":
        return c.complain("repetition", node.span)
    return _arithmetic(c, node, left, right)


def _arithmetic(c: Checker, node: Apply, left: Typed, right: Typed) -> Typed:
    wrong = [side for side in (left, right) if side.kind not in {None, Kind.NUMBER}]
    if wrong:
        for side in wrong:
            c.not_kind("not_number", side)
        return broken(node.span)
    if node.fn in {"add", "sub"}:
        advise(c, (left, right))
    optional = left.optional or right.optional
    if node.fn == "div":
        optional = optional or not (isinstance(right.expr, Lit) and bool(right.expr.value))
    return Typed(Call(node.fn, (left.expr, right.expr)), NUMBER, optional, node.span)


def advise(c: Checker, sides: Iterable[Typed]) -> None:
    """A blank summand makes the whole sum blank, which surprises people."""
    for side in sides:
        if side.optional and isinstance(side.expr, Ref):
            c.found.append(CATALOGUE.diagnostic("optional_number", span=side.span, name=side.name))


def _sign(c: Checker, node: Apply) -> Typed:
    value = c.single(node.args[0])
    if value.broken:
        return value
    if value.kind not in {None, Kind.NUMBER}:
        return c.not_kind("not_number", value)
    expr = Call("neg", (value.expr,)) if node.fn == "neg" else value.expr
    return Typed(expr, NUMBER, value.optional, node.span)


def _choice(c: Checker, node: Apply) -> Typed:
    """IF and IFS: conditions and values in turn, the odd last one for otherwise."""
    count = len(node.args)
    if count < 2 or (node.fn == "IF" and count > 3):
        return c.complain("argument_count", node.span, name=node.fn, usage=FUNCTIONS[node.fn].usage)
    parts = [c.single(arg) for arg in node.args]
    for typed in parts[: count - count % 2 : 2]:
        condition(c, typed)
    return _chosen(c, parts, node)


def _switch(c: Checker, node: Apply) -> Typed:
    """SWITCH(x, a, ra, b, rb, other) → IF(x == a, ra, x == b, rb, other)."""
    if len(node.args) < 3:
        return c.complain("argument_count", node.span, name=node.fn, usage=FUNCTIONS["SWITCH"].usage)
    value, *rest = (c.single(arg) for arg in node.args)
    parts: list[Typed] = []
    for i, typed in enumerate(rest):
        if i % 2 or i == len(rest) - 1:
            parts.append(typed)
        elif compare(c, value, typed, typed.span)[0]:
            test = call("is_null", value.expr) if typed.null else call("eq", value.expr, typed.expr)
            parts.append(Typed(test, BOOLEAN, True, typed.span))
        else:
            parts.append(broken(typed.span))
    return _chosen(c, parts, node)


def _chosen(c: Checker, parts: list[Typed], node: Apply) -> Typed:
    values = [*parts[1::2], *(parts[-1:] if len(parts) % 2 else ())]
    kind: Kind | None = None
    for value in values:
        good, now = unified(kind, value.kind)
        if not good or now is Kind.JSON:
            return differ(c, ValueType(kind) if kind else None, value.type, value.span)
        kind = now
    if any(part.broken for part in parts):
        return broken(node.span)
    optional = len(parts) % 2 == 0 or any(value.optional for value in values)
    return Typed(Call("IF", tuple(part.expr for part in parts)), ValueType(kind) if kind else None, optional, node.span)


def _has(c: Checker, node: Apply) -> Typed:
    """HASANY and HASALL check their items against the list's choices."""
    result = c.call(node, (FUNCTIONS[node.fn],))
    if not result.broken:
        items, *wanted = (c.type(arg) for arg in node.args)
        for value in wanted:
            check_choice(c, items, value)
    return result


_EACH: dict[Callable[[Checker, Apply], Typed], str] = {
    _equality: "eq ne",
    _order: "lt le gt ge",
    _within: "in not_in",
    _logic: "and or not AND OR NOT",
    _sum: "add sub",
    _product: "mul div",
    _sign: "neg pos",
    _choice: "IF IFS",
    _switch: "SWITCH",
    _has: "HASANY HASALL",
}
RULES: Mapping[str, Rule] = {name: rule for rule, names in _EACH.items() for name in names.split()}
