"""Aggregates: over the rows of a subform or related list, and, in measures, over the form's own rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from engine.expr.checker import Checker, Rule
from engine.expr.functions import BY_NAME
from engine.expr.functions.base import number
from engine.expr.ir import Call, Lit, Ref
from engine.expr.operators import condition
from engine.expr.resolve import rows_below
from engine.expr.syntax import Apply, Broken, Name, Node, Several, Word
from engine.expr.typed import Rows, Typed, broken
from engine.kernel.kinds import ORDERED, Kind, ValueType

_ROWS = {
    "SUM": "rows_sum",
    "AVG": "rows_avg",
    "MIN": "rows_min",
    "MAX": "rows_max",
    "COUNT": "rows_count",
    "COUNTUNIQUE": "rows_unique",
}
_TRUE = Lit(True)
NUMBER = ValueType(Kind.NUMBER)


def _aggregate(c: Checker, node: Apply) -> Typed:
    """`SUM(lines.amount, kind == "a")` → rows_sum(lines, row amount, row kind == "a")."""
    if c.rows is not None:
        return (
            _scalar(c, node) if len(node.args) > 1 and node.fn in _ROWS else c.complain("nested_aggregate", node.span)
        )
    if c.measure:
        summed = len(node.args) > 1 and any(map(_aggregates, node.args))
        return _scalar(c, node) if summed else _over(c, node, Rows((), c.scope), named=False)
    rows = _mentioned(c, node.args[0]) if node.args else None
    if rows is None:
        return _scalar(c, node)
    named = isinstance(node.args[0], Name) and node.args[0].path == rows.path
    return _over(c, node, rows, named=named)


def _mentioned(c: Checker, node: Node) -> Rows | None:
    """The list of rows whose columns an argument speaks of, unless they are summed up already."""
    for name in _single(node):
        found = rows_below(c.scope, name.path)
        if found is not None:
            return Rows(*found)
    return None


def _single(node: Node) -> Iterator[Name]:
    """The names used as single values: not those summed up by an aggregate inside, nor the list right of `in`."""
    match node:
        case Name():
            yield node
        case Apply(fn=fn) if fn in RULES:
            return
        case Apply(fn="in" | "not_in", args=(value, Name())):
            yield from _single(value)
        case Apply(args=parts) | Several(items=parts):
            for part in parts:
                yield from _single(part)
        case Word() | Broken():
            return


def _aggregates(node: Node) -> bool:
    return isinstance(node, Apply) and (node.fn in RULES or any(map(_aggregates, node.args)))


def _scalar(c: Checker, node: Apply) -> Typed:
    """SUM(a, b): of several values of the record itself; COUNT(tags): the items of a list."""
    if node.fn in {"ANY", "ALL"}:
        for arg in node.args:
            c.type(arg)
        return c.complain("argument_count", node.span, name=node.fn, usage=BY_NAME[node.fn][0].usage)
    if node.fn in {"COUNT", "COUNTUNIQUE"} and len(node.args) == 1:
        only = c.type(node.args[0])
        if only.broken:
            return only
        if only.many:
            key = "COUNT_ITEMS" if node.fn == "COUNT" else "UNIQUE_ITEMS"
            return Typed(Call(key, (only.expr,)), NUMBER, False, node.span)
    return c.call(node, BY_NAME[node.fn])


def _over(c: Checker, node: Apply, rows: Rows, *, named: bool) -> Typed:
    """The arguments typed as seen from one row: first what is aggregated, then the condition."""
    c.aggregates += 1
    if rows.path:
        c.refs.add(Ref(rows.path))
    args = node.args[1:] if named else node.args
    logical = node.fn in {"ANY", "ALL"}
    whole = node.fn == "COUNT" and (named or not args)
    takes_value = not logical and not whole
    least, most = (1, 1) if logical else (0, 1) if whole else (1, 2)
    if not least <= len(args) <= most:
        return c.complain("argument_count", node.span, name=node.fn, usage=BY_NAME[node.fn][0].usage)
    value = Typed(_TRUE, ValueType(Kind.BOOLEAN), False, node.span)
    if takes_value:
        with c.over(rows, row_first=named or not rows.path):
            value = c.single(args[0])
    test = Typed(_TRUE, ValueType(Kind.BOOLEAN), False, node.span)
    if len(args) > takes_value:
        with c.over(rows, row_first=True):
            test = condition(c, c.single(args[-1]))
    if value.broken or test.broken:
        return broken(node.span)
    return _made(c, node, Ref(rows.path), value, test)


def _made(c: Checker, node: Apply, rows: Ref, value: Typed, test: Typed) -> Typed:
    if node.fn == "ANY":
        count = Call("rows_count", (rows, _TRUE, test.expr))
        return Typed(Call("gt", (count, number(0))), ValueType(Kind.BOOLEAN), False, node.span)
    if node.fn == "ALL":
        every = Call("rows_count", (rows, _TRUE, _TRUE))
        return Typed(
            Call("eq", (Call("rows_count", (rows, _TRUE, test.expr)), every)), ValueType(Kind.BOOLEAN), False, node.span
        )
    if node.fn in {"SUM", "AVG"} and value.kind not in {None, Kind.NUMBER}:
        return c.not_kind("not_number", value)
    if node.fn in {"MIN", "MAX"} and value.kind is not None and value.kind not in ORDERED:
        return c.not_kind("not_ordered", value)
    kind = value.kind if node.fn in {"MIN", "MAX"} else Kind.NUMBER
    optional = node.fn in {"AVG", "MIN", "MAX"}
    expr = Call(_ROWS[node.fn], (rows, value.expr, test.expr))
    return Typed(expr, None if kind is None else ValueType(kind), optional, node.span)


RULES: Mapping[str, Rule] = dict.fromkeys((*_ROWS, "ANY", "ALL"), _aggregate)
